import { contactIdOf } from '../company/index.ts';
import type { OurCall } from '../replay.ts';
import type { GoldCall } from './tasks.ts';

const fieldNames: Readonly<Record<string, string>> = {
  customer_name: 'name',
  assigned_to_email: 'owner',
  customer_email: 'emails',
  customer_phone: 'phones',
  last_contact_date: 'lastContactOn',
  follow_up_by: 'followUpOn',
  status: 'lifecycleStage',
  notes: 'notes',
};

/** WorkBench's own calls as calls of our tools. */
export function ourCalls(gold: readonly GoldCall[]): OurCall[] {
  return gold.map(({ tool, args }) => {
    const { customer_id, field, new_value, ...fields } = args;
    if (tool.endsWith('.delete_customer'))
      return { tool: 'delete_records', arguments: { kind: 'contact', record: contactIdOf(customer_id!) } };
    if (tool.endsWith('.update_customer'))
      return {
        tool: 'save_contacts',
        arguments: { contact: contactIdOf(customer_id!), ...ourFields({ [field!]: new_value! }) },
      };
    return { tool: 'save_contacts', arguments: { ...ourFields(fields), allowDuplicate: true } };
  });
}

function ourFields(fields: Readonly<Record<string, string>>): Record<string, unknown> {
  const entries = Object.entries(fields).map(([name, value]): [string, unknown] => {
    if (name === 'product_interest') return ['custom', { productInterest: value }];
    const ours = fieldNames[name]!;
    return [ours, ours === 'emails' || ours === 'phones' ? [value] : value];
  });
  return Object.fromEntries(entries);
}
