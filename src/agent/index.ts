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
export { createEndpointEmbedder } from './embedder.ts';
export { faultText } from './fault-texts.ts';
export { isLasting, type ModelFault, ModelFaultError } from './faults.ts';
export { type AgentChoice, type AgentHost, createAgentFor, directoryOf } from './host.ts';
export { defaultModelName, type ModelName, readModelName } from './model-choice.ts';
export { checkPath, listModels } from './models/catalogue.ts';
export { createLocalModel } from './models/local/model.ts';
export type { MentionPart, RequestAct } from './models/local/request-reader.ts';
export {
  exampleOf,
  judgeRequestModels,
  type NamedInRequest,
  type RequestExamples,
  trainRequestModels,
} from './models/local/request-training.ts';
export { createOpenAiModel, type EndpointModel, type OpenAiSettings } from './models/openai.ts';
export {
  judgeOwnPhrases,
  type OwnPhrase,
  ownPhrasesModel,
  ownPhrasesOf,
  type PhrasesJudged,
} from './own-phrases.ts';
export type { Domain } from './service/index.ts';
export { staffChannel, storedConversations } from './stored-conversations.ts';
export { createEndpointTextModel } from './text-model.ts';
export type {
  Agent,
  AgentOptions,
  Answer,
  AskOptions,
  CallSurroundings,
  Conversation,
  ConversationStore,
  Limits,
  ModelPlace,
  PendingApproval,
  Step,
  StopReason,
  Usage,
  Waiting,
} from './types.ts';
