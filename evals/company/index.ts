export { originalOf } from './duplicates.ts';
export {
  companyDetails,
  companyName,
  type LoadOptions,
  loadWorkBench,
  openCompany,
  type SyntheticLabel,
} from './load.ts';
export {
  type CompanyKind,
  type CompanyRow,
  type CompanyRows,
  collectRows,
  companyKinds,
  type Row,
} from './rows.ts';
export {
  type CompanyOptions,
  type CompanySize,
  companySizes,
  contactCount,
  simulateCompany,
} from './simulate.ts';
export { contactIdOf, customerIdOf, readWorkBench, userIdOf, type WorkBenchImport } from './workbench.ts';
