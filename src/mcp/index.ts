export type { McpApp } from './host.ts';
export { errorKey } from './result.ts';
export { createMcpServerFactory, type McpServerOptions } from './server.ts';
export { type StdioOptions, serveStreams } from './stdio.ts';
