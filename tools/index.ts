import addKnowledge from './add-knowledge.ts';
import analyzeSentiment from './analyze-sentiment.ts';
import assignRecords from './assign-records.ts';
import callTool from './call-tool.ts';
import convertLead from './convert-lead.ts';
import dailyBrief from './daily-brief.ts';
import deleteRecords from './delete-records.ts';
import describeWorkspace from './describe-workspace.ts';
import findTools from './find-tools.ts';
import findVariants from './find-variants.ts';
import forecastSales from './forecast-sales.ts';
import getCustomer from './get-customer.ts';
import getCustomerProfile from './get-customer-profile.ts';
import getOrder from './get-order.ts';
import identifyCustomer from './identify-customer.ts';
import importRecords from './import-records.ts';
import type { Tool } from './kernel/define-tool.ts';
import listChanges from './list-changes.ts';
import listKnowledge from './list-knowledge.ts';
import logInteraction from './log-interaction.ts';
import recommendProducts from './recommend-products.ts';
import removeKnowledge from './remove-knowledge.ts';
import requestReturn from './request-return.ts';
import saveContacts from './save-contacts.ts';
import saveDeals from './save-deals.ts';
import saveRecords from './save-records.ts';
import saveTasks from './save-tasks.ts';
import scoreChurn from './score-churn.ts';
import searchContacts from './search-contacts.ts';
import searchKnowledge from './search-knowledge.ts';
import searchRecords from './search-records.ts';
import summarizeRecords from './summarize-records.ts';
import undoChange from './undo-change.ts';
import updateCustomerProfile from './update-customer-profile.ts';
import updateOrder from './update-order.ts';

/** Every tool there is, in the order it is listed. */
export const tools: readonly Tool[] = [
  searchContacts,
  getCustomer,
  searchRecords,
  summarizeRecords,
  describeWorkspace,
  dailyBrief,
  saveContacts,
  saveDeals,
  saveTasks,
  logInteraction,
  deleteRecords,
  undoChange,
  listChanges,
  forecastSales,
  recommendProducts,
  scoreChurn,
  analyzeSentiment,
  searchKnowledge,
  findTools,
  callTool,
  saveRecords,
  convertLead,
  assignRecords,
  addKnowledge,
  removeKnowledge,
  listKnowledge,
  importRecords,
  identifyCustomer,
  getCustomerProfile,
  updateCustomerProfile,
  getOrder,
  updateOrder,
  requestReturn,
  findVariants,
];
