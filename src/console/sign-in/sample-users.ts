import { recordAudit } from '../../database/audit.ts';
import type { Db } from '../../database/database.ts';
import type { UserRole } from '../../database/schema.ts';
import { openSession } from '../../users/session.ts';

/** In the sandbox one sits down as one of these, without a password. */
export const sampleUsers: readonly { readonly name: string; readonly role: UserRole }[] = [
  { name: 'سلمى (مثال)', role: 'chief' },
  { name: 'كريم (مثال)', role: 'editor' },
  { name: 'نادين (مثال)', role: 'ops' },
];

/** Gives a session of a sample user's; undefined when there is no such one. */
export async function enterAs(db: Db, name: string): Promise<string | undefined> {
  const sample = sampleUsers.find((one) => one.name === name);
  if (!sample) return undefined;
  const { id } = await db
    .insertInto('app_user')
    .values({ name: sample.name, role: sample.role })
    .onConflict((conflict) => conflict.column('name').doUpdateSet({ role: sample.role, disabled_at: null }))
    .returning('id')
    .executeTakeFirstOrThrow();
  await recordAudit(db, { actor: sample.name, action: 'user.sign-in', subject: `user ${sample.name}` });
  return openSession(db, id);
}
