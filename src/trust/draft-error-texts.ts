/** Sentences of errors about drafts, approvals and undoing, in Chinese. */
export const draftErrorTexts: readonly [RegExp, (...parts: string[]) => string][] = [
  [/^There is no such draft\.$/, () => '没有这份草稿。'],
  [/^This key may draft; a person applies what it drafted\.$/, () => '此密钥只能写草稿，由人使其生效。'],
  [/^They do so with: rapport drafts$/, () => '请用 rapport drafts 操作。'],
  [/^List them with: rapport drafts$/, () => '查看草稿：rapport drafts'],
  [/^A draft holds at most (\d+) records and calls\.$/, (most) => `一份草稿最多容纳 ${most} 条记录和操作。`],
  [
    /^Let a person apply or discard it, then go on in another\.$/,
    () => '请先让人使其生效或丢弃，再另开一份。',
  ],
  [/^This draft was applied already\.$/, () => '这份草稿已经生效。'],
  [/^Undo it with undo_change, or write another\.$/, () => '可用 undo_change 撤销，或另写一份。'],
  [/^There is no such step in this draft\.$/, () => '这份草稿中没有这一步。'],
  [
    /^show_draft lists them; what was written outside of the draft is undone outside of it\.$/,
    () => '可用 show_draft 查看；草稿之外的改动请在草稿之外撤销。',
  ],
  [/^Written again later in this draft: (.+)\.$/, (names) => `草稿中之后又改过：${names}。`],
  [/^Take the later step back first\.$/, () => '请先撤回之后的那一步。'],
  [
    /^The draft was changed since it was shown: it is at revision (\d+), not (\d+)\.$/,
    (now, shown) => `草稿在展示之后又有改动：现在是第 ${now} 版，而不是第 ${shown} 版。`,
  ],
  [/^Look at it again, then decide\.$/, () => '请重新查看后再决定。'],
  [/^The draft has no such part to choose\.$/, () => '草稿中没有所选的这一部分。'],
  [
    /^Name records by their number, fields as 2\.city; the draft lists them\.$/,
    () => '请用编号指明记录，用 2.city 的形式指明字段；编号见草稿。',
  ],
  [
    /^(.+) belongs to (.+), which the draft makes and you left out\.$/,
    (part, whole) => `${part} 依赖草稿新建的 ${whole}，而您没有选它。`,
  ],
  [/^Choose (\d+) too\.$/, (number) => `请同时选上 ${number}。`],
  [/^Changed by others since: (.+)\.$/, (what) => `他人其后已修改：${what}。`],
  [/^Nothing was applied\.$/, () => '没有任何修改生效。'],
  [
    /^Say whose to take, theirs or draft, or choose the other parts\.$/,
    () => '请指明采用谁的：他人的（theirs）或草稿的（draft），或只选其他部分。',
  ],
  [
    /^(\w+) cannot be drafted: what it does is no change of records alone\.$/,
    (tool) => `${tool} 不能写入草稿：它所做的不只是修改记录。`,
  ],
  [
    /^Leave the draft first \(finish_draft\), or let a person do it\.$/,
    () => '请先用 finish_draft 结束草稿，或由人来做。',
  ],
  [/^Nothing was written in this draft yet\.$/, () => '这份草稿中还没有内容。'],
  [/^Look with show_draft\.$/, () => '可用 show_draft 查看。'],
  [/^Say which revision of the draft is to be applied\.$/, () => '请指明要让草稿的哪一版生效。'],
  [
    /^("[^"]*") is at revision (\d+): show it first\.$/,
    (name, revision) => `${name} 现在是第 ${revision} 版，请先查看。`,
  ],
  [/^No draft is open in this conversation\.$/, () => '这个对话中没有打开的草稿。'],
  [/^show_draft lists the drafts there are\.$/, () => '可用 show_draft 查看现有草稿。'],
  [/^Say which draft is to be applied, and at which revision\.$/, () => '请指明要让哪份草稿的哪一版生效。'],
  [/^Here it is (\w+); show_draft gives its revision\.$/, (id) => `这里是 ${id}；版本见 show_draft。`],
  [/^Your client keeps no conversations apart here\.$/, () => '您的客户端在此不区分对话。'],
  [
    /^Name a draft with each call instead: _meta rapport\/draft\.$/,
    () => '请在每次调用的 _meta rapport/draft 中指明草稿。',
  ],
  [
    /^This call was (approved|rejected) already\.$/,
    (decision) => `这项操作已经${decision === 'approved' ? '批准' : '拒绝'}过了。`,
  ],
  [/^This call is not the one that was asked for\.$/, () => '这项操作与当初请求的不一致。'],
  [/^The record was changed after this was asked for\.$/, () => '提出请求之后，该记录已被改动。'],
  [/^This would now do more than was approved\.$/, () => '现在执行会超出所批准的范围。'],
  [/^Only owners and managers undo what others changed\.$/, () => '只有所有者和经理能撤销他人的改动。'],
  [
    /^That is more than (\d+) changes to take back at once\.$/,
    (most) => `一次要撤销的改动超过了 ${most} 项。`,
  ],
  [/^Choose a shorter time, and undo the later part first\.$/, () => '请选更短的时间段，先撤销靠后的部分。'],
  [/^Edited since, so not undone: (.+)\.$/, (names) => `之后又被修改过，因此没有撤销：${names}。`],
  [
    /^Undo the later change first \(list_changes shows it\), or set the fields by hand\.$/,
    () => '请先撤销之后的改动（见 list_changes），或手动改回。',
  ],
];
