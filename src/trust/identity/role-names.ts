import type { Language, Role } from '../actor.ts';

const chinese: Readonly<Record<Role, string>> = {
  owner: '所有者',
  manager: '经理',
  representative: '业务员',
  viewer: '只读成员',
  customer: '客户',
};

/** A role as people read it; what is no role stays as it is. */
export const roleName = (role: string, language: Language): string =>
  language === 'zh' ? (chinese[role as Role] ?? role) : role;

/** The role somebody wrote, in either language; what names none stays as it was written. */
export const roleNamed = (written: string): string =>
  Object.entries(chinese).find(([, name]) => name === written.trim())?.[0] ?? written;
