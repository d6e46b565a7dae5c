const letters = /\p{L}/gu;
const ours = /[\p{Script=Latin}\p{Script=Han}]/u;
const kanaOrHangul = /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u;

const english =
  /\b(?:the|is|are|was|my|your|i|it|you|of|to|and|for|with|have|has|not|where|what|when|how|can|do|does|please|order|this|that)\b/giu;
/** Signs that only Spanish has. */
const spanish = /[¿¡]/u;
/** Little words of French, Spanish, Portuguese, Italian, German and Dutch that English does not have. */
const neighbours =
  /(?<!\p{L})(?:le|la|les|des|une|est|où|je|mon|ma|mes|votre|vous|pas|avec|pour|que|qui|commande|bonjour|merci|el|los|las|mi|mis|dónde|donde|está|pedido|quiero|para|por|hola|gracias|una|cuándo|cuánto|cuánta|cuántos|cuál|qué|cómo|puedo|tengo|combien|quand|quel|quelle|puis|meu|minha|onde|não|você|quero|obrigado|il|mio|dove|ordine|voglio|che|per|grazie|ciao|der|die|das|ich|ist|meine|mein|wo|nicht|und|bestellung|bitte|danke|wann|wie|wieviel|kann|habe|lange|mit|het|een|mijn|waar|niet|ik|bestelling|graag)(?!\p{L})/gu;

/** Whether a text is in neither English nor Chinese, by its script and its little words. A few words are no evidence. */
export function isOtherLanguage(text: string): boolean {
  if (spanish.test(text)) return true;
  const all = text.match(letters) ?? [];
  const foreign = all.filter((letter) => !ours.test(letter)).length;
  const japaneseOrKorean = all.filter((letter) => kanaOrHangul.test(letter)).length;
  if (all.length > 0 && (foreign > all.length / 2 || japaneseOrKorean > all.length / 4)) return true;
  const own = text.match(english)?.length ?? 0;
  const theirs = withoutNames(text).match(neighbours)?.length ?? 0;
  return theirs >= 2 && theirs > own;
}

/** A text whose first word stands in small letters, so that only names have capitals: “Los Angeles”, “El Paso”. */
const withoutNames = (text: string): string =>
  text === text.toUpperCase() ? text.toLowerCase() : text.replace(/\p{L}/u, (first) => first.toLowerCase());
