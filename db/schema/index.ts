export * from './commerce.ts';
export * from './knowledge.ts';
export * from './people.ts';
export * from './records.ts';
export * from './sales.ts';
export * from './service.ts';
export * from './trust.ts';
export * from './workspaces.ts';
