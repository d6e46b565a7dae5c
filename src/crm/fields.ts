import { didYouMean, quoted, RapportError } from '../trust/index.ts';
import {
  companyFields,
  contactFields,
  dealFields,
  interactionFields,
  orderFields,
  productFields,
  taskFields,
  ticketFields,
} from './field-list.ts';

export const objectKinds = [
  'contact',
  'company',
  'deal',
  'task',
  'interaction',
  'order',
  'product',
  'ticket',
] as const;
/** The records people speak of: searched, filtered, summarised and written by field. */
export type ObjectKind = (typeof objectKinds)[number];

/** A kind by its name; undefined where there is none of it. */
export const objectKindOf = (kind: string | undefined): ObjectKind | undefined =>
  objectKinds.find((one) => one === kind);

export type FieldType =
  | 'text'
  | 'texts'
  | 'picklist'
  | 'number'
  | 'money'
  | 'date'
  | 'moment'
  | 'boolean'
  | 'reference';
export type ReferenceTarget = ObjectKind | 'user' | 'stage';

/** One field of a kind of record, as people and tools name it. */
export interface Field {
  name: string;
  type: FieldType;
  /** The column's property in the schema; for a custom field the key within `custom`. */
  column: string;
  custom?: true;
  options?: readonly string[];
  target?: ReferenceTarget;
  readOnly?: true;
  /** Shown in lists. */
  summary?: true;
  label: { en: string; zh: string };
  /** Other words people use for it, in both languages. */
  synonyms?: readonly string[];
}

const byKind: Readonly<Record<ObjectKind, readonly Field[]>> = {
  contact: contactFields,
  company: companyFields,
  deal: dealFields,
  task: taskFields,
  interaction: interactionFields,
  order: orderFields,
  product: productFields,
  ticket: ticketFields,
};

/** The field a list is sorted by where nothing else is asked. */
export const defaultSort: Readonly<Record<ObjectKind, string>> = {
  contact: 'name',
  company: 'name',
  deal: '-createdAt',
  task: 'dueOn',
  interaction: '-occurredAt',
  order: '-orderedAt',
  product: 'name',
  ticket: '-openedAt',
};

/** The fields every workspace has for a kind; the workspace's own come from `describe`. */
export const standardFields = (kind: ObjectKind): readonly Field[] => byKind[kind];

/**
 * The field of this name.
 * @throws RapportError invalid_input with the names that are near
 */
export function fieldNamed(kind: ObjectKind, fields: readonly Field[], name: string): Field {
  const folded = name.toLowerCase();
  const field = fields.find(
    (candidate) =>
      candidate.name.toLowerCase() === folded ||
      candidate.label.en.toLowerCase() === folded ||
      candidate.label.zh === name,
  );
  if (field) return field;
  const names = fields.map((candidate) => candidate.name);
  throw new RapportError(
    'invalid_input',
    `A ${kind} has no field ${quoted(name)}. ${didYouMean(name, names)}`,
    {
      hint: `describe_workspace with kind ${kind} lists the fields and their values.`,
    },
  );
}

/** The picklist value a person meant: by name in any case, or by its Chinese name. @throws RapportError */
export function picklistValue(field: Field, given: string): string {
  const options = field.options ?? [];
  const folded = given.trim().toLowerCase();
  const english = chineseOptions[given.trim()] ?? folded;
  const match = options.find(
    (option) => option.toLowerCase() === folded || option.toLowerCase() === english.toLowerCase(),
  );
  if (match) return match;
  throw new RapportError(
    'invalid_input',
    `${field.name} has no value ${quoted(given)}. ${didYouMean(given, options)}`,
    {
      hint: `Values: ${options.join(', ')}.`,
    },
  );
}

/** Chinese names of picklist values. */
export const chineseOptions: Readonly<Record<string, string>> = {
  线索: 'Lead',
  合格: 'Qualified',
  已确认: 'Qualified',
  报价: 'Proposal',
  方案: 'Proposal',
  赢单: 'Won',
  成交: 'Won',
  谈判: 'Negotiation',
  丢单: 'Lost',
  输单: 'Lost',
  流失: 'Lost',
  软件: 'Software',
  硬件: 'Hardware',
  服务: 'Services',
  咨询: 'Consulting',
  培训: 'Training',
  高: 'high',
  普通: 'normal',
  低: 'low',
  紧急: 'urgent',
  待办: 'open',
  完成: 'done',
  取消: 'cancelled',
  待定: 'pending',
  已解决: 'resolved',
  已关闭: 'closed',
  已发货: 'shipped',
  已送达: 'delivered',
  已退货: 'returned',
  电话: 'call',
  邮件: 'email',
  会议: 'meeting',
  聊天: 'chat',
  备注: 'note',
};
