/** A numbered passage that sentences may rest on. */
export interface Source {
  title: string;
  headings: readonly string[];
  text: string;
  /** The day the document itself bears, as YYYY-MM-DD. */
  datedOn?: string | null | undefined;
  /** The day its file was last changed, where it bears none itself. */
  fileDay?: string | null | undefined;
  /** Whether outsiders wrote it. */
  untrusted?: boolean | undefined;
}

const forAssistants =
  /\b(?:assistants?|chatbots?|language models?|AI|LLM)\b|\b(?:ignore|disregard|forget) (?:all|any|every|the|your|previous|prior|these)\b|\bsystem (?:prompt|message)s?\b|\byou (?:must|should) (?:say|tell|answer|reply|write|claim)\b|\b(?:tell|inform) (?:the|every|all) (?:customers?|users?)\b|(?:助手|智能体|大模型|语言模型|人工智能|系统提示)|(?:忽略|无视|忘记)(?:以上|之前|先前|上面|所有|一切)|(?:告诉|通知)(?:客户|用户|顾客)/iu;

/** Whether a sentence of a document speaks to whoever answers from it, and so tells a reader nothing. */
export const givesOrders = (sentence: string): boolean => forAssistants.test(sentence);

/** Where a passage stands: `Warranty › Extended warranty, 2026-01-02`. */
export function placeOf({ title, headings, datedOn, fileDay }: Source): string {
  const place = [title, ...headings.filter((heading) => heading !== title)].join(' › ');
  if (datedOn) return `${place}, ${datedOn}`;
  return fileDay ? `${place}, file of ${fileDay}` : place;
}
