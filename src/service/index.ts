export type { DeskChanges } from './desk/configuring.ts';
export type { ConversationRow, HandOffRow, Said } from './desk/conversations.ts';
export type { IdentityClaim } from './desk/identification.ts';
export { createDesk, type Desk } from './desk/index.ts';
export { isAngry } from './desk/mood.ts';
export type { DeskSettings } from './desk/settings.ts';
export {
  asksForPerson,
  type HandOffReason,
  handOffReason,
  handOffReasons,
  type TurnSigns,
} from './desk/triggers.ts';
export {
  type ChangedOrder,
  type CustomerProfile,
  createOrders,
  defaultOrderPolicy,
  type FoundVariants,
  type GivenItem,
  type OrderOperation,
  type OrderPolicy,
  type Orders,
  type OrderView,
  orderOperations,
} from './orders/index.ts';
