import type { Language } from '../../language/index.ts';
import type { Domain, Template } from './flow.ts';
import { isRecord, type Scope, valueAt } from './scope.ts';

type Part =
  | { is: 'text'; text: string }
  | { is: 'place'; path: string; inside: readonly Part[] | undefined }
  | { is: 'optional'; parts: readonly Part[] };

const parsed = new Map<Template, readonly Part[]>();

/**
 * A template with its places filled.
 *
 * @param terms  how values of records are written
 * @throws RangeError for a template whose brackets do not match
 */
export function fillTemplate(
  template: Template,
  scope: Scope,
  language: Language,
  terms: Domain['terms'],
): string {
  const parts = parsed.get(template) ?? parse(template);
  parsed.set(template, parts);
  return render(parts, scope, { language, terms }).text.trim();
}

function parse(template: Template): Part[] {
  let at = 0;
  const parts = (closing: string | undefined): Part[] => {
    const found: Part[] = [];
    while (at < template.length && template[at] !== closing) {
      const sign = template[at]!;
      if (sign === '[' || sign === '{') {
        at += 1;
        if (sign === '[') found.push({ is: 'optional', parts: parts(']') });
        else {
          const path = /^[\w.]+/.exec(template.slice(at))?.[0] ?? '';
          at += path.length;
          const repeats = template[at] === ':';
          if (repeats) at += 1;
          found.push({ is: 'place', path, inside: repeats ? parts('}') : undefined });
        }
        if (template[at] !== (sign === '[' ? ']' : '}'))
          throw new RangeError(`a bracket is left open in: ${template}`);
        at += 1;
      } else {
        const text = /^[^[\]{}]+/.exec(template.slice(at))?.[0];
        if (text === undefined) throw new RangeError(`a bracket is closed that was not open in: ${template}`);
        at += text.length;
        found.push({ is: 'text', text });
      }
    }
    return found;
  };
  const all = parts(undefined);
  return all;
}

interface Writing {
  language: Language;
  terms: Domain['terms'];
}

/** `lacks` tells whether a place outside optional parts had nothing to show. */
function render(parts: readonly Part[], scope: Scope, writing: Writing): { text: string; lacks: boolean } {
  let text = '';
  let lacks = false;
  for (const part of parts) {
    if (part.is === 'text') text += part.text;
    else if (part.is === 'optional') {
      const inner = render(part.parts, scope, writing);
      if (!inner.lacks) text += inner.text;
    } else {
      const shown = place(part.path, part.inside, scope, writing);
      if (shown === '') lacks = true;
      text += shown;
    }
  }
  return { text, lacks };
}

function place(path: string, inside: readonly Part[] | undefined, scope: Scope, writing: Writing): string {
  const value = valueAt(scope, path);
  if (inside === undefined) return written(value, writing);
  if (value === undefined || value === null) return '';
  const elements = Array.isArray(value) ? value : [value];
  const texts = elements.map((element) => {
    const fields = isRecord(element) ? element : { it: element };
    return render(inside, { ...scope, ...fields }, writing).text.replace(/^ (?=\S)/, '');
  });
  return texts.some((text) => text.startsWith('\n')) ? texts.join('') : listed(texts, writing.language);
}

/** A value as it is read: terms in their language, lists joined, the values of a record one by one. */
export function written(value: unknown, writing: Writing): string {
  if (value === undefined || value === null) return '';
  if (typeof value === 'boolean')
    return writing.language === 'zh' ? (value ? '是' : '否') : value ? 'yes' : 'no';
  if (Array.isArray(value))
    return listed(
      value.map((one) => written(one, writing)).filter((text) => text !== ''),
      writing.language,
    );
  if (isRecord(value))
    return Object.entries(value)
      .map(([name, one]) => featureText(name, written(one, writing), writing))
      .filter((text) => text !== '')
      .join(writing.language === 'zh' ? '，' : ', ');
  const text = String(value);
  return writing.terms[text]?.[writing.language] ?? text;
}

/** "red" says what it is of; "yes" and "6" do not. */
const featureText = (name: string, text: string, { language, terms }: Writing): string =>
  /^(?:yes|no|none|是|否|无|[\d.]+|[A-Z]{1,3})$/.test(text)
    ? `${terms[name]?.[language] ?? name}${language === 'zh' ? '：' : ' '}${text}`
    : text;

/** Texts as a list in a sentence. */
export function listed(texts: readonly string[], language: Language): string {
  const isLong = texts.some((text) => /[,，、;；]/.test(text));
  if (language === 'zh') return texts.join(isLong ? '；' : '、');
  if (isLong || texts.length < 2) return texts.join('; ');
  return `${texts.slice(0, -1).join(', ')} and ${texts.at(-1)}`;
}
