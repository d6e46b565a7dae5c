import type { Tool } from '../../../../tools/kernel/define-tool.ts';

/** What the model can do with the tools it was given: found by what they take, never by their names. */
export interface Capabilities {
  /** Creates and changes records of a kind. */
  save(kind: string): Tool | undefined;
  remove(kind: string): Tool | undefined;
  log(): Tool | undefined;
  undo(): Tool | undefined;
  list(kind: string): Tool | undefined;
  summarize(kind: string): Tool | undefined;
  /** One record in full. */
  view(): Tool | undefined;
  /** Answers questions from documents. */
  documents(): Tool | undefined;
  /** One record of a kind that has a tool of its own for that. */
  whole(kind: string): Tool | undefined;
}

const takes = (tool: Tool, ...names: readonly string[]): boolean =>
  names.every((name) => name in tool.input.shape);

/** Whether a tool works on a kind: it has the kind among its choices, or none to choose and the kind in its name. */
function concerns(tool: Tool, kind: string): boolean {
  if (!takes(tool, 'kind')) return tool.name.includes(kind) || takes(tool, kind);
  return (
    tool.input.safeParse({ kind, filter: 'x', fields: {} }).success || tool.input.safeParse({ kind }).success
  );
}

export function capabilitiesOf(tools: readonly Tool[]): Capabilities {
  const reads = tools.filter((tool) => tool.annotations.readOnlyHint);
  const writes = tools.filter((tool) => !tool.annotations.readOnlyHint);
  return {
    save: (kind) =>
      writes.find((tool) => takes(tool, kind, 'filter', 'clear') && tool.name.includes(kind)) ??
      writes.find((tool) => takes(tool, 'kind', 'filter', 'fields') && concerns(tool, kind)),
    remove: (kind) =>
      writes.find(
        (tool) => tool.annotations.destructiveHint && takes(tool, 'record', 'filter') && concerns(tool, kind),
      ),
    log: () => writes.find((tool) => takes(tool, 'contact', 'channel', 'summary')),
    undo: () => writes.find((tool) => takes(tool, 'changeId', 'conversation')),
    list: (kind) => reads.find((tool) => takes(tool, 'filter', 'sort') && concerns(tool, kind)),
    summarize: (kind) => reads.find((tool) => takes(tool, 'groupBy', 'filter') && concerns(tool, kind)),
    whole: (kind) => reads.find((tool) => takes(tool, kind) && Object.keys(tool.input.shape).length === 1),
    documents: () => reads.find((tool) => takes(tool, 'query') && 'passages' in tool.output.shape),
    view: () => reads.find((tool) => takes(tool, 'customer') && Object.keys(tool.input.shape).length === 1),
  };
}
