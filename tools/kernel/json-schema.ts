import { z } from 'zod';
import type { Tool } from './define-tool.ts';

type JsonSchema = Record<string, unknown>;

/** A tool's contract as clients and models see it: JSON Schema 2020-12, without what costs tokens and says nothing. */
export interface ToolSchemas {
  input: JsonSchema & { type: 'object' };
  output: JsonSchema & { type: 'object' };
}

const schemas = new WeakMap<Tool, ToolSchemas>();

/** The JSON schemas of a tool's input and output, made once. */
export function schemasOf(tool: Tool): ToolSchemas {
  const known = schemas.get(tool);
  if (known) return known;
  const made = { input: published(tool.input, 'input'), output: published(tool.output, 'output') };
  schemas.set(tool, made);
  return made;
}

function published(schema: z.ZodObject, io: 'input' | 'output'): JsonSchema & { type: 'object' } {
  const json = z.toJSONSchema(schema, {
    io,
    unrepresentable: 'any',
    override: ({ jsonSchema }) => {
      if (jsonSchema.format !== undefined) delete jsonSchema.pattern;
      if (isEmptyObject(jsonSchema.additionalProperties)) delete jsonSchema.additionalProperties;
      if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum;
      if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
    },
  });
  const { $schema, ...rest } = json;
  return { ...rest, type: 'object' };
}

const isEmptyObject = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && Object.keys(value).length === 0;
