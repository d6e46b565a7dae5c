import type { ModelMessage } from 'ai';
import type { Tool } from '../../tools/kernel/define-tool.ts';
import type { ToolOutcome } from '../../tools/kernel/tool-error.ts';
import { type CheckOptions, checkSentences, createCheck, placeOf, type Source } from '../knowledge/index.ts';
import type { Language } from '../language/index.ts';
import type { LinkGuard } from './links.ts';

const searching = 'search_knowledge';

/** What a language model's answer rests on, and holding it to that. */
export interface Grounding {
  /** Notes what a call returned. @returns it as the model is to see it: with a number at each passage */
  saw(tool: Tool, outcome: ToolOutcome): ToolOutcome;
  /** Guards the text of a step as it streams in, line by line. */
  guardText(links: LinkGuard): LinkGuard;
  /** What stands of an answer, with the places it cites; what the documents say where nothing stands. */
  settled(answer: string): string;
  /** What the documents say, word for word; undefined where they were not asked. */
  quoted(): string | undefined;
}

interface GroundingOptions {
  /** All that was said and returned before the answer. */
  messages: readonly ModelMessage[];
  language: Language;
  /** What a customer's model was told; customers get no figure that nobody gave it. Absent for staff. */
  instructions?: string | undefined;
}

/** A passage as search_knowledge shows it. */
interface ShownPassage {
  document: string;
  documentId: string;
  headings: string[];
  text?: string;
  quote?: string;
  start: number;
  end: number;
  datedOn?: string;
  fileDay?: string;
  untrusted?: true;
}

/**
 * Holds a language model to what it read. Where it answers from documents alone, each sentence cites its
 * passage and is checked against it; beside other tools a sentence may also rest on what these returned.
 */
export function createGrounding({ messages, language, instructions }: GroundingOptions): Grounding {
  const sources = new Map<number, Source>();
  const places = new Map<string, number>();
  const returned: string[] = [];
  let quote: string | undefined;
  const question = textOf(messages.filter(({ role }) => role === 'user'));
  const isCustomer = instructions !== undefined;
  const isActive = () => sources.size > 0 || isCustomer;

  const heldAgainst = (): CheckOptions => {
    const isAlone = sources.size > 0 && returned.length === 0;
    const known = () => [instructions ?? '', textOf(messages), ...returned].join('\n');
    return { sources, question, ...(!isAlone && { known }) };
  };

  function numberOf(passage: ShownPassage): number {
    const { document, documentId, start, end, text = passage.quote ?? '', headings } = passage;
    const place = `${documentId} ${start} ${end}`;
    const known = places.get(place);
    if (known !== undefined) return known;
    const number = sources.size + 1;
    places.set(place, number);
    sources.set(number, {
      title: document,
      headings,
      text,
      datedOn: passage.datedOn,
      fileDay: passage.fileDay,
      untrusted: passage.untrusted,
    });
    return number;
  }

  return {
    saw(tool, outcome) {
      if (tool.name !== searching || !outcome.ok) {
        returned.push(outcome.ok ? withCounts(outcome.data) : JSON.stringify(outcome.error));
        return outcome;
      }
      quote = outcome.text;
      const { answer, passages, ...rest } = outcome.data as {
        answer: (ShownPassage & { contradictedBy?: ShownPassage[] }) | null;
        passages: ShownPassage[];
      };
      const numbered = passages.map((passage) => ({ number: numberOf(passage), ...passage }));
      const within = (one: ShownPassage): number =>
        numbered.find(
          ({ documentId, start, end }) =>
            documentId === one.documentId && start <= one.start && one.end <= end,
        )?.number ?? numberOf(one);
      const numberedAnswer = answer && {
        number: within(answer),
        ...answer,
        ...(answer.contradictedBy && {
          contradictedBy: answer.contradictedBy.map((one) => ({ number: within(one), ...one })),
        }),
      };
      return { ...outcome, data: { ...rest, answer: numberedAnswer, passages: numbered } };
    },
    guardText(links) {
      if (!isActive()) return links;
      const check = createCheck(heldAgainst());
      let held = '';
      const lines = (text: string, isLast: boolean): string => {
        const parts = (held + text).split('\n');
        held = isLast ? '' : parts.pop()!;
        return parts.map((line) => check.line(line)).join('');
      };
      return {
        push: (delta) => lines(links.push(delta), false),
        end: () => lines(links.end(), true),
      };
    },
    settled(answer) {
      if (!isActive() || answer.trim() === '') return answer;
      const { text, cited } = checkSentences(answer, heldAgainst());
      if (text === '') return quote ?? unknown[language];
      return [text, ...cited.map((number) => `[${number}] ${placeOf(sources.get(number)!)}`)].join('\n');
    },
    quoted: () => quote,
  };
}

const unknown: Readonly<Record<Language, string>> = {
  en: 'I do not know that. Shall I bring in a person?',
  zh: '这一点我不清楚，需要我为您转接人工吗？',
};

const textOf = (messages: readonly ModelMessage[]): string =>
  messages.map(({ content }) => (typeof content === 'string' ? content : JSON.stringify(content))).join('\n');

/** A result as text, with how many elements each list in it has: models may count. */
function withCounts(data: unknown): string {
  const counts: number[] = [];
  const text = JSON.stringify(data, (_, value: unknown) => {
    if (Array.isArray(value)) counts.push(value.length);
    return value;
  });
  return `${text} ${counts.join(' ')}`;
}
