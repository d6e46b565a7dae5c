const hidingStyle =
  /(?:^|;|\s)(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|opacity\s*:\s*0*\.?0+\s*(?:;|!|$)|font-size\s*:\s*[01](?:\.\d*)?(?:px|pt|em|rem|%)?\s*(?:;|!|$)|(?<!-)color\s*:\s*transparent|text-indent\s*:\s*-\d{3,}|(?:left|top)\s*:\s*-\d{3,}|clip(?:-path)?\s*:\s*(?:rect\(0|inset\((?:50|100)%))/i;
const hidingClass = /(?:^|\s)(?:sr-only|visually-hidden|screen-reader-text|d-none)(?:\s|$)/i;

/** The attributes of an element, by their names in small letters. */
export type Attributes = Readonly<Record<string, string>>;

/** Whether the declarations of a style take an element out of sight. */
export const hides = (style: string): boolean => hidingStyle.test(style);

/** Whether an element's own attributes take it out of sight. */
export const isHidden = (attributes: Attributes): boolean =>
  'hidden' in attributes ||
  attributes['aria-hidden'] === 'true' ||
  hides(attributes.style ?? '') ||
  hidingClass.test(attributes.class ?? '');

/** The classes and ids that a style sheet takes out of sight, as `.name` and `#name`. */
export function hiddenSelectors(styleSheet: string): Set<string> {
  const found = new Set<string>();
  for (const rule of styleSheet.split('}')) {
    const [selectors = '', declarations = ''] = rule.split('{', 2);
    if (!hides(declarations)) continue;
    for (const selector of selectors.split(',')) {
      const name = /^\s*[\w-]*([.#][\w-]+)\s*$/.exec(selector)?.[1];
      if (name !== undefined) found.add(name);
    }
  }
  return found;
}
