/** The role every scoped transaction takes on: it owns nothing and sees one workspace. */
export const applicationRole = 'rapport_app';

/** The role of people who see the records of some owners alone. A member of the application role. */
export const limitedRole = 'rapport_limited';
