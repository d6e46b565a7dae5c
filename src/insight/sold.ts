import { and, eq, isNull, notInArray, type SQL } from 'drizzle-orm';
import { orders } from '../../db/index.ts';

/** Orders in these states are no sale. */
const notSold = ['cancelled', 'returned'];

/** The condition of an order that counts as a sale of this workspace. */
export const isSold = (workspaceId: string): SQL =>
  and(eq(orders.workspaceId, workspaceId), isNull(orders.deletedAt), notInArray(orders.status, notSold))!;
