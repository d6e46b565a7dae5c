export type {
  Candidate,
  Directory,
  FieldDescription,
  KindDescription,
  Member,
  WorkspaceDescription,
} from './directory.ts';
export { type AgentChoice, type AgentHost, createAgentFor, directoryOf } from './host.ts';
export type {
  Agent,
  AgentOptions,
  Answer,
  AskOptions,
  CallSurroundings,
  Conversation,
  ConversationStore,
  PendingApproval,
  Step,
  StopReason,
} from './types.ts';
