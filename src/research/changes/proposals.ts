import type { Crm } from '../../crm/index.ts';
import type { Applying, ProposedChange } from './apply.ts';
import type { ChangeDraft } from './types.ts';

/** Change sets of one workspace, bound to one transaction. */
export interface Proposals {
  /** Writes what a text was drafted into. @throws RapportError where nobody is named whom it could be about */
  apply(draft: ChangeDraft, applying: Applying): Promise<ProposedChange[]>;
}

export const createProposals = (crm: Crm): Proposals => ({
  async apply(draft, applying) {
    const { applyDraft } = await import('./apply.ts');
    return applyDraft(crm, draft, applying);
  },
});
