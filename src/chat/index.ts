export { type ChatEndpoint, createChatEndpoint } from './endpoint.ts';
export type { ChatHost } from './identity.ts';
export { createReception, type Reception, type Reply } from './reception.ts';
export type { Standing } from './standing.ts';
export type { Coming } from './visits.ts';
