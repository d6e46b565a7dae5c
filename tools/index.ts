import addKnowledge from './add-knowledge.ts';
import analyzeSentiment from './analyze-sentiment.ts';
import assignRecords from './assign-records.ts';
import callTool from './call-tool.ts';
import compareCompetitors from './compare-competitors.ts';
import configureDesk from './configure-desk.ts';
import convertLead from './convert-lead.ts';
import dailyBrief from './daily-brief.ts';
import deleteRecords from './delete-records.ts';
import describeWorkspace from './describe-workspace.ts';
import erasePerson from './erase-person.ts';
import explainScore from './explain-score.ts';
import exportPerson from './export-person.ts';
import extractRequirements from './extract-requirements.ts';
import extractThemes from './extract-themes.ts';
import findTools from './find-tools.ts';
import findVariants from './find-variants.ts';
import finishDraft from './finish-draft.ts';
import forecastSales from './forecast-sales.ts';
import getConversation from './get-conversation.ts';
import getCustomer from './get-customer.ts';
import getCustomerProfile from './get-customer-profile.ts';
import getOrder from './get-order.ts';
import getTicket from './get-ticket.ts';
import getTrackRecord from './get-track-record.ts';
import handOffToHuman from './hand-off-to-human.ts';
import identifyCustomer from './identify-customer.ts';
import importRecords from './import-records.ts';
import type { Tool } from './kernel/define-tool.ts';
import listAlerts from './list-alerts.ts';
import listChanges from './list-changes.ts';
import listHandoffs from './list-handoffs.ts';
import listKnowledge from './list-knowledge.ts';
import listPromotions from './list-promotions.ts';
import logInteraction from './log-interaction.ts';
import openTicket from './open-ticket.ts';
import predictPurchases from './predict-purchases.ts';
import proposeChanges from './propose-changes.ts';
import rateConversation from './rate-conversation.ts';
import rateRecommendation from './rate-recommendation.ts';
import recommendProducts from './recommend-products.ts';
import recordConsent from './record-consent.ts';
import removeKnowledge from './remove-knowledge.ts';
import replyToConversation from './reply-to-conversation.ts';
import requestReturn from './request-return.ts';
import resolveTicket from './resolve-ticket.ts';
import salesReport from './sales-report.ts';
import saveContacts from './save-contacts.ts';
import saveDeals from './save-deals.ts';
import savePromotion from './save-promotion.ts';
import saveRecords from './save-records.ts';
import saveTasks from './save-tasks.ts';
import scoreChurn from './score-churn.ts';
import searchContacts from './search-contacts.ts';
import searchKnowledge from './search-knowledge.ts';
import searchRecords from './search-records.ts';
import segmentCustomers from './segment-customers.ts';
import serviceReport from './service-report.ts';
import showDraft from './show-draft.ts';
import startDraft from './start-draft.ts';
import summarizeRecords from './summarize-records.ts';
import summarizeText from './summarize-text.ts';
import takeHandoff from './take-handoff.ts';
import transferTicket from './transfer-ticket.ts';
import translateText from './translate-text.ts';
import undoChange from './undo-change.ts';
import updateCustomerProfile from './update-customer-profile.ts';
import updateOrder from './update-order.ts';
import verifyAuditLog from './verify-audit-log.ts';

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
  predictPurchases,
  explainScore,
  analyzeSentiment,
  searchKnowledge,
  findTools,
  callTool,
  rateRecommendation,
  savePromotion,
  listPromotions,
  saveRecords,
  convertLead,
  assignRecords,
  startDraft,
  showDraft,
  finishDraft,
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
  handOffToHuman,
  listHandoffs,
  takeHandoff,
  replyToConversation,
  getConversation,
  rateConversation,
  openTicket,
  getTicket,
  transferTicket,
  resolveTicket,
  serviceReport,
  configureDesk,
  getTrackRecord,
  segmentCustomers,
  salesReport,
  listAlerts,
  extractThemes,
  compareCompetitors,
  summarizeText,
  extractRequirements,
  proposeChanges,
  translateText,
  recordConsent,
  exportPerson,
  erasePerson,
  verifyAuditLog,
];
