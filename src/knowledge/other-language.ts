interface OtherLanguage {
  /** Letters or common words that only this language has, among those we may meet. */
  mark: RegExp;
  /** What we tell its speakers. */
  notice: string;
}

/** Half of these words of grammar, or more, make a text Latin letters in another language. */
const wordsOf = (list: string): RegExp => new RegExp(`(?<![\\p{L}])(?:${list})(?![\\p{L}])`, 'giu');

const scripts: readonly OtherLanguage[] = [
  {
    mark: /[\p{Script=Hiragana}\p{Script=Katakana}]/u,
    notice:
      '日本語にはまだ対応していません。英語か中国語でご質問ください。文書は同じ単語だけで検索しました。',
  },
  {
    mark: /\p{Script=Hangul}/u,
    notice:
      '아직 한국어를 지원하지 않습니다. 영어나 중국어로 질문해 주세요. 문서는 같은 단어로만 검색했습니다.',
  },
  {
    mark: /\p{Script=Cyrillic}/u,
    notice:
      'Этого языка мы пока не понимаем: задайте вопрос по-английски или по-китайски. Документы искались только по совпадающим словам.',
  },
  {
    mark: /\p{Script=Arabic}/u,
    notice:
      'لا نفهم هذه اللغة بعد. يُرجى طرح السؤال بالإنجليزية أو الصينية. بحثنا في الوثائق بالكلمات المتطابقة فقط.',
  },
  {
    mark: /[[\p{L}]--[\p{Script=Latin}\p{Script=Han}]]/v,
    notice:
      'Questions are understood in English and Chinese only; the documents were searched for the same words alone.',
  },
];

const latin: readonly OtherLanguage[] = [
  {
    mark: wordsOf('el|los|las|qué|cuál|cuánto|cuándo|cómo|dónde|puedo|mi|para|una|del|tengo|está|por|hay'),
    notice:
      'Por ahora solo entendemos inglés y chino. Haga su pregunta en uno de ellos; en los documentos buscamos solo las mismas palabras.',
  },
  {
    mark: wordsOf('le|les|des|est|quel|quelle|comment|combien|quand|puis|je|mon|pour|une|vous|avec|où|du'),
    notice:
      'Nous ne comprenons pour l’instant que l’anglais et le chinois. Posez votre question dans l’une de ces langues ; les documents n’ont été cherchés que par mots identiques.',
  },
  {
    mark: wordsOf('der|das|ist|wie|wann|kann|ich|mein|meine|für|eine|und|nicht|mit|wo|wird|den|zu|lange'),
    notice:
      'Wir verstehen bisher nur Englisch und Chinesisch. Bitte fragen Sie in einer der beiden Sprachen; die Dokumente wurden nur nach gleichen Wörtern durchsucht.',
  },
  {
    mark: wordsOf('os|qual|quanto|quando|como|onde|posso|meu|minha|para|uma|não|você|com|em|da'),
    notice:
      'Por enquanto só entendemos inglês e chinês. Pergunte em um desses idiomas; nos documentos procuramos apenas as mesmas palavras.',
  },
];
const leastWords = 2;
const leastShare = 0.25;
const english = wordsOf(
  'the|is|are|do|does|can|how|what|when|where|which|who|my|for|to|of|and|i|you|it|in|on|with|a|an|not|your',
);

/**
 * What to tell somebody who asks in a third language, in that language where we know it; undefined in
 * English and Chinese.
 */
export function noticeForOtherLanguage(question: string): string | undefined {
  const letters = question.match(/\p{L}/gu)?.length ?? 0;
  const foreign = scripts.find(({ mark }) => mark.test(question));
  const foreignLetters = question.match(/[[\p{L}]--[\p{Script=Latin}\p{Script=Han}]]/gv)?.length ?? 0;
  if (foreign && foreignLetters / letters >= leastShare) return foreign.notice;
  if (/\p{Script=Han}/u.test(question)) return undefined;
  const words = question.match(/\p{L}+/gu)?.length ?? 0;
  const countOf = (mark: RegExp) => question.match(mark)?.length ?? 0;
  const [most] = latin
    .map(({ mark, notice }) => ({ notice, count: countOf(mark) }))
    .sort((one, other) => other.count - one.count);
  if (!most || most.count < leastWords || most.count <= countOf(english)) return undefined;
  return most.count / words >= leastShare ? most.notice : undefined;
}
