import { quoted } from '../trust/errors.ts';
import { nearest } from '../trust/suggest.ts';
import { type CommandCall, type Phrase, UsageError } from './command.ts';

/** What a command can be told to do, such as `new` of `rapport keys`. */
export interface Action {
  /** How many arguments stand behind it. */
  takes: number;
  /** The options that go with it, of those that do not go with all. */
  options?: readonly string[];
}

/**
 * Which of a command's actions is meant.
 *
 * @param usage  how the command is written, behind `rapport`
 * @param usual  what it does where nothing is said
 * @throws UsageError naming a word that is no action, an argument too few or too many, an option that would be ignored
 */
export function chooseAction<Name extends string>(
  { positionals, values, terminal }: CommandCall,
  actions: Readonly<Record<Name, Action>>,
  usage: Phrase,
  usual?: NoInfer<Name>,
): Name {
  const [name = usual, ...rest] = positionals;
  const written = terminal.words({ en: `Usage: rapport ${usage.en}`, zh: `用法：rapport ${usage.zh}` });
  if (name === undefined) throw new UsageError(written);
  if (!Object.hasOwn(actions, name)) {
    const near = nearest(name, Object.keys(actions))[0];
    const word = quoted(name).slice(1, -1);
    const guess = terminal.words(
      near === undefined
        ? { en: `What is "${word}"?`, zh: `多余的参数“${word}”。` }
        : {
            en: `What is "${word}"? Did you mean ${near}?`,
            zh: `多余的参数“${word}”。您是想用 ${near} 吗？`,
          },
    );
    throw new UsageError(`${guess}${terminal.language === 'en' ? ' ' : ''}${written}`);
  }
  const action = name as Name;
  if (rest.length !== actions[action].takes || rest.some((word) => word.trim() === ''))
    throw new UsageError(written);
  const ofSome = new Set(Object.values<Action>(actions).flatMap(({ options = [] }) => options));
  const stray = Object.keys(values).find(
    (option) => ofSome.has(option) && !actions[action].options?.includes(option),
  );
  if (stray !== undefined)
    throw new UsageError(
      terminal.words({ en: `--${stray} does not go with ${action}.`, zh: `${action} 不能用 --${stray}。` }),
    );
  return action;
}
