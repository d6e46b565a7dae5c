export type {
  Candidate,
  Directory,
  FieldDescription,
  KindDescription,
  Member,
  WorkspaceDescription,
} from './directory.ts';
export type {
  Agent,
  AgentOptions,
  Answer,
  AskOptions,
  CallSurroundings,
  Conversation,
  ConversationStore,
  PendingApproval,
  Step,
  StopReason,
} from './types.ts';
