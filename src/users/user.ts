import { commandLine } from '../database/audit.ts';
import type { UserRole } from '../database/schema.ts';

/** Somebody who works in the console. */
export interface User {
  readonly id: number;
  readonly name: string;
  readonly role: UserRole;
}

export const userRoles: readonly UserRole[] = ['editor', 'chief', 'ops'];

/** What a role may do: `publish` decides on pushes, `operate` holds accounts and feeds, `govern` lets people in and out. */
export type Right = 'publish' | 'operate' | 'govern';

const rights: Readonly<Record<UserRole, readonly Right[]>> = {
  editor: ['publish'],
  chief: ['publish', 'operate', 'govern'],
  ops: ['operate'],
};

export function may({ role }: Pick<User, 'role'>, right: Right): boolean {
  return rights[role].includes(right);
}

/** A name as it is kept, or null when it cannot be one: it stands in the audit beside those of feeds and of the command line. */
export function userName(text: string): string | null {
  const name = text.normalize('NFC').replace(/\s+/gu, ' ').trim();
  const length = [...name].length;
  if (length < 2 || length > 60 || /[\p{C}<>]/u.test(name)) return null;
  return /^feed:/i.test(name) || name.toLowerCase() === commandLine ? null : name;
}
