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
      "it's {name} here, I live in {postcode}",
      'you can find my account under {email}',
      'the caller says they are {name} from {postcode}, check who it is',
      "please confirm this shopper's identity with {email}",
      'customer on the line, gave {email} as their e-mail',
      'can you work out which customer account belongs to {email}',
      'caller identification: {name}, postcode {postcode}',
      'I ordered as {name}, my postcode is {postcode}',
      'I need to check this person really is {name}, zip {postcode}',
      'does the e-mail {email} match one of our shoppers, please verify',
    ],
    zh: [
      '我的邮箱是{email}',
      '我是{name}，邮编{postcode}',
      '核对客户{name}，邮编{postcode}',
      '验证客户身份：{name}，邮编{postcode}',
      '邮箱{email}是哪位顾客，请核实',
      '我叫{name}，邮政编码是{postcode}',
      '我注册用的邮箱是{email}',
      '来电的顾客说叫{name}，邮编{postcode}，核一下身份',
      '麻烦确认下来访客户的身份，邮箱{email}',
      '客户报的邮箱是{email}，看看是哪个账户',
      '我当时下单留的邮箱是{email}',
      '身份核验：邮箱{email}',
      '这位顾客自称{name}，邮编{postcode}，对得上吗',
      '先验一下身份，{name}，{postcode}',
      '我是老顾客{name}，收货邮编{postcode}',
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
