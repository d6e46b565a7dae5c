import { quoted, RapportError } from '../../src/trust/errors.ts';
import { didYouMean } from '../../src/trust/suggest.ts';
import { type Tool, type Toolset, toolsets } from './define-tool.ts';

/** Which tools are served: the default profile and these toolsets, or just these tools. */
export interface ToolSelection {
  toolsets?: readonly string[] | undefined;
  tools?: readonly string[] | undefined;
  readOnly?: boolean | undefined;
}

/** The tools a selection asks for. @throws RapportError naming what it does not know */
export function servedTools(all: readonly Tool[], selection: ToolSelection = {}): readonly Tool[] {
  const unknownSet = selection.toolsets?.find(
    (name) => name !== 'all' && !toolsets.includes(name as Toolset),
  );
  if (unknownSet !== undefined)
    throw new RapportError(
      'invalid_input',
      `There is no toolset ${quoted(unknownSet)}. ${didYouMean(unknownSet, ['all', ...toolsets])}`,
    );
  const names = all.map((tool) => tool.name);
  const unknownTool = selection.tools?.find((name) => !names.includes(name));
  if (unknownTool !== undefined)
    throw new RapportError(
      'invalid_input',
      `There is no tool ${quoted(unknownTool)}. ${didYouMean(unknownTool, names)}`,
    );
  const wanted = (tool: Tool) =>
    selection.tools
      ? selection.tools.includes(tool.name)
      : tool.profile === 'default' ||
        selection.toolsets?.includes('all') ||
        selection.toolsets?.includes(tool.toolset);
  return all.filter((tool) => wanted(tool) && (!selection.readOnly || tool.annotations.readOnlyHint));
}
