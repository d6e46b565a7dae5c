import { expect, test } from 'vitest';
import { detectLanguage } from '../../../language/index.ts';
import { clausesOf } from './clause.ts';
import { filterText } from './filter-text.ts';
import { measureOf } from './measures.ts';
import { questionOf } from './question.ts';
import { recognise } from './recognise.ts';
import { workBenchDirectory } from './testing.ts';

const directory = workBenchDirectory();

async function clauses(text: string) {
  const mentions = await recognise(text, directory.workspace, directory);
  return clausesOf(text, mentions, detectLanguage(text));
}

test.each([
  [
    "How many of Nadia's customers are neither won nor lost?",
    'count',
    "not lifecycleStage in ('Won', 'Lost') and owner = 'Nadia Moreau'",
  ],
  [
    'how many qualified leads does Sofia have?',
    'count',
    "lifecycleStage = 'Qualified' and owner = 'Sofia Santos'",
  ],
  ['这个月该跟进的客户有哪几位', 'list', "followUpOn between '2023-11-01' and '2023-11-30'"],
  [
    '邮箱是peakventures的一共有几个人，都叫什么',
    'list',
    "(emails ~ 'peakventures' or city ~ 'peakventures' or company.name ~ 'peakventures')",
  ],
  ['how many deals over 50,000 are open', 'count', "amount > '50000' and closedOn is empty"],
  [
    'how many orders were cancelled last month',
    'count',
    "status = 'cancelled' and orderedAt between '2023-10-01' and '2023-10-31'",
  ],
  ['how many companies are in Berlin', 'count', "(city ~ 'Berlin' or name ~ 'Berlin')"],
  ['do we have a number for Parker Martin', 'fields', ''],
])('%s', async (text, what, filter) => {
  const [clause] = await clauses(text);
  const question = questionOf(clause!, directory.workspace);
  expect([question?.what, filterText(question?.target.constraints ?? [])]).toEqual([what, filter]);
});

test.each([
  ['list the five customers with the oldest last contact', 'lastContactOn', false, 5],
  ['who did we speak to most recently?', 'lastContactOn', true, undefined],
  ['top 3 deals', 'amount', true, 3],
])('the first of an order: %s', async (text, field, descending, limit) => {
  const [clause] = await clauses(text);
  const question = questionOf(clause!, directory.workspace);
  expect(question).toMatchObject({ what: 'extreme', fields: [field], descending, limit });
});

test.each([
  ['average order value last month', 'average', undefined],
  ['revenue by month this year', 'sum', 'orderedAt:month'],
  ['上个月卖了多少', 'sum', undefined],
  ['what will we sell next month', undefined, undefined],
])('sums: %s', async (text, measure, groupBy) => {
  const asked = measureOf(await clauses(text), directory.workspace);
  expect([asked?.measure, asked?.groupBy]).toEqual([measure, groupBy]);
});
