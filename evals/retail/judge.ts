import type { RetailTask } from './formats.ts';
import { orderText, type ShopState, userText } from './state.ts';

/** What became of a task. */
export interface Verdict {
  pass: boolean;
  /** A row changed that should not have, or otherwise than it should. */
  sideEffect: boolean;
  /** Why it failed, a line each. */
  reasons: string[];
}

/** Judges what was done in the shop: every row is as the task says, and every other as it was. */
export function judge(task: RetailTask, before: ShopState, after: ShopState): Verdict {
  const expected = {
    users: new Map(task.expected_changes.users.map(({ id, after }) => [id, userText(after)])),
    orders: new Map(task.expected_changes.orders.map(({ id, after }) => [id, orderText(after)])),
    products: new Map<string, string>(),
  };
  const reasons: string[] = [];
  let sideEffect = false;
  for (const table of ['users', 'orders', 'products'] as const) {
    const ids = new Set([...before[table].keys(), ...after[table].keys(), ...expected[table].keys()]);
    for (const id of ids) {
      const [was, is] = [before[table].get(id), after[table].get(id)];
      const wanted = expected[table].get(id) ?? was;
      if (is === wanted) continue;
      if (is !== was) sideEffect = true;
      reasons.push(is === was ? `${id} was not changed` : `${id} is ${is}, not ${wanted}`);
    }
  }
  return { pass: reasons.length === 0, sideEffect, reasons };
}
