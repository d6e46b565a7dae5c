import type * as tables from '../../../db/index.ts';

/**
 * What a column holds: `personal` data of the person the row is of; `text` that may speak of anybody;
 * `third_party` data, of colleagues or companies; `link`, the row's person; `internal` keys, states, amounts and
 * moments, which tell of nobody by themselves; `derived` from other columns and kept true to them; `hash` of a
 * secret or an identity.
 */
export type ColumnClass = 'personal' | 'text' | 'third_party' | 'link' | 'internal' | 'derived' | 'hash';

/** How a row is of a person: a column names them, or a row of another table that is of them. */
export interface Belonging {
  column: string;
  of: 'contact' | TableName;
}

/**
 * What becomes of a person's rows: `remove` them; `blank` them, which keeps what the books need and takes out
 * personal data, texts and the link; `mentions`, rows of nobody that go where they speak of the person; `index`
 * and `log`, which follow what they are made of; `keep`, which are of nobody. Texts of rows that stay lose the
 * person's e-mail addresses, phones and full name.
 */
export type Erasing = 'remove' | 'blank' | 'mentions' | 'index' | 'log' | 'keep';

export interface TableClass {
  erasing: Erasing;
  belongs: readonly Belonging[];
  columns: Readonly<Record<string, ColumnClass>>;
}

type Tables = typeof tables;
/** Every table, by its name in the schema. */
export type TableName = {
  [Name in keyof Tables]: Tables[Name] extends { $inferSelect: { workspaceId: string } } ? Name : never;
}[keyof Tables];

/** Columns that are the same everywhere. */
const everywhere = 'workspaceId id version createdAt updatedAt deletedAt';

function table(
  erasing: Erasing,
  belongs: readonly Belonging[],
  columns: Partial<Record<ColumnClass, string>>,
): TableClass {
  const classed: Record<string, ColumnClass> = {};
  for (const name of everywhere.split(' ')) classed[name] = 'internal';
  for (const [kind, names] of Object.entries(columns))
    for (const name of names.split(' ')) classed[name] = kind as ColumnClass;
  return { erasing, belongs, columns: classed };
}

const ofContact: Belonging = { column: 'contactId', of: 'contact' };
const ofOrder: Belonging = { column: 'orderId', of: 'orders' };

/**
 * The class of every column of every table: erasing and exporting a person go by it, and a test fails for a column
 * that has none. Tables stand behind those they belong through.
 */
