export {
  type ApiKeys,
  createApiKeys,
  type ListedApiKey,
  type NewApiKey,
  noteUse,
  scopesNamed,
  type VerifiedKey,
  verifyKey,
} from './api-keys.ts';
export { activeOnly, activeUser } from './identify.ts';
export { isApiKey, placeOfKey, usualScopes } from './key-shape.ts';
export { createPeople, type People, type Person, type PersonDetails, requireAdmin } from './people.ts';
export { roleName, roleNamed } from './role-names.ts';
export {
  keepVisibility,
  limitedRoles,
  requireSight,
  type StaffRole,
  seenImage,
  seenItem,
  sightOf,
  staffRoles,
  tellOutOfSight,
  type VisibilityRules,
  visibilityIn,
} from './sight.ts';
