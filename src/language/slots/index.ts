export { type SlotModel, trainSlotModel } from './model.ts';
export {
  type AnnotatedDialogue,
  dontcare,
  type Exchange,
  type Ontology,
  type Slot,
  type SlotReading,
  type SlotState,
  type SlotValue,
} from './ontology.ts';
export { createSlotTracker, type SlotTracker } from './tracker.ts';
