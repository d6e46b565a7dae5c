import { expect, test } from 'vitest';
import { isOtherLanguage, otherLanguageOf } from './other-language.ts';

test.each([
  'Bonjour, où est ma commande ?',
  '¿Dónde está mi pedido?',
  'Wo ist meine Bestellung?',
  'Onde está o meu pedido?',
  'Где мой заказ?',
  '私の注文はどこですか',
  '제 주문은 어디에 있나요?',
  'أين طلبي؟',
  '¿Cuánto tiempo tarda el reembolso?',
  'Combien de temps dure la garantie ?',
  'Wie lange dauert die Rückerstattung?',
  'WO IST MEINE BESTELLUNG',
])('neither English nor Chinese: %s', (text) => {
  expect(isOtherLanguage(text)).toBe(true);
});

test.each([
  'Where is my order?',
  'order #W2378156',
  'La Marzocco espresso machine, is it in stock?',
  'I live at 12 Rue de la Paix, where is the order for Wo Die?',
  'no',
  'Call Dana in Los Angeles about El Paso',
  'jan.de.vries@example.nl',
  '我的订单在哪里？',
  '请把快递改到 Main Street 12',
  '',
])('one of ours: %s', (text) => {
  expect(isOtherLanguage(text)).toBe(false);
});

test.each([
  ['Quanto custa o frete?', 'pt'],
  ['Quanto costa la spedizione?', 'it'],
  ['Hoe lang duurt de levering?', 'nl'],
  ['Combien coûte la livraison express ?', 'fr'],
  ['Was kostet der Versand?', 'de'],
  ['Cuánto cuesta el envío', 'es'],
  ['送料はいくらですか', 'ja'],
  ['How long does delivery to La Paz take?', undefined],
  ['can I order the kit per phone?', undefined],
  ['hoe handle, is it in stock', undefined],
])('%s: %s', (text, language) => {
  expect(otherLanguageOf(text)).toBe(language);
});
