import { and, eq, ne, type SQL } from 'drizzle-orm';
import { knowledgeDocuments } from '../../db/index.ts';
import { detectLanguage, type Language } from '../language/index.ts';
import { type Answer, type Passage, quoteFrom } from './answer.ts';
import { type Asked, askedInOtherLanguage, askedPlainly, withSynonyms } from './asked.ts';
import { companyRead, confidenceIn, leastConfidence } from './confidence.ts';
import type { ChunkVectors } from './embedder/vectors.ts';
import { askedAfter, isFollowUp } from './follow-up.ts';
import { noticeForOtherLanguage } from './other-language.ts';
import { pricing } from './priced.ts';
import { type Retrieved, retrieve, type Survey, survey } from './retrieval.ts';
import { type Bound, documentsWithin } from './within.ts';

export interface SearchOptions {
  /** How many passages to show. */
  limit: number;
  /** What was asked before, for a question that leans on it. */
  previous?: string | undefined;
  vectors?: ChunkVectors | undefined;
}

/** What the knowledge base says to a question. */
export interface KnowledgeAnswer {
  /** The sentence that answers best, and what contradicts it; null where nothing answers. */
  answer: Answer | null;
  /** The passages found, best first, whether they answer or not. */
  passages: Passage[];
  /** How likely they are to answer, from 0 to 1. */
  confidence: number;
  /** The language of documents that were found word by word through the dictionary. */
  translatedInto?: Language;
  /** What to tell somebody who asks in a third language, in that language where we know it. */
  notice?: string;
}

/** Documents in the language of the question that say so little of it leave room for the dictionary. */
const hardlyAny = leastConfidence / 2;

/** A Chinese question with names in Latin letters finds these in English documents, and may find what it asks of them. */
const namesInLatin = (question: string): boolean =>
  detectLanguage(question) === 'zh' && /\p{Script=Latin}/u.test(question);

interface Searched {
  asked: Asked;
  found: Retrieved;
  /** Of what was found, what an answer may be taken from. */
  telling: Retrieved['passages'];
  confidence: number;
}

/**
 * Answers questions from the documents of one workspace: by their own words, and where those say too little
 * by what the dictionary makes of them in the other language.
 */
export function createAnswering(bound: Bound) {
  async function look(asked: Asked, surveyed: Survey, limit: number): Promise<Searched> {
    const found = await retrieve(bound, asked, surveyed, Math.max(limit, companyRead));
    const tellsPrice = pricing(asked, found.weights);
    const telling = tellsPrice ? found.passages.filter(tellsPrice) : found.passages;
    const confidence = confidenceIn(asked, found);
    return { asked, found, telling, confidence: telling.length > 0 ? confidence : confidence * hardlyAny };
  }

  async function lookInOtherLanguage(
    question: string,
    plain: number,
    lookFor: (asked: Asked) => Promise<Searched>,
  ): Promise<Searched | undefined> {
    if (plain >= leastConfidence && !namesInLatin(question)) return undefined;
    const own = detectLanguage(question);
    if (plain >= hardlyAny && (await holds(eq(knowledgeDocuments.language, own)))) return undefined;
    if (!(await holds(ne(knowledgeDocuments.language, own)))) return undefined;
    const asked = askedInOtherLanguage(question);
    return asked && lookFor(asked);
  }

  async function holds(inLanguage: SQL): Promise<boolean> {
    const [document] = await bound.tx
      .select({ id: knowledgeDocuments.id })
      .from(knowledgeDocuments)
      .where(and(documentsWithin(bound), inLanguage))
      .limit(1);
    return document !== undefined;
  }

  return async (question: string, options: SearchOptions): Promise<KnowledgeAnswer> => {
    const { previous, vectors, limit } = options;
    const asked =
      previous !== undefined && isFollowUp(question)
        ? askedAfter(previous, question)
        : askedPlainly(question);
    const surveyed = await survey(bound, vectors);
    const lookFor = (wanted: Asked) => look(wanted, surveyed, limit);
    const plain = await lookFor(withSynonyms(asked));
    const other = await lookInOtherLanguage(asked.question, plain.confidence, lookFor);
    const best = other && other.confidence > plain.confidence ? other : plain;
    const { passages, weights } = best.found;
    const answer = best.confidence < leastConfidence ? null : quoteFrom(best.asked, best.telling, weights);
    const notice = noticeForOtherLanguage(question);
    return {
      answer,
      passages: passages.slice(0, limit),
      confidence: best.confidence,
      ...(best === other && { translatedInto: detectLanguage(asked.question) === 'zh' ? 'en' : 'zh' }),
      ...(notice !== undefined && { notice }),
    };
  };
}
