import { withoutHidden } from '../../trust/index.ts';

/** A text as a reader sees it: in NFC, lines ended by \n, without characters that could hide another text. */
export const plainly = (text: string): string =>
  withoutHidden(text.toWellFormed().replace(/\r\n?|[\u2028\u2029\u0085]/g, '\n')).normalize('NFC');

/** Words on one line. */
export const onOneLine = (text: string): string => plainly(text).replace(/\s+/g, ' ').trim();

/** Whether a file's title was given by somebody: programs give names to a file nobody has named. */
export const isTitle = (title: string): boolean =>
  title !== '' &&
  !/^(?:untitled.*|无标题.*|未命名.*|document\s?\d*|文档\s?\d*|microsoft (?:word|powerpoint|excel) - .*|powerpoint[ -](?:presentation|演示文稿)|演示文稿\s?\d*|slide 1|幻灯片 ?1|title|标题|.*\.\w{2,5})$/i.test(
    title,
  );
