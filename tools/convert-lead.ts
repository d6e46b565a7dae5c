import { z } from 'zod';
import { defineTool } from './kernel/define-tool.ts';
import { titleOf, wrote } from './kernel/lines.ts';
import { Amount, Name, RecordSummary, Reference, Written, writeControls } from './kernel/params.ts';

export default defineTool({
  name: 'convert_lead',
  title: 'Convert a lead',
  toolset: 'crm',
  scope: 'crm:write',
  drafts: 'lands',
  description:
    'Turns a lead into business in one step: the contact becomes Qualified, the company is found or created, a deal is opened. ' +
    'Use when a lead is worth selling to. Not for a plain change of stage: save_contacts.',
  phrases: {
    en: [
      'convert the lead {contact}',
      'turn {contact} into a deal worth {amount}',
      'qualify {contact} and open a deal {dealName}',
      'convert {contact} into an opportunity worth {amount}',
      '{contact} is ready, turn the lead into a deal',
      'make a deal out of {contact}',
      'promote the lead {contact} to a deal called {dealName}',
      'convert {contact}',
      'turn the lead {contact} into an opportunity',
      'the lead {contact} is worth pursuing, make it an opportunity',
      'please convert {contact} from {company} with a deal of {amount}',
      'lead conversion for {contact}',
      '{contact} wants to buy, convert the lead at stage {stage}',
      'can you qualify {contact} and create company and deal in one go',
      'move {contact} from lead to qualified with a new deal',
      "I'd like {contact} converted into a {amount} opportunity",
      'our lead {contact} turned serious, open the opportunity {dealName}',
      'convert lead {contact}, company {company}, deal {dealName}',
      'this lead is hot: upgrade {contact} to an opportunity',
    ],
    zh: [
      '转化线索{contact}',
      '把{contact}转成商机，金额{amount}',
      '确认{contact}合格并新建商机{dealName}',
      '把线索{contact}转成商机',
      '把{contact}这个线索转化一下',
      '{contact}可以转商机了，金额{amount}',
      '把{contact}转化为商机{dealName}',
      '线索{contact}转商机',
      '{contact}这条线索靠谱，转成商机吧',
      '线索{contact}转化，公司是{company}，金额{amount}',
      '{contact}有明确采购意向了，线索转商机',
      '帮我把{contact}从线索升级为商机，阶段{stage}',
      '能把{contact}这个线索一键转成客户加商机吗',
      '线索{contact}要转商机，名字就叫{dealName}',
      '{contact}值得跟，线索转正并开个商机',
      '我想把线索{contact}转掉，预计{amount}',
      '线索转化：{contact}，{company}，{dealName}',
      '线索{contact}已核实合格，连公司{company}带商机一起建好',
    ],
  },
  input: z.strictObject({
    contact: Reference,
    dealName: Name.optional(),
    amount: Amount.optional(),
    stage: Name.optional(),
    company: Name.optional(),
    ...writeControls,
  }),
  output: Written.extend({ contact: RecordSummary, deal: RecordSummary }),
  annotations: { readOnlyHint: false, destructiveHint: false, idempotentHint: true, openWorldHint: false },
  summarize(result, language) {
    const what =
      language === 'zh'
        ? `${titleOf(result.contact)} 已转为商机 ${titleOf(result.deal)}`
        : `Converted ${titleOf(result.contact)}; deal ${titleOf(result.deal)}`;
    return wrote(result, what, language);
  },

  handler({ idempotencyKey, dryRun, repeat, ...conversion }, { write }) {
    return write(({ crm }) => crm.convertLead(conversion));
  },
});
