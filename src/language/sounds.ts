import { createRequire } from 'node:module';
import type * as Pinyin from 'pinyin-pro';

let dictionary: typeof Pinyin | undefined;

/** The dictionary of sounds; it takes its time to load, so it waits for a character that needs it. */
export function soundDictionary(): typeof Pinyin {
  dictionary ??= createRequire(import.meta.url)('pinyin-pro') as typeof Pinyin;
  return dictionary;
}

const sounds = new Map<string, string>();

/** How a character is read, without tone. */
export function soundOf(character: string): string {
  let sound = sounds.get(character);
  if (sound === undefined) {
    sound = soundDictionary().pinyin(character, { toneType: 'none' });
    sounds.set(character, sound);
  }
  return sound;
}

/** The 3,755 everyday characters of GB 2312, by sound. */
export function everydayCharacters(): string[] {
  const decoder = new TextDecoder('gb18030');
  const characters: string[] = [];
  for (let high = 0xb0; high <= 0xd7; high++)
    for (let low = 0xa1; low <= (high === 0xd7 ? 0xf9 : 0xfe); low++)
      characters.push(decoder.decode(Uint8Array.of(high, low)));
  return characters;
}

let bySound: Map<string, string[]> | undefined;

/** The everyday characters read so, without tone; none where it is no syllable. */
export function charactersOf(sound: string): readonly string[] {
  bySound ??= Map.groupBy(everydayCharacters(), soundOf);
  return bySound.get(sound) ?? [];
}
