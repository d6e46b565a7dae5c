export { createDesk, type Desk } from './desk/index.ts';
export { isAngry } from './desk/mood.ts';
export {
  asksForPerson,
  type HandOffReason,
  handOffReason,
  handOffReasons,
  type TurnSigns,
} from './desk/triggers.ts';
