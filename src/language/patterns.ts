/** A text as a regular expression finds it, letter for letter. Node 22 has no `RegExp.escape`. */
export const escapePattern = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
