import { z } from 'zod';
import type { Statement, StatementSource } from '../../src/research/index.ts';
import { RapportError } from '../../src/trust/errors.ts';
import { dayIn } from '../../src/trust/scope.ts';
import type { ToolContext } from './context.ts';
import { IsoDate, Reference } from './params.ts';

const FilePath = z.string().min(1).max(1_000).optional().describe('Under the folder given by --files');

/** Fields of an input that say which statements are looked at, in the order of `StatementChoice`. */
export const statementInput = (leastTexts: number) => ({
  sources: z
    .array(z.enum(['interactions', 'tickets', 'reviews']))
    .min(1)
    .max(3)
    .optional()
    .describe('By default all three'),
  customer: Reference.optional(),
  since: IsoDate.optional().describe('By default a year ago'),
  until: IsoDate.optional(),
  texts: z
    .array(z.string().min(1).max(10_000))
    .min(leastTexts)
    .max(2_000)
    .optional()
    .describe('Instead of records'),
  path: FilePath,
  column: z.string().max(200).optional().describe('Of the file; by default recognised'),
});

/** Fields of an input that say which one text is read. */
export const textInput = (longest: number) => ({
  text: z.string().min(1).max(longest).optional(),
  path: FilePath,
  conversation: z.string().min(1).max(100).optional().describe('Id of a chat'),
});

/** Which statements a tool is to look at: given texts, a file, or what the records hold. */
export interface StatementChoice {
  texts?: readonly string[] | undefined;
  path?: string | undefined;
  column?: string | undefined;
  sources?: readonly StatementSource[] | undefined;
  customer?: string | undefined;
  since?: string | undefined;
  until?: string | undefined;
}

export interface ChosenStatements {
  statements: Statement[];
  total: number;
  /** Whose they are, where one customer was asked for. */
  customer?: string;
  /** The column of the file that was read. */
  column?: string;
}

/** More of them are read from the newest back. */
const mostStatements = 20_000;
const longestInline = 100_000;
const oneYear = 365 * 86_400_000;

/** @throws RapportError where more than one was chosen, or what was chosen cannot be read */
export async function statementsOf(
  choice: StatementChoice,
  { read, research, ingesting, workspace, now, language, signal }: ToolContext,
): Promise<ChosenStatements> {
  const { texts, path, column, sources, customer, since, until } = choice;
  if (texts !== undefined && path !== undefined)
    throw new RapportError(
      'invalid_input',
      {
        en: 'Give texts or a path, not both.',
        zh: 'texts 和 path 只能选一个。',
      }[language],
    );
  if (texts !== undefined) {
    if (texts.reduce((sum, { length }) => sum + length, 0) > longestInline)
      throw new RapportError(
        'invalid_input',
        { en: 'The texts are longer than 100 kB together.', zh: '文本合计超过 100 kB。' }[language],
        {
          hint: {
            en: 'Put them into a file under --files and send its path.',
            zh: '请存成文件放到 --files 目录下，再用 path 指定。',
          }[language],
        },
      );
    const statements = texts.map((text): Statement => ({ text, untrusted: true }));
    return { statements, total: statements.length };
  }
  if (path !== undefined) {
    const place = await ingesting.locate(path, { language, signal });
    return research.readStatements(place, { language, most: mostStatements, column });
  }
  return read(async ({ crm, statements }) => {
    const who = customer === undefined ? undefined : await crm.whoIs(customer);
    const from = since ?? dayIn(workspace.timeZone, new Date(now.getTime() - oneYear));
    const query = {
      sources,
      since: from,
      until,
      ...(who && { customer: { kind: who.kind, id: who.resolved.id } }),
    };
    const found = await statements.collect(query, mostStatements);
    return { ...found, ...(who && { customer: who.resolved.label }) };
  });
}

/** One text a tool is to read: given, in a file, a chat, or what was said with one customer. */
export interface TextChoice {
  text?: string | undefined;
  path?: string | undefined;
  conversation?: string | undefined;
  customer?: string | undefined;
  since?: string | undefined;
  until?: string | undefined;
}

export type ChosenText = { name: string } & (
  | { text: string; untrusted: boolean }
  | { statements: readonly Statement[] }
);

/** @throws RapportError where not exactly one was chosen, or it cannot be read */
export async function oneTextOf(choice: TextChoice, context: ToolContext): Promise<ChosenText> {
  const { text, path, conversation, customer, since, until } = choice;
  const { ingesting, language, signal, read } = context;
  const given = [text, path, conversation].filter((one) => one !== undefined).length;
  if (given > 1 || (given === 0 && customer === undefined))
    throw new RapportError(
      'invalid_input',
      {
        en: 'Say what to read: text, path, conversation or customer, one of them.',
        zh: '请指定要读的内容：text、path、conversation、customer 选一。',
      }[language],
    );
  if (text !== undefined) return { name: '', text, untrusted: true };
  if (path !== undefined)
    return { untrusted: true, ...(await ingesting.readFile(path, { language, signal })) };
  if (customer !== undefined) {
    const { statements, customer: name = customer } = await statementsOf(
      { customer, since, until, sources: ['interactions', 'tickets'] },
      context,
    );
    return { name, statements };
  }
  return read(async ({ desk }) => {
    const row = await desk.conversations.get(conversation!);
    const said = await desk.show.utterances(await desk.conversations.messages(row.id, { after: 0 }));
    const lines = said.map(
      ({ name, from, text: words }) => `${name ?? from}: ${words.replaceAll(/\s*\n\s*/g, ' ')}`,
    );
    const who = await desk.show.contact(row.contactId);
    return { name: who ?? row.id, text: lines.join('\n'), untrusted: true };
  });
}

/** The day it is for the people of the workspace. */
export const todayOf = ({ workspace, now }: Pick<ToolContext, 'workspace' | 'now'>): string =>
  dayIn(workspace.timeZone, now);
