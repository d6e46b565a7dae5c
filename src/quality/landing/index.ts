export { type ImportBatches, importRows } from './import-rows.ts';
export { createLanding, type Landing } from './landing.ts';
