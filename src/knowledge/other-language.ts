import { type OtherLanguage, otherLanguageOf } from '../language/index.ts';

/** What we tell those who ask in a third language. */
const notices: Readonly<Record<OtherLanguage, string>> = {
  es: 'Por ahora solo entendemos inglés y chino. Haga su pregunta en uno de ellos; en los documentos buscamos solo las mismas palabras.',
  fr: 'Nous ne comprenons pour l’instant que l’anglais et le chinois. Posez votre question dans l’une de ces langues ; les documents n’ont été cherchés que par mots identiques.',
  de: 'Wir verstehen bisher nur Englisch und Chinesisch. Bitte fragen Sie in einer der beiden Sprachen; die Dokumente wurden nur nach gleichen Wörtern durchsucht.',
  pt: 'Por enquanto só entendemos inglês e chinês. Pergunte em um desses idiomas; nos documentos procuramos apenas as mesmas palavras.',
  it: 'Per ora capiamo solo inglese e cinese. Faccia la domanda in una di queste lingue; nei documenti abbiamo cercato solo le stesse parole.',
  nl: 'We begrijpen voorlopig alleen Engels en Chinees. Stel uw vraag in een van deze talen; in de documenten is alleen naar dezelfde woorden gezocht.',
  ja: '日本語にはまだ対応していません。英語か中国語でご質問ください。文書は同じ単語だけで検索しました。',
  ko: '아직 한국어를 지원하지 않습니다. 영어나 중국어로 질문해 주세요. 문서는 같은 단어로만 검색했습니다.',
  ru: 'Этого языка мы пока не понимаем: задайте вопрос по-английски или по-китайски. Документы искались только по совпадающим словам.',
  ar: 'لا نفهم هذه اللغة بعد. يُرجى طرح السؤال بالإنجليزية أو الصينية. بحثنا في الوثائق بالكلمات المتطابقة فقط.',
  other:
    'Questions are understood in English and Chinese only; the documents were searched for the same words alone.',
};

/**
 * What to tell somebody who asks in a third language, in that language where we know it; undefined in
 * English and Chinese.
 */
export function noticeForOtherLanguage(question: string): string | undefined {
  const language = otherLanguageOf(question);
  return language && notices[language];
}
