import type { Snapshot } from '../../src/wire.ts';
import { customerIdOf } from '../company/index.ts';

/** A customer in the task file's own field names. */
export type CustomerRow = Record<string, string | null>;

/** One customer's net change. */
export type Effect =
  | { op: 'update'; id: string; fields: CustomerRow; before: CustomerRow }
  | { op: 'create'; id: string; fields: CustomerRow }
  | { op: 'delete'; id: string };

/** What a conversation left behind, against the start. */
export interface NetEffect {
  customers: Effect[];
  interactions: Record<string, unknown>[];
  tasks: Record<string, unknown>[];
  /** Kinds and ids of anything else that is new, gone or different. */
  other: string[];
}

const bookkeeping = new Set(['version', 'updatedAt', 'createdAt']);

/** Compares two states of the workspace. */
export function netEffect(before: Snapshot, after: Snapshot): NetEffect {
  const effect: NetEffect = { customers: [], interactions: [], tasks: [], other: [] };
  for (const kind of Object.keys(after)) {
    const old = before[kind] ?? {};
    const current = after[kind] ?? {};
    for (const id of new Set([...Object.keys(old), ...Object.keys(current)])) {
      if (sameRecord(old[id], current[id])) continue;
      if (kind === 'contact') effect.customers.push(customerEffect(id, before, after));
      else if (kind === 'interaction' && !old[id]) effect.interactions.push(current[id]!);
      else if (kind === 'task' && !old[id]) effect.tasks.push(current[id]!);
      else effect.other.push(`${kind} ${id}`);
    }
  }
  return effect;
}

function customerEffect(id: string, before: Snapshot, after: Snapshot): Effect {
  const customerId = customerIdOf(id) ?? id;
  const old = before.contact?.[id];
  const current = after.contact?.[id];
  if (!current) return { op: 'delete', id: customerId };
  const row = customerRow(current, after);
  if (!old) return { op: 'create', id: customerId, fields: row };
  const oldRow = customerRow(old, before);
  const fields = Object.fromEntries(Object.entries(row).filter(([name, value]) => value !== oldRow[name]));
  return { op: 'update', id: customerId, fields, before: oldRow };
}

/** A customer as the task files write it, or null where there is none. */
export function customerNow(snapshot: Snapshot, contactId: string): CustomerRow | null {
  const contact = snapshot.contact?.[contactId];
  return contact ? customerRow(contact, snapshot) : null;
}

function customerRow(contact: Record<string, unknown>, snapshot: Snapshot): CustomerRow {
  const owner = snapshot.user?.[String(contact.ownerId)];
  const custom = contact.custom as Record<string, unknown>;
  const text = (value: unknown): string | null =>
    value === null || value === undefined || value === '' ? null : String(value);
  return {
    customer_name: text(contact.name),
    customer_email: text((contact.emails as string[])[0]),
    customer_phone: text((contact.phones as string[])[0]),
    assigned_to_email: text(owner?.email),
    status: text(contact.lifecycleStage),
    product_interest: text(custom.productInterest),
    last_contact_date: text(contact.lastContactOn),
    follow_up_by: text(contact.followUpOn),
    notes: text(contact.notes),
  };
}

function sameRecord(
  left: Record<string, unknown> | undefined,
  right: Record<string, unknown> | undefined,
): boolean {
  if (!left || !right) return left === right;
  const names = new Set([...Object.keys(left), ...Object.keys(right)]);
  return [...names].every(
    (name) => bookkeeping.has(name) || JSON.stringify(left[name]) === JSON.stringify(right[name]),
  );
}

/** Whether a conversation left everything as it was. */
export const isEmpty = (effect: NetEffect): boolean =>
  effect.customers.length + effect.interactions.length + effect.tasks.length + effect.other.length === 0;
