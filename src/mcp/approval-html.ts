import { createHash } from 'node:crypto';
import { showPlainly } from '../../tools/kernel/clean-text.ts';
import type { PendingApproval } from '../../tools/kernel/context.ts';
import { kindNameIn } from '../../tools/kernel/lines.ts';
import { asNamed, operations } from '../../tools/kernel/preview.ts';
import type { ToolOutcome } from '../../tools/kernel/tool-error.ts';
import { errorText } from '../trust/error-texts.ts';
import type { Language, PreviewedRecord } from '../trust/index.ts';

interface Page {
  html: string;
  /** Of the one style sheet, for the content security policy. */
  styleHash: string;
}

const most = { items: 200, fields: 40, parts: 20, characters: 600 };

const style = `
  :root { color-scheme: light dark; --line: #8884; --new: #1a7f37; --gone: #c0362c; }
  body { font: 16px/1.5 system-ui, sans-serif; margin: 0 auto; max-width: 46rem; padding: 2rem 1.25rem 8rem; }
  h1 { font-size: 1.4rem; margin: 0 0 .25rem; }
  .reason { white-space: pre-wrap; margin: 0 0 1.5rem; }
  section { border: 1px solid var(--line); border-radius: .5rem; margin: 0 0 .75rem; padding: .75rem 1rem; }
  h2 { font-size: 1rem; margin: 0; }
  h2 small { font-weight: 400; opacity: .7; }
  table { border-collapse: collapse; margin-top: .5rem; table-layout: fixed; width: 100%; }
  td { border-top: 1px solid var(--line); overflow-wrap: anywhere; padding: .3rem .5rem .3rem 0; vertical-align: top; }
  td:first-child { opacity: .7; width: 20%; }
  .delete h2 b, del { color: var(--gone); } ins { color: var(--new); text-decoration: none; }
  form { background: Canvas; border-top: 1px solid var(--line); bottom: 0; display: flex; gap: .75rem; left: 0;
    justify-content: center; padding: 1rem; position: fixed; right: 0; }
  button { border: 1px solid var(--line); border-radius: .5rem; cursor: pointer; font: inherit; padding: .6rem 1.6rem; }
  button.yes { background: var(--new); border-color: var(--new); color: #fff; }
`;
const styleHash = createHash('sha256').update(style).digest('base64');

const words = {
  en: {
    title: 'Approve this?',
    hint: 'An assistant asks for it. Nothing is changed before you approve; it can be answered once, within 10 minutes.',
    approve: 'Approve',
    reject: 'Reject',
    more: (count: number) => `… and ${count} more`,
    approved: 'Approved and done.',
    rejected: 'Rejected. Nothing was changed.',
    failed: 'Approved, but it could not be done.',
    expired: 'This page has been answered already, or has expired.',
    close: 'You can close this page.',
  },
  zh: {
    title: '是否批准？',
    hint: '这是助手提出的请求。批准之前不会改动任何数据；只能答复一次，10 分钟后失效。',
    approve: '批准',
    reject: '拒绝',
    more: (count: number) => `……还有 ${count} 条`,
    approved: '已批准并完成。',
    rejected: '已拒绝，没有改动任何数据。',
    failed: '已批准，但未能完成。',
    expired: '此页面已经答复过，或已失效。',
    close: '可以关闭此页面。',
  },
};

/** The question, with what would become of each record, and a form for the answer. */
export function approvalHtml(
  { tool, reason, preview, total = preview.length }: PendingApproval & { total?: number },
  { language, path, word }: { language: Language; path: string; word: string },
): Page {
  const say = words[language];
  const shown = preview.slice(0, most.items).map((item) => section(item, language));
  const left = total - shown.length;
  const button = (decision: string, label: string, name: string) =>
    `<button class="${name}" name="decision" value="${decision}">${label}</button>`;
  return page(
    `${say.title} · ${tool}`,
    language,
    `<h1>${text(say.title)}</h1>
<p class="reason"><b>${text(tool)}</b>: ${text(errorText(reason, language))}</p>
<p>${text(say.hint)}</p>
${shown.join('\n')}
${left > 0 ? `<p>${text(say.more(left))}</p>` : ''}
<form method="post" action="${text(path)}"><input type="hidden" name="word" value="${text(word)}">
${button('rejected', say.reject, 'no')}${button('approved', say.approve, 'yes')}</form>`,
  );
}

/** What became of it. */
export function answeredPage(
  outcome: ToolOutcome,
  decision: 'approved' | 'rejected',
  language: Language,
): Page {
  const say = words[language];
  const title = outcome.ok || decision === 'rejected' ? say[decision] : say.failed;
  const more = outcome.ok
    ? decision === 'approved'
      ? outcome.text
      : ''
    : errorText(outcome.error.message, language);
  return page(
    title,
    language,
    `<h1>${text(title)}</h1><p class="reason">${text(more)}</p><p>${text(say.close)}</p>`,
  );
}

/** What a page that was answered, or whose time is over, says. */
export const expiredPage = (language: Language): Page =>
  page(words[language].expired, language, `<h1>${text(words[language].expired)}</h1>`);

function section({ operation, kind, label, fields }: PreviewedRecord, language: Language): string {
  const known = Object.hasOwn(operations.en, operation) ? (operation as 'create') : undefined;
  const what = known ? operations[language][known] : operation;
  const rows = fields
    .slice(0, most.fields)
    .map(
      ({ field, before, after, names }) =>
        `<tr><td>${text(field)}</td><td>${value(asNamed(before, names), 'del')}</td><td>${value(asNamed(after, names), 'ins')}</td></tr>`,
    );
  const table = rows.length > 0 ? `<table>${rows.join('')}</table>` : '';
  const heading = `<b>${text(what)}</b> ${text(kindNameIn(language, kind, 1))} · ${text(label)}`;
  return `<section class="${known ?? ''}"><h2>${heading}</h2>${table}</section>`;
}

const page = (title: string, language: Language, body: string): Page => ({
  styleHash,
  html: `<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${text(title)}</title><style>${style}</style></head>
<body>${body}</body></html>`,
});

/** A value before or after; of a list each on a line of its own. */
function value(it: unknown, tag: 'del' | 'ins'): string {
  if (it === null || it === undefined || it === '' || (Array.isArray(it) && it.length === 0)) return '–';
  const parts: unknown[] = Array.isArray(it) ? it : [it];
  const shown = parts
    .slice(0, most.parts)
    .map((part) => `<${tag}>${text(typeof part === 'string' ? part : JSON.stringify(part))}</${tag}>`);
  return [...shown, ...(parts.length > most.parts ? [`+${parts.length - most.parts}`] : [])].join('<br>');
}

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Somebody's words as text of the page: no markup, nothing that hides or turns what is read. */
function text(words: string): string {
  const plain = showPlainly(words, words);
  const short = plain.length > most.characters ? `${plain.slice(0, most.characters)}…` : plain;
  return short.replace(/[&<>"']/g, (character) => escapes[character]!);
}
