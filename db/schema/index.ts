export * from './audit.ts';
export {
  type Address,
  type Consent,
  type ConsentChannel,
  type Consents,
  consentChannels,
} from './columns.ts';
export * from './commerce.ts';
export * from './drafts.ts';
export * from './insight.ts';
export * from './knowledge.ts';
export * from './orders.ts';
export * from './people.ts';
export * from './privacy.ts';
export * from './records.ts';
export * from './sales.ts';
export * from './service.ts';
export * from './trust.ts';
export * from './workspaces.ts';
