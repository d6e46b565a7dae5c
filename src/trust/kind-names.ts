/** Kinds of record as errors name them in Chinese. */
const kinds: Readonly<Record<string, string>> = {
  contact: '联系人',
  company: '公司',
  deal: '商机',
  task: '任务',
  interaction: '互动',
  order: '订单',
  product: '产品',
  promotion: '促销活动',
  ticket: '工单',
  user: '同事',
  stage: '阶段',
};
/** A kind's Chinese name; what is no kind stays as it is. */
export const kindOf = (name: string): string => kinds[name] ?? name;
