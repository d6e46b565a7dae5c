export { originalOf } from './duplicates.ts';
export { type CompanySize, companyName, companySizes } from './identity.ts';
export {
  companyDetails,
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
  contactCount,
  simulateCompany,
} from './simulate.ts';
export { contactIdOf, customerIdOf, readWorkBench, userIdOf, type WorkBenchImport } from './workbench.ts';