export const tableClasses: Readonly<Record<TableName, TableClass>> = {
  contacts: table('remove', [{ column: 'id', of: 'contact' }], {
    personal:
      'name jobTitle emails phones language city address leadSource lifecycleStage lastContactOn followUpOn doNotContact consents',
    text: 'notes custom',
    third_party: 'companyId ownerId',
  }),
  companies: table('keep', [], {
    third_party: 'name domain industry phone city country employees ownerId',
    text: 'notes custom',
  }),
  deals: table('blank', [ofContact], {
    link: 'contactId',
    text: 'name lostReason notes custom',
    third_party: 'companyId ownerId',
    internal: 'pipelineId stageId amountMinor currency expectedCloseOn closedOn source',
  }),
  orders: table('blank', [ofContact], {
    link: 'contactId',
    personal: 'shippingAddress paymentMethod',
    text: 'cancelReason custom',
    third_party: 'companyId ownerId',
    internal: 'number orderedAt status channel currency totalMinor promotionId itemsChangedAt',
  }),
  orderLines: table('keep', [ofOrder], {
    internal: 'orderId productId variantId quantity unitPriceMinor discountMinor',
  }),
  payments: table('blank', [ofOrder], { personal: 'method', internal: 'orderId kind amountMinor paidAt' }),
  returns: table('blank', [ofOrder], {
    personal: 'paymentMethod',
    text: 'reason',
    internal: 'orderId orderLineId quantity refundMinor status kind newVariantId differenceMinor requestedAt',
  }),
  fulfilments: table('blank', [ofOrder], {
    personal: 'trackingNumbers',
    internal: 'orderId carrier orderLineIds shippedAt',
  }),
  paymentMethods: table('remove', [ofContact], {
    link: 'contactId',
    personal: 'name kind brand lastFour balanceMinor',
  }),
  tickets: table('remove', [ofContact], {
    link: 'contactId',
    personal: 'sentiment',
    text: 'subject description resolution custom',
    third_party: 'companyId ownerId',
    internal:
      'number orderId status priority queue channel untrusted openedAt dueAt resolvedAt conversationId',
  }),
  conversations: table('remove', [ofContact, { column: 'ticketId', of: 'tickets' }], {
    link: 'contactId',
    personal: 'language rating predictedRating',
    text: 'title state ratingComment',
    third_party: 'actorId',
    hash: 'visitorHash',
    internal:
      'ticketId channel status turns repairs identificationFailures busyUntil lastMessageAt closedAt outcome',
  }),
  messages: table('remove', [{ column: 'conversationId', of: 'conversations' }], {
    personal: 'sentiment',
    text: 'content',
    third_party: 'userId',
    internal: 'conversationId ordinal role',
  }),
  handOffs: table('remove', [ofContact, { column: 'conversationId', of: 'conversations' }], {
    link: 'contactId',
    personal: 'sentiment',
    text: 'reason summary',
    third_party: 'takenBy',
    internal: 'conversationId ticketId priority queue status takenAt firstReplyAt replies endedAt',
  }),
  ticketEvents: table('remove', [{ column: 'ticketId', of: 'tickets' }], {
    text: 'note fromValue toValue',
    third_party: 'actorId',
    internal: 'ticketId kind handOffId occurredAt',
  }),
  interactions: table('remove', [ofContact], {
    link: 'contactId',
    personal: 'sentiment sentimentScore',
    text: 'subject summary custom',
    third_party: 'companyId ownerId',
    internal: 'dealId channel direction occurredAt untrusted',
  }),
  tasks: table('remove', [ofContact, { column: 'ticketId', of: 'tickets' }], {
    link: 'contactId',
    text: 'title notes custom',
    third_party: 'companyId ownerId',
    internal: 'dealId ticketId dueOn priority status completedAt',
  }),
  productReviews: table('blank', [ofContact], {
    link: 'contactId',
    text: 'text',
    internal: 'productId rating reviewedAt',
  }),
  productEvents: table('remove', [ofContact], {
    link: 'contactId',
    personal: 'kind value occurredAt',
    internal: 'productId',
  }),
  predictions: table('remove', [{ column: 'subject', of: 'contact' }], {
    link: 'subject',
    personal: 'value lower80 upper80 lower95 upper95 naive outcome',
    internal: 'kind target model inputs madeAt dueOn scoredAt',
  }),
  alerts: table('remove', [{ column: 'subject', of: 'contact' }], {
    link: 'subject',
    personal: 'value bound details',
    internal: 'kind target raisedAt',
  }),
  externalIds: table('index', [], {
    personal: 'externalId',
    internal: 'kind source recordId',
  }),
  knowledgeDocuments: table('keep', [], {
    text: 'title source content filePath',
    internal: 'mediaType language untrusted audience ingestedAt datedOn fileSize fileModifiedAt',
    hash: 'contentHash fileHash',
  }),
  knowledgeChunks: table('index', [], {
    derived: 'headings text question embedding',
    internal: 'documentId ordinal startOffset endOffset termCount audience embedder',
  }),
  terms: table('index', [], { derived: 'term frequency', internal: 'kind recordId' }),
  termBlocks: table('index', [], { derived: 'terms', internal: 'kind block segment shared' }),
  segments: table('index', [], { derived: 'filter', internal: 'kind segment standing partOf' }),
  segmentRecords: table('index', [], { derived: 'texts', internal: 'recordId kind segment' }),
  changes: table('log', [], {
    text: 'items packedItems',
    third_party: 'actorId client',
    hash: 'salt payloadDigest previousHash hash',
    internal: 'sequence tool conversationId occurredAt undoes undoneBy bulkId recordIds',
  }),
  approvals: table('mentions', [], {
    text: 'arguments preview reason',
    third_party: 'actorId decidedBy',
    hash: 'digest',
    internal: 'tool status expiresAt decidedAt',
  }),
  idempotencyKeys: table('mentions', [], {
    text: 'key response',
    third_party: 'actorId',
    hash: 'digest',
    internal: 'tool',
  }),
  draftSteps: table('mentions', [], {
    text: 'words items',
    third_party: 'client',
    internal: 'draftId sequence tool conversationId occurredAt',
  }),
  drafts: table('keep', [], {
    text: 'name key',
    third_party: 'actorId client decidedBy',
    internal: 'status revision decidedAt changeId',
  }),
  auditEvents: table('keep', [], {
    third_party: 'actorId client',
    internal: 'event subject reason occurredAt',
  }),
  auditChain: table('keep', [], { hash: 'previousHash hash', internal: 'sequence eventId' }),
  readings: table('keep', [], { hash: 'reader', internal: 'server readAt' }),
  erasures: table('keep', [], { internal: 'subjectId report redactions' }),
  erasedIdentities: table('keep', [], { hash: 'hash', internal: 'erasureId' }),
  identificationFailures: table('keep', [], { hash: 'claim origin', internal: 'failedAt' }),
  workspaceSecrets: table('keep', [], { internal: 'name', hash: 'value' }),
  workspaces: table('keep', [], {
    internal: 'name timeZone currency language fiscalYearStart settings',
  }),
  users: table('keep', [], { third_party: 'name email role language team subject active' }),
  apiKeys: table('keep', [], {
    third_party: 'name userId createdBy',
    hash: 'hash',
    internal: 'scopes expiresAt lastUsedAt revokedAt',
  }),
  chatKeys: table('keep', [], { hash: 'hash', third_party: 'createdBy', internal: 'revokedAt' }),
  customFields: table('keep', [], { internal: 'kind name label labelChinese type options' }),
  deskSettings: table('keep', [], { internal: 'name', third_party: 'value' }),
  models: table('keep', [], {
    internal:
      'name trainedFrom trainedTo sampleSize features metrics codeVersion parameters spread status trainedAt',
  }),
  pipelines: table('keep', [], { internal: 'name isDefault' }),
  stages: table('keep', [], { internal: 'pipelineId name nameChinese position probability outcome' }),
  products: table('keep', [], {
    internal: 'name sku category description priceMinor costMinor currency stock leadTimeDays active custom',
  }),
  productVariants: table('keep', [], {
    internal: 'productId sku externalId options priceMinor stock available',
  }),
  promotions: table('keep', [], {
    internal: 'name code percentOff amountOffMinor category productIds startsOn endsOn',
  }),
};
