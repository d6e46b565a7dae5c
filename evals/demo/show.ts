import type { Answer, Step } from '../../src/agent/index.ts';
import { isSomeId } from '../../src/trust/index.ts';
import type { App } from '../../src/wire.ts';
import type { WorkBenchImport } from '../company/index.ts';
import type { Turn } from './script.ts';
import { type Phrase, type Stage, shortened, wrap } from './stage.ts';

type Data = Record<string, unknown>;

const words = {
  title: {
    en: 'Rapport, the CRM that AI assistants operate',
    zh: 'Rapport，由 AI 助手操作的客户关系管理系统',
  },
  company: {
    en: 'A made-up company, Northwind Atlas, two years of it',
    zh: '虚构的示例公司 Northwind Atlas，两年数据',
  },
  import: { en: 'Imported from the WorkBench CRM', zh: '从 WorkBench CRM 导入' },
  read: { en: 'read', zh: '读取' },
  imported: { en: 'imported', zh: '导入' },
  skipped: { en: 'skipped', zh: '跳过' },
  warnings: { en: 'with a warning', zh: '有警告' },
  example: {
    en: ' (line {line}: {address} lacks a top-level domain)',
    zh: '（第 {line} 行：{address} 缺少顶级域名）',
  },
  agent: {
    en: 'The conversation below is with the local model: no server, no account, no key.',
    zh: '以下对话由本地模型完成：无需服务器、账号或密钥。',
  },
  you: { en: 'You', zh: '您' },
  rapport: { en: 'Rapport', zh: 'Rapport' },
  undoable: { en: 'can be undone', zh: '可撤销' },
  failed: {
    en: 'This turn did not do what it was to show.',
    zh: '这一轮没有做到它要展示的事。',
  },
} as const satisfies Record<string, Phrase>;

/** How a record was changed. */
const marks: Readonly<Record<string, string>> = { create: '+', update: '~', delete: '−' };

const kinds = {
  contact: { en: 'contacts', zh: '联系人' },
  company: { en: 'companies', zh: '公司' },
  deal: { en: 'deals', zh: '商机' },
  interaction: { en: 'interactions', zh: '互动' },
  order: { en: 'orders', zh: '订单' },
  ticket: { en: 'tickets', zh: '工单' },
} as const satisfies Record<string, Phrase>;

const widest = 100;
const argumentLength = 44;

/** Prints the show: what is there, and each turn as it happened. */
export interface Show {
  opening(app: App, imported: WorkBenchImport): Promise<void>;
  turn(number: number, turn: Turn): void;
  call(step: Step): void;
  answer(app: App, answer: Answer, held: boolean, milliseconds: number): Promise<void>;
  /** A turn that broke off. */
  failure(reason: string | undefined): void;
}

export function createShow(stage: Stage): Show {
  const { print, style, language } = stage;
  const columns = Math.min(stage.columns, widest);
  const say = (phrase: Phrase) => phrase[language];
  const paragraph = (text: string, indent: string) =>
    wrap(text, columns - indent.length)
      .map((line) => `${indent}${line}`.trimEnd())
      .join('\n');

  return {
    async opening(app, imported) {
      const counts: string[] = [];
      await app.runtime.read(
        app.session,
        async (_, { crm }) => {
          for (const kind of Object.keys(kinds) as (keyof typeof kinds)[]) {
            const { total } = await crm.summarize(kind, {});
            counts.push(`${total.count} ${say(kinds[kind])}`);
          }
        },
        { signal: new AbortController().signal, timeoutMs: 60_000 },
      );
      print(style('bold', say(words.title)));
      print('');
      print(say(words.company));
      print(style('dim', paragraph(counts.join(' · '), '  ')));
      print(say(words.import));
      const { read, skipped, incomplete } = imported;
      const report = [
        `${read} ${say(words.read)}`,
        `${imported.imported} ${say(words.imported)}`,
        `${skipped.length} ${say(words.skipped)}`,
        `${incomplete.length} ${say(words.warnings)}`,
      ].join(' · ');
      const [warning] = incomplete;
      const example =
        warning &&
        say(words.example).replace('{line}', String(warning.line)).replace('{address}', warning.address);
      print(style('dim', paragraph(`${report}${example ?? ''}`, '  ')));
      print('');
      print(say(words.agent));
    },

    turn(number, { shows, says }) {
      print('');
      print(style('cyan', `${number}  ${say(shows)}`));
      print(style('bold', say(words.you)));
      print(paragraph(says, '  '));
    },

    call({ tool, arguments: given, outcome }) {
      const told = Object.entries(given).map(([name, value]) => `${name} ${shortText(value)}`);
      print(style('dim', paragraph(`→ ${[tool, ...told].join('  ')}`, '  ')));
      if (!outcome.ok) print(style('dim', paragraph(`✗ ${outcome.error.message}`, '  ')));
      else if ('changeId' in outcome.data) print(style('dim', paragraph(`← ${outcome.text}`, '  ')));
    },

    async answer(app, { answer, steps }, held, milliseconds) {
      const seconds = (milliseconds / 1_000).toFixed(1);
      print(`${style('bold', say(words.rapport))} ${style('dim', `${seconds} s`)}`);
      print(paragraph(answer, '  '));
      for (const { outcome } of steps) {
        const changeId = outcome.ok ? outcome.data.changeId : undefined;
        if (typeof changeId !== 'string') continue;
        print(style('dim', `  ↶ ${changeId} ${say(words.undoable)}`));
        for (const effect of await written(app, changeId))
          print(style('dim', paragraph(effectOf(effect), '    ')));
      }
      if (!held) print(style('red', `  ✗ ${say(words.failed)}`));
    },

    failure(reason) {
      print(style('red', paragraph(`✗ ${[say(words.failed), reason].filter(Boolean).join(' ')}`, '  ')));
    },
  };

  function effectOf({ kind, label, operation, fields = [] }: Effect): string {
    const changed = fields.map(({ field, before, after }) =>
      [before, after].some((value) => typeof value === 'string' && isSomeId(value))
        ? field.replace(/Id$/, '')
        : `${field} ${shortText(before)} → ${shortText(after)}`,
    );
    return [`${marks[operation] ?? operation} ${kind}`, shortened(label, argumentLength), ...changed].join(
      '  ',
    );
  }
}

interface Effect {
  kind: string;
  label: string;
  operation: string;
  fields?: { field: string; before: unknown; after: unknown }[];
}

/** What a change wrote, out of the change log. */
async function written(app: App, changeId: string): Promise<Effect[]> {
  const listed = await app.call('list_changes', { limit: 5 });
  const items = listed.ok ? (listed.data.items as Data[]) : [];
  return (items.find((change) => change.changeId === changeId)?.records ?? []) as Effect[];
}

/** A value in few characters. */
const shortText = (value: unknown): string =>
  shortened(typeof value === 'string' ? value : (JSON.stringify(value) ?? '–'), argumentLength);
