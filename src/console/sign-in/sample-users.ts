import { recordAudit } from '../../database/audit.ts';
import type { Db } from '../../database/database.ts';
import type { UserRole } from '../../database/schema.ts';
import { openSession } from '../../users/session.ts';

export interface SampleUser {
  readonly name: string;
  readonly role: UserRole;
}

/** In the sandbox one sits down as one of these, without a password. */
export const sampleUsers: readonly SampleUser[] = [
  { name: 'سلمى (مثال)', role: 'chief' },
  { name: 'كريم (مثال)', role: 'editor' },
  { name: 'نادين (مثال)', role: 'ops' },
];

/** Gives a session of a sample user's; undefined on a record to which people come in by passwords: it is a newsroom's. */
export async function enterAs(db: Db, { name, role }: SampleUser): Promise<string | undefined> {
  const real = await db
    .selectFrom('app_user')
    .select('id')
    .where('secret_hash', 'is not', null)
    .limit(1)
    .executeTakeFirst();
  if (real) return undefined;
  const { id } = await db
    .insertInto('app_user')
    .values({ name, role })
    .onConflict((conflict) => conflict.column('name').doUpdateSet({ role, disabled_at: null }))
    .returning('id')
    .executeTakeFirstOrThrow();
  await recordAudit(db, { actor: name, action: 'user.sign-in', subject: `user ${name}` });
  return openSession(db, id);
}
