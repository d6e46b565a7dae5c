import { categories } from './catalogue-data.ts';
import { rowId } from './rows.ts';

export const companyName = 'Northwind Atlas';
export const timeZone = 'Asia/Shanghai';
export const currency = 'USD';

/** Sizes with a name, in interactions: `small` for tests, `demo` to show and try. */
export const companySizes = { small: 200, demo: 2_000 } as const;
export type CompanySize = keyof typeof companySizes;

/** Whom the workspace belongs to. */
export const companyOwnerId = rowId('usr', 1);

/** The field that imported WorkBench customers share with the simulated contacts. */
export const productInterestField = {
  id: 'fld_product_interest',
  kind: 'contact',
  name: 'productInterest',
  label: 'Product interest',
  labelChinese: '感兴趣产品',
  type: 'picklist',
  options: [...categories],
};
