import { productEvents, productReviews, products, productVariants, promotions } from './commerce.ts';
import { knowledgeDocuments } from './knowledge.ts';
import { fulfilments, orderLines, orders, paymentMethods, payments, returns } from './orders.ts';
import { companies, contacts } from './people.ts';
import { erasures } from './privacy.ts';
import { deals, interactions, pipelines, stages, tasks } from './sales.ts';
import { conversations, deskSettings, handOffs, ticketEvents, tickets } from './service.ts';
import { customFields, users } from './workspaces.ts';

/** The table of every record kind: rows with id, version and soft deletion, logged and undoable. */
export const recordTables = {
  contact: contacts,
  company: companies,
  deal: deals,
  interaction: interactions,
  task: tasks,
  product: products,
  product_variant: productVariants,
  product_review: productReviews,
  product_event: productEvents,
  promotion: promotions,
  order: orders,
  order_line: orderLines,
  payment: payments,
  return: returns,
  fulfilment: fulfilments,
  payment_method: paymentMethods,
  ticket: tickets,
  ticket_event: ticketEvents,
  conversation: conversations,
  hand_off: handOffs,
  desk_setting: deskSettings,
  knowledge_document: knowledgeDocuments,
  pipeline: pipelines,
  stage: stages,
  custom_field: customFields,
  user: users,
  erasure: erasures,
} as const;

export type RecordKind = keyof typeof recordTables;
export type RecordRow<Kind extends RecordKind> = (typeof recordTables)[Kind]['$inferSelect'];
export type RecordValues<Kind extends RecordKind> = Omit<
  (typeof recordTables)[Kind]['$inferInsert'],
  'workspaceId' | 'id' | 'version' | 'createdAt' | 'updatedAt' | 'deletedAt'
>;
