const irregular: Readonly<Record<string, { s?: string; past: string; ing: string }>> = {
  get: { past: 'got|gotten', ing: 'getting' },
  put: { past: 'put', ing: 'putting' },
  set: { past: 'set', ing: 'setting' },
  give: { past: 'gave|given', ing: 'giving' },
  take: { past: 'took|taken', ing: 'taking' },
  make: { past: 'made', ing: 'making' },
  wipe: { past: 'wiped', ing: 'wiping' },
  win: { past: 'won', ing: 'winning' },
  lose: { past: 'lost', ing: 'losing' },
  drop: { past: 'dropped', ing: 'dropping' },
  flag: { past: 'flagged', ing: 'flagging' },
  tag: { past: 'tagged', ing: 'tagging' },
  log: { past: 'logged', ing: 'logging' },
  jot: { past: 'jotted', ing: 'jotting' },
  bin: { past: 'binned', ing: 'binning' },
  scrub: { past: 'scrubbed', ing: 'scrubbing' },
  swap: { past: 'swapped', ing: 'swapping' },
  transfer: { past: 'transferred', ing: 'transferring' },
  defer: { past: 'deferred', ing: 'deferring' },
  amend: { past: 'amended', ing: 'amending' },
  undo: { s: 'undoes', past: 'undid|undone', ing: 'undoing' },
  pass: { s: 'passes', past: 'passed', ing: 'passing' },
  push: { s: 'pushes', past: 'pushed', ing: 'pushing' },
  fix: { s: 'fixes', past: 'fixed', ing: 'fixing' },
  switch: { s: 'switches', past: 'switched', ing: 'switching' },
  trash: { s: 'trashes', past: 'trashed', ing: 'trashing' },
  relabel: { past: 'relabelled|relabeled', ing: 'relabelling|relabeling' },
  label: { past: 'labelled|labeled', ing: 'labelling|labeling' },
  bring: { past: 'brought', ing: 'bringing' },
  write: { past: 'wrote|written', ing: 'writing' },
  throw: { past: 'threw|thrown', ing: 'throwing' },
  own: { past: 'owned', ing: 'owning' },
  qualify: { s: 'qualifies', past: 'qualified', ing: 'qualifying' },
  modify: { s: 'modifies', past: 'modified', ing: 'modifying' },
};

export type VerbForm = 'base' | 's' | 'past' | 'ing';

/** The forms of an English verb, as alternatives of a pattern. */
export function formsOf(verb: string): Record<VerbForm, string> {
  const known = irregular[verb];
  const stem = verb.endsWith('e') ? verb.slice(0, -1) : verb;
  const past = /[^aeiou]y$/.test(verb) ? `${verb.slice(0, -1)}ied` : `${stem}ed`;
  return {
    base: verb,
    s: known?.s ?? `${verb}s`,
    past: known?.past ?? past,
    ing: known?.ing ?? `${stem}ing`,
  };
}

/** A pattern for any form of any of the verbs; a verb may bring words along, `hand …`, `get rid of`. */
export function anyForm(verbs: string): string {
  return verbs
    .split('|')
    .map((entry) => {
      const [verb = '', ...rest] = entry.split(' ');
      const forms = formsOf(verb);
      const any = `(?:${[forms.base, forms.s, forms.past, forms.ing].join('|')})`;
      return [any, ...rest].join(' ');
    })
    .join('|');
}

/** Which form of a verb a word is; the past of unchanging verbs ("set", "put") counts as their base. */
export function formOf(words: string): VerbForm {
  const word = words.split(' ')[0]!;
  if (/ing$/.test(word) && !/^(?:bring|ping)$/.test(word)) return 'ing';
  if (/^(?:set|put|let)$/.test(word)) return 'base';
  const past = Object.values(irregular).some((forms) => forms.past.split('|').includes(word));
  if (past || (/ed$/.test(word) && word !== 'need')) return 'past';
  const third = Object.values(irregular).some((forms) => forms.s === word);
  return third || (/[^s]s$/.test(word) && !/^(?:as|is|was|us|its|this)$/.test(word)) ? 's' : 'base';
}
