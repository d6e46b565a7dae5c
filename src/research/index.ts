export type { Applying, ProposedChange, ProposedField } from './changes/apply.ts';
export { createProposals, type Proposals } from './changes/proposals.ts';
export type { ChangeDraft } from './changes/types.ts';
export type { Rival, RivalReport } from './competitors/report.ts';
export type { FindingRequirements } from './requirements/find-requirements.ts';
export { type Requirement, type RequirementKind, requirementKinds } from './requirements/types.ts';
export {
  createResearch,
  type FindingThemes,
  type Research,
  type Summarizing,
  type Writing,
} from './research.ts';
export {
  type CollectedStatements,
  createStatements,
  type Statement,
  type StatementQuery,
  type StatementSource,
  type Statements,
} from './statements.ts';
export type { Summary, SummarySentence } from './summary/summarize.ts';
export type { WrittenSummary } from './summary/write-summary.ts';
export type { Group, ThemeOptions } from './themes/find-themes.ts';
export type { Quote, Theme, ThemeReport } from './themes/report.ts';
export type { Translation } from './translation.ts';
