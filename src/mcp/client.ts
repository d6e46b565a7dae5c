import {
  CLIENT_CAPABILITIES_META_KEY,
  CLIENT_INFO_META_KEY,
  type ClientCapabilities,
  type Implementation,
  type Server,
  type ServerContext,
} from '@modelcontextprotocol/server';

/** Who calls: as this request says it in the 2026-07-28 era, as the handshake said it before. */
export function clientOf(
  server: Server,
  ctx: ServerContext,
): { info: Implementation | undefined; capabilities: ClientCapabilities | undefined } {
  const envelope = ctx.mcpReq.envelope as
    | { [CLIENT_INFO_META_KEY]?: Implementation; [CLIENT_CAPABILITIES_META_KEY]?: ClientCapabilities }
    | undefined;
  return {
    info: envelope?.[CLIENT_INFO_META_KEY] ?? server.getClientVersion(),
    capabilities: envelope?.[CLIENT_CAPABILITIES_META_KEY] ?? server.getClientCapabilities(),
  };
}
