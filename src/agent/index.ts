export { createAgent } from './agent.ts';
export { conversationsInMemory } from './conversations.ts';
export type {
  Candidate,
  Directory,
  FieldDescription,
  KindDescription,
  Member,
  WorkspaceDescription,
} from './directory.ts';
export { type AgentChoice, type AgentHost, createAgentFor, directoryOf } from './host.ts';
export { createLocalModel } from './models/local/model.ts';
export { createOpenAiModel, type OpenAiSettings } from './models/openai.ts';
export type {
  Agent,
  AgentOptions,
  Answer,
  AskOptions,
  CallSurroundings,
  Conversation,
  ConversationStore,
  Limits,
  PendingApproval,
  Step,
  StopReason,
} from './types.ts';
