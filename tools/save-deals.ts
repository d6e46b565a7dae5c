import { z } from 'zod';
import { defineTool } from './kernel/define-tool.ts';
import { titleOf, wrote } from './kernel/lines.ts';
import {
  Amount,
  Currency,
  CustomValue,
  Filter,
  IsoDate,
  Name,
  Note,
  Reference,
  Saved,
  writeControls,
} from './kernel/params.ts';

export default defineTool({
  name: 'save_deals',
  title: 'Create or change deals',
  toolset: 'crm',
  profile: 'default',
  scope: 'crm:write',
  drafts: 'lands',
  description:
    'Opens a deal (name), changes one (deal) or many (filter): stage, amount, close date, owner. Moving to a won or lost stage closes it. ' +
    "Not for a contact's lifecycle stage: save_contacts.",
  phrases: {
    en: [
      'move the deal {deal} to {stage}',
      'the deal with {contact} is now in {stage}',
      'create a deal {name} for {contact} worth {amount}',
      'set the amount of {deal} to {amount}',
      'close the deal {deal} as {stage}',
      'we won the deal {deal}',
      '{deal} will close on {expectedCloseOn}',
      'we lost {deal} because {lostReason}',
      'open a new opportunity {name} with {company}, {amount} {currency}',
      'the deal {deal} is worth {amount} now',
      'push the close date of {deal} back to {expectedCloseOn}',
      'all deals {filter} should move to stage {stage}',
      '{contact} signed, mark the deal {deal} as won',
      'new deal for {company}: {name}, expected to close {expectedCloseOn}',
      'add the note {appendNote} to the deal {deal}',
      'could you put {deal} into the {stage} stage',
      'I need the currency of opportunity {deal} changed to {currency}',
    ],
    zh: [
      '把商机{deal}推进到{stage}',
      '{contact}的商机进入{stage}',
      '给{contact}新建商机{name}，金额{amount}',
      '把{deal}的金额改为{amount}',
      '商机{deal}{stage}',
      '赢下了商机{deal}',
      '{deal}预计{expectedCloseOn}成交',
      '{deal}丢单了，原因是{lostReason}',
      '给{company}建一个新商机{name}，{amount}{currency}',
      '{deal}谈完价了，商机金额调成{amount}',
      '商机{deal}的预计成交日往后挪到{expectedCloseOn}',
      '{filter}的商机全部推到{stage}',
      '{contact}签合同了，商机{deal}记为赢单',
      '{deal}这个单子到{stage}阶段了',
      '在商机{deal}里加一条备注：{appendNote}',
      '新开一个商机，客户{contact}，预计{amount}',
      '请把商机{deal}的币种换成{currency}',
    ],
  },
  input: z.strictObject({
    deal: Reference.optional(),
    filter: Filter.optional(),
    name: Name.optional(),
    contact: Reference.optional(),
    company: Reference.optional(),
    stage: Name.optional(),
    amount: Amount.optional(),
    currency: Currency.optional(),
    expectedCloseOn: IsoDate.optional(),
    lostReason: Name.optional(),
    owner: Reference.optional(),
    notes: Note.optional(),
    appendNote: Note.optional(),
    custom: z.record(z.string().max(60), CustomValue).optional(),
    clear: z.array(Name).max(20).optional(),
    expectedVersion: z.int().min(1).optional(),
    ...writeControls,
  }),
  output: Saved,
  annotations: { readOnlyHint: false, destructiveHint: false, idempotentHint: true, openWorldHint: false },
  summarize(result, language) {
    const which = result.record
      ? `${titleOf(result.record)} (${String(result.record.stage)})`
      : String(result.changed);
    const what =
      language === 'zh'
        ? `${result.created ? '已新建商机' : '已更新商机'} ${which}`
        : `${result.created ? 'Opened deal' : 'Updated deal'} ${which}`;
    return wrote(result, what, language);
  },

  handler(
    { deal, filter, custom, clear, appendNote, expectedVersion, idempotencyKey, dryRun, repeat, ...fields },
    { write },
  ) {
    return write(({ crm }) =>
      crm.save('deal', {
        record: deal,
        filter,
        fields: { ...fields, ...custom },
        clear,
        appendNote,
        expectedVersion,
      }),
    );
  },
});
