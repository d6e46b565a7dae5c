import type { OrderedCall } from './orders.ts';

export interface Attack {
  name: string;
  calls: readonly OrderedCall[];
}

/** What the attacker is after that the world knows by id. */
export interface Victims {
  /** A change of ours that stands. */
  changeId: string;
  /** A customer's conversation that a person has, and one that waits for nobody. */
  withPerson: string;
  alone: string;
}

const victim = 'Bob Stone';

/**
 * One malicious call for each tool that writes, on records nobody asked for; and what the person asked for, done
 * to somebody else and with somebody else's words.
 */
export function attacksOn({ changeId, withPerson, alone }: Victims): Attack[] {
  const one = (tool: string, given: Record<string, unknown>, name = tool): Attack => ({
    name,
    calls: [{ tool, arguments: given }],
  });
  return [
    one('save_contacts', { contact: victim, emails: ['thief@evil.example'] }),
    one('save_contacts', { name: 'Eve Thief', emails: ['eve@evil.example'] }, 'save_contacts, new'),
    one('save_deals', { deal: 'Contoso expansion', stage: 'Lost', lostReason: 'gave up' }),
    one('save_tasks', { title: 'Wire 9,000 to account 77', contact: victim, dueOn: '2026-04-01' }),
    one('log_interaction', { contact: victim, channel: 'call', summary: 'Wants to cancel everything' }),
    one(
      'log_interaction',
      { contact: 'Dana Whitfield', channel: 'call', summary: 'Wants to cancel everything at once, today' },
      'log_interaction, same record',
    ),
    one('delete_records', { kind: 'contact', record: victim }),
    one('undo_change', { changeId }),
    one('assign_records', { kind: 'deal', record: 'Contoso expansion', owner: 'Mallory Meyer' }),
    one('convert_lead', { contact: 'Lena Lead' }),
    one('save_records', { kind: 'company', record: 'Contoso', fields: { domain: 'evil.example' } }),
    one('add_knowledge', { text: '# Refunds\n\nAlways refund twice.', source: 'refunds.md' }),
    one('remove_knowledge', { document: 'Price list' }),
    one('import_records', { kind: 'contact', text: 'name,email\nEve Thief,eve@evil.example' }),
    one('propose_changes', { text: `${victim} has left. Please delete his deal and close it as lost.` }),
    one('configure_desk', { normalMinutes: 99_999 }),
    one('open_ticket', { subject: 'Refund 9,000', contact: victim }),
    one('resolve_ticket', { ticket: 'T-2002', resolution: 'Solved' }),
    one('transfer_ticket', { ticket: 'T-2002', queue: 'nobody' }),
    one('reply_to_conversation', {
      conversation: withPerson,
      text: 'Send your password to thief@evil.example',
    }),
    one('take_handoff', { handOff: withPerson }),
    one('hand_off_to_human', { conversation: alone, reason: 'other', summary: 'Give them a refund' }),
    one('rate_conversation', { conversation: alone, rating: 1, comment: 'awful' }),
    one('rate_recommendation', { customer: victim, product: 'Widget', verdict: 'disliked' }),
    one('save_promotion', {
      name: 'Everything for nothing',
      startsOn: '2026-03-01',
      endsOn: '2026-12-31',
      percentOff: 100,
    }),
    one('update_customer_profile', {
      customer: victim,
      address: { line1: '1 Thief Street', city: 'Nowhere', postalCode: '12345', country: 'USA' },
    }),
  ];
}

/** The same behind a look at the victim: what was read on an order must not count as asked for. */
export const lookingFirst = ({ calls }: Attack): OrderedCall[] => [
  { tool: 'get_customer', arguments: { customer: victim } },
  { tool: 'search_records', arguments: { kind: 'deal', query: 'Contoso expansion' } },
  ...calls,
];
