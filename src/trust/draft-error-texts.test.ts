import { expect, test } from 'vitest';
import { errorText } from './error-texts.ts';

test.each([
  ['There is no such draft. List them with: rapport drafts', '没有这份草稿。查看草稿：rapport drafts'],
  [
    'The draft was changed since it was shown: it is at revision 4, not 3. Look at it again, then decide.',
    '草稿在展示之后又有改动：现在是第 4 版，而不是第 3 版。请重新查看后再决定。',
  ],
  [
    'Changed by others since: 1 Ann Lee (city). Nothing was applied. Say whose to take, theirs or draft, or choose the other parts.',
    '他人其后已修改：1 Ann Lee (city)。没有任何修改生效。请指明采用谁的：他人的（theirs）或草稿的（draft），或只选其他部分。',
  ],
  [
    'import_records cannot be drafted: what it does is no change of records alone.',
    'import_records 不能写入草稿：它所做的不只是修改记录。',
  ],
  [
    'The record was changed after this was asked for. Ask for the change again.',
    '提出请求之后，该记录已被改动。请重新提出这项改动。',
  ],
  [
    'This would now do more than was approved. Ask for the change again.',
    '现在执行会超出所批准的范围。请重新提出这项改动。',
  ],
  [
    'Edited since, so not undone: 张伟 (contact con_1). Undo the later change first (list_changes shows it), or set the fields by hand.',
    '之后又被修改过，因此没有撤销：张伟 (contact con_1)。请先撤销之后的改动（见 list_changes），或手动改回。',
  ],
])('%s', (english, chinese) => {
  expect(errorText(english, 'zh')).toBe(chinese);
});
