import { z } from 'zod';
import { defineTool } from './kernel/define-tool.ts';
import { Name } from './kernel/params.ts';

export default defineTool({
  name: 'identify_customer',
  title: 'Find out which customer this is',
  toolset: 'service',
  scope: 'service:own',
  description:
    'Tells which customer somebody is, by the e-mail or the name and postcode they gave. ' +
    'Use before anything about orders. Not for looking people up: search_contacts.',
  phrases: {
    en: [
      'my email is {email}',
      'I am {name}, my zip code is {postcode}',
      'identify the customer {name} in {postcode}',
      'which customer has the e-mail {email} and the zip code {postcode}',
      'verify the customer {name}, zip {postcode}',
    ],
    zh: [
      '我的邮箱是{email}',
      '我是{name}，邮编{postcode}',
      '核对客户{name}，邮编{postcode}',
      '验证客户身份：{name}，邮编{postcode}',
      '邮箱{email}是哪位顾客，请核实',
    ],
  },
  input: z.strictObject({ email: Name.optional(), name: Name.optional(), postcode: Name.optional() }),
  output: z.strictObject({ contactId: z.string(), name: z.string() }),
  annotations: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false },
  summarize: ({ name, contactId }) => `${name} [${contactId}]`,

  handler(identity, { read, language }) {
    return read(({ orders }) => orders.identify(identity, language));
  },
});
