export { extractEntities } from './extract.ts';
export { createGazetteer, type Gazetteer, type GazetteerEntry } from './gazetteer.ts';
export { type Entity, type EntityOptions, type EntityType, entityTypes } from './types.ts';
