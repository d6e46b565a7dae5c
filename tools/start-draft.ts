import { z } from 'zod';
import { defineTool } from './kernel/define-tool.ts';
import { draftOfConversation } from './kernel/draft-mode.ts';
import { DraftSummary, noConversation } from './kernel/drafts.ts';
import { Name, Written, writeControls } from './kernel/params.ts';

export default defineTool({
  name: 'start_draft',
  title: 'Start a draft',
  toolset: 'crm',
  scope: 'crm:write',
  drafts: 'starts',
  description:
    'From here on, what this conversation writes lands in a draft: its own reads see it, nobody else does, until a person has looked at the diff and approved. ' +
    'Use when someone wants to see many changes before they are made. finish_draft ends it.',
  phrases: {
    en: [
      'start a draft called {name}',
      'draft the changes first',
      'put the next changes into a draft',
      "don't write anything yet, collect my changes in a draft",
      'open a new draft named {name}',
      'I want to review all edits first, begin a draft',
      'from now on work in a draft',
      "let's do this in a draft first",
      'create a draft {name} for the following updates',
      'hold back what I change until approved, use a draft',
      'could we switch to draft mode',
      'begin draft mode under the name {name}',
      'save my next edits as a draft only',
    ],
    zh: [
      '开一个草稿，名为{name}',
      '先写进草稿',
      '接下来的修改都放进草稿',
      '新开一个草稿，叫{name}',
      '先别真改，攒到草稿里',
      '建一个叫{name}的草稿',
      '下面要改很多，先走草稿',
      '从现在起都在草稿里改',
      '进入草稿模式',
      '开启草稿，名字就叫{name}',
      '我想改完一起审，先开个草稿吧',
      '之后的改动先存草稿，批了再生效',
      '麻烦切到草稿模式，名称{name}',
      '这批修改先放草稿，别直接写库',
    ],
  },
  input: z.strictObject({ name: Name.optional(), ...writeControls }),
  output: Written.extend(DraftSummary.shape),
  annotations: { readOnlyHint: false, destructiveHint: false, idempotentHint: false, openWorldHint: false },
  summarize: ({ draft, name }, language) =>
    ({
      en: `Draft ${name} (${draft}): what is written from here on waits for a person.`,
      zh: `草稿“${name}”（${draft}）：此后的修改待人批准后生效。`,
    })[language],

  handler({ name }, { write, draft, conversationId, now, workspace }) {
    if (!draft && conversationId === undefined) throw noConversation();
    const called = name ?? now.toLocaleString('sv-SE', { timeZone: workspace.timeZone }).slice(0, 16);
    return write(({ crm }) =>
      crm.drafts.start(draft ?? { key: draftOfConversation(conversationId ?? ''), name: called }),
    );
  },
});
