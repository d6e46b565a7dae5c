export {
  type ApiKeys,
  createApiKeys,
  isApiKey,
  type ListedApiKey,
  type NewApiKey,
  noteUse,
  placeOfKey,
  scopesNamed,
  usualScopes,
  type VerifiedKey,
  verifyKey,
} from './api-keys.ts';
export { activeOnly, activeUser } from './identify.ts';
export { createPeople, type People, type Person, type PersonDetails, requireAdmin } from './people.ts';
export {
  keepVisibility,
  limitedRoles,
  type StaffRole,
  sightOf,
  staffRoles,
  type VisibilityRules,
  visibilityIn,
} from './sight.ts';
