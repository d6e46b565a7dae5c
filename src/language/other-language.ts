const letters = /\p{L}/gu;
const ours = /[\p{Script=Latin}\p{Script=Han}]/u;
const kanaOrHangul = /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u;

const english =
  /\b(?:the|is|are|was|my|your|i|it|you|of|to|and|for|with|have|has|not|where|what|when|how|can|do|does|please|order|this|that)\b/giu;
/** Little words of French, Spanish, Portuguese, Italian, German and Dutch that English does not have. */
const neighbours =
  /(?<!\p{L})(?:le|la|les|des|une|est|où|je|mon|ma|mes|votre|vous|pas|avec|pour|que|qui|commande|bonjour|merci|el|los|las|mi|mis|dónde|donde|está|pedido|quiero|para|por|hola|gracias|una|cuándo|cómo|meu|minha|onde|não|você|quero|obrigado|il|mio|dove|ordine|voglio|che|per|grazie|ciao|der|die|das|ich|ist|meine|mein|wo|nicht|und|bestellung|bitte|danke|wann|wie|het|een|mijn|waar|niet|ik|bestelling|graag)(?!\p{L})/giu;

/** Whether a text is in neither English nor Chinese, by its script and its little words. A few words are no evidence. */
export function isOtherLanguage(text: string): boolean {
  const all = text.match(letters) ?? [];
  const foreign = all.filter((letter) => !ours.test(letter)).length;
  const japaneseOrKorean = all.filter((letter) => kanaOrHangul.test(letter)).length;
  if (all.length > 0 && (foreign > all.length / 2 || japaneseOrKorean > all.length / 4)) return true;
  const own = text.match(english)?.length ?? 0;
  const theirs = text.match(neighbours)?.length ?? 0;
  return theirs >= 2 && theirs > own;
}
