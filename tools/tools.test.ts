import { describe, expect, test } from 'vitest';
import { tools } from './index.ts';
import { schemasOf } from './kernel/json-schema.ts';
import { connectTestClient } from './kernel/testing.ts';

const tokens = (value: unknown): number =>
  Buffer.byteLength(typeof value === 'string' ? value : JSON.stringify(value)) / 4;
const listed = tools.filter((tool) => tool.profile === 'default');

describe('the tools as a set', () => {
  test('the default profile is 20 tools in at most 5,000 tokens a model sees, 10,000 in all', () => {
    const seen = listed.map(
      (tool) => tokens(tool.name) + tokens(tool.description) + tokens(schemasOf(tool).input),
    );
    const all = listed.map((tool) => {
      const { input, output } = schemasOf(tool);
      const { name, title, description, annotations } = tool;
      return tokens({ name, title, description, inputSchema: input, outputSchema: output, annotations });
    });
    const sum = (values: number[]) => Math.round(values.reduce((total, value) => total + value, 0));

    expect(listed).toHaveLength(20);
    expect(sum(seen)).toBeLessThanOrEqual(5_000);
    expect(sum(all)).toBeLessThanOrEqual(10_000);
  });

  test.for(tools)('$name: a contract in full', (tool) => {
    expect(tool.description.length).toBeLessThanOrEqual(350);
    expect(tool.phrases.en.length).toBeGreaterThan(0);
    expect(tool.phrases.zh.length).toBeGreaterThan(0);
    expect(Object.values(tool.annotations).every((hint) => typeof hint === 'boolean')).toBe(true);
    expect(tool.annotations.readOnlyHint && tool.annotations.destructiveHint).toBe(false);
    if (!['service:own', 'crm:export', 'crm:admin'].includes(tool.scope))
      expect(tool.annotations.readOnlyHint).toBe(tool.scope.endsWith(':read'));
    const { input, output } = schemasOf(tool);
    expect(input.additionalProperties).toBe(false);
    expect(Object.keys(output.properties as object)).not.toHaveLength(0);
    if (!tool.annotations.readOnlyHint) {
      expect(Object.keys(input.properties as object)).toEqual(
        expect.arrayContaining(['idempotencyKey', 'dryRun', 'repeat']),
      );
      expect(Object.keys(output.properties as object)).toContain('changeId');
    }
    const slots = [...tool.phrases.en, ...tool.phrases.zh].flatMap((phrase) =>
      [...phrase.matchAll(/\{(\w+)\}/g)].map((match) => match[1]!),
    );
    const known = Object.keys(input.properties as object);
    expect(slots.filter((slot) => !known.includes(slot))).toEqual([]);
  });

  test('names are unique', () => {
    expect(new Set(tools.map((tool) => tool.name)).size).toBe(tools.length);
  });

  test('typical results are small, both blocks together', async () => {
    await using client = await connectTestClient({ company: 'workbench', now: '2023-11-30T09:00:00Z' });
    const size = async (name: string, callArguments: Record<string, unknown>) => {
      const result = await client.client.callTool({ name, arguments: callArguments });
      return tokens(result.structuredContent) + tokens(result.content);
    };

    expect(await size('search_contacts', { limit: 20 })).toBeLessThanOrEqual(1_200);
    await using company = await connectTestClient();
    const view = await company.client.callTool({ name: 'get_customer', arguments: { customer: '张伟' } });
    expect(tokens(view.structuredContent) + tokens(view.content)).toBeLessThanOrEqual(1_500);
  });
});
