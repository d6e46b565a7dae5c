import { standardStages } from '../../src/crm/index.ts';
import { type Calendar, momentOf } from './calendar.ts';
import { productInterestField } from './identity.ts';
import { type CompanyRow, type Language, type Row, rowId, stamped } from './rows.ts';

/** Somebody who works for the simulated company. */
export interface Employee {
  row: Row<'user'>;
  language: Language;
}

const people = [
  ['Helen Marsh', 'helen.marsh', 'owner', 'en'],
  ['陈立', 'li.chen', 'manager', 'zh'],
  ['James Carter', 'james.carter', 'representative', 'en'],
  ['王芳', 'fang.wang', 'representative', 'zh'],
  ['Priya Nair', 'priya.nair', 'representative', 'en'],
  ['李娜', 'na.li', 'representative', 'zh'],
  ['Tom Berger', 'tom.berger', 'representative', 'en'],
  ['Grace Liu', 'grace.liu', 'viewer', 'en'],
] as const;

export function createStaff(calendar: Calendar): Employee[] {
  return people.map(([name, address, role, language], index) => ({
    language,
    row: stamped(rowId('usr', index + 1), momentOf(calendar.start, 0), {
      name,
      email: `${address}@northwind-atlas.example`,
      role,
      language,
    }),
  }));
}

/** Those who look after customers of a language. */
export const representatives = (staff: readonly Employee[], language: Language): readonly Employee[] =>
  staff.filter(({ row, language: spoken }) => row.role === 'representative' && spoken === language);

export type StageName = (typeof standardStages)[number][0];

export const pipelineId = rowId('pip', 1);

export const stageId = (name: StageName): string =>
  rowId('stg', standardStages.findIndex(([stage]) => stage === name) + 1);

/** The sales pipeline and the company's own fields. */
export function* setUp(calendar: Calendar): Generator<CompanyRow> {
  const opened = momentOf(calendar.start, 0);
  yield { kind: 'pipeline', row: stamped(pipelineId, opened, { name: 'Sales', isDefault: true }) };
  for (const [position, [name, nameChinese, probability, outcome]] of standardStages.entries()) {
    const values = { pipelineId, name, nameChinese, position: position + 1, probability, outcome };
    yield { kind: 'stage', row: stamped(stageId(name), opened, values) };
  }
  const { id, ...productInterest } = productInterestField;
  yield { kind: 'custom_field', row: stamped(id, opened, productInterest) };
}
