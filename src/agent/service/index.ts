export { retail } from './domains/retail/index.ts';
export type { Domain, Flow } from './flow.ts';
export { createServiceModel, dialogueStateOf } from './model.ts';
export type { DialogueState } from './state.ts';
