export { type ChatEndpoint, createChatEndpoint } from './endpoint.ts';
export type { ChatHost } from './identity.ts';
export { type Coming, createReception, type Reception, type Reply, type Standing } from './reception.ts';
