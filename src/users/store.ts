import { sql } from 'kysely';
import { type AuditAction, recordAudit } from '../database/audit.ts';
import type { Db } from '../database/database.ts';
import type { UserRole } from '../database/schema.ts';
import { inTransaction, type Trx } from '../database/transaction.ts';
import { hashPassword } from './password.ts';
import { endSessionsOf, liveSession, openSession } from './session.ts';
import { forgetTries, isOwnPassword } from './sign-in.ts';
import { hashOfToken, newToken } from './token.ts';
import type { User } from './user.ts';

/** Days that an invitation is good for. */
export const invitationDays = 3;

/** `invited`: has not chosen a password yet; `shut out`: may not come in any more. */
export type UserState = 'active' | 'invited' | 'shut out';

export interface UserReport extends User {
  readonly state: UserState;
  readonly createdAt: Date;
  readonly sessions: number;
  /** When anything was last done in a session; null when none is open. */
  readonly seenAt: Date | null;
  /** Of an invitation that can still be taken up. */
  readonly invitedUntil: Date | null;
}

export async function listUsers(db: Db): Promise<UserReport[]> {
  const { rows } = await sql<UserReport>`
    select u.id, u.name, u.role, u.created_at as "createdAt", count(s.user_id)::integer as sessions, max(s.seen_at) as "seenAt",
      case when u.disabled_at is not null then 'shut out' when u.secret_hash is null then 'invited' else 'active' end as state,
      case when u.invitation_until > now() then u.invitation_until end as "invitedUntil"
    from app_user u left join user_session s on s.user_id = u.id and ${liveSession}
    group by u.id order by u.disabled_at is not null, u.name`.execute(db);
  return rows;
}

export async function isAnybodyThere(db: Db): Promise<boolean> {
  const row = await db.selectFrom('app_user').select('id').where('disabled_at', 'is', null).limit(1).executeTakeFirst();
  return row !== undefined;
}

/** `token`: of the link on which the invited one chooses a password; it is shown once and not kept. */
export type Invited =
  | { readonly kind: 'invited'; readonly name: string; readonly token: string; readonly until: Date }
  | { readonly kind: 'already' }
  | { readonly kind: 'unknown' };

/** Makes a user, or lets one in again who was shut out. */
export function addUser(
  db: Db,
  input: { readonly name: string; readonly role: UserRole; readonly actor: string },
): Promise<Invited> {
  return inTransaction(db, async (trx) => {
    const known = await named(trx, input.name);
    if (known && known.disabled_at === null) return { kind: 'already' };
    const id = known
      ? known.id
      : (
          await trx
            .insertInto('app_user')
            .values({ name: input.name, role: input.role })
            .returning('id')
            .executeTakeFirstOrThrow()
        ).id;
    await trx
      .updateTable('app_user')
      .set({ role: input.role, disabled_at: null, secret_hash: null })
      .where('id', '=', id)
      .execute();
    await endSessionsOf(trx, id);
    await recordAudit(trx, {
      actor: input.actor,
      action: 'user.add',
      subject: `user ${known?.name ?? input.name}`,
      detail: { role: input.role },
    });
    return invite(trx, id);
  });
}

/** A new invitation for one who forgot the password, or lost the last one. The password that is there holds until it is taken up. */
export function inviteAgain(db: Db, input: { readonly name: string; readonly actor: string }): Promise<Invited> {
  return inTransaction(db, async (trx) => {
    const known = await named(trx, input.name);
    if (!known || known.disabled_at !== null) return { kind: 'unknown' };
    await recordAudit(trx, { actor: input.actor, action: 'user.invite', subject: `user ${known.name}` });
    return invite(trx, known.id);
  });
}

async function invite(trx: Trx, id: number): Promise<Invited> {
  const { token, hash } = newToken();
  const { name, until } = await trx
    .updateTable('app_user')
    .set({ invitation_hash: hash, invitation_until: sql`now() + ${invitationDays} * interval '1 day'` })
    .where('id', '=', id)
    .returning(['name', sql<Date>`invitation_until`.as('until')])
    .executeTakeFirstOrThrow();
  return { kind: 'invited', name, token, until };
}

/** Whom an invitation is for; undefined when it is none any more. */
export function invited(db: Db, token: string): Promise<User | undefined> {
  return db
    .selectFrom('app_user')
    .select(['id', 'name', 'role'])
    .where('invitation_hash', '=', hashOfToken(token))
    .where('invitation_until', '>', sql<Date>`now()`)
    .where('disabled_at', 'is', null)
    .executeTakeFirst();
}

/** Chooses the password and signs in; whoever was signed in as this user is not any more. Undefined when the invitation is none any more. */
export async function takeUpInvitation(db: Db, token: string, password: string): Promise<string | undefined> {
  const secret = await hashPassword(password);
  return inTransaction(db, async (trx) => {
    const user = await trx
      .updateTable('app_user')
      .set({ secret_hash: secret, invitation_hash: null, invitation_until: null })
      .where('invitation_hash', '=', hashOfToken(token))
      .where('invitation_until', '>', sql<Date>`now()`)
      .where('disabled_at', 'is', null)
      .returning(['id', 'name'])
      .executeTakeFirst();
    if (!user) return undefined;
    await endSessionsOf(trx, user.id);
    await forgetTries(trx, user.name);
    await recordAudit(trx, { actor: user.name, action: 'user.join', subject: `user ${user.name}` });
    return openSession(trx, user.id);
  });
}

/** Ends the sessions in other browsers, and what invitation there is. `no`: `now` is not the password; `wait`: that was so too often. */
export async function changePassword(
  db: Db,
  input: { readonly user: User; readonly now: string; readonly next: string; readonly session: string },
): Promise<'done' | 'no' | 'wait'> {
  const { user } = input;
  const own = await isOwnPassword(db, user, input.now);
  if (own !== 'yes') return own;
  const secret = await hashPassword(input.next);
  await inTransaction(db, async (trx) => {
    await trx
      .updateTable('app_user')
      .set({ secret_hash: secret, invitation_hash: null, invitation_until: null })
      .where('id', '=', user.id)
      .execute();
    await endSessionsOf(trx, user.id, input.session);
    await recordAudit(trx, { actor: user.name, action: 'user.password', subject: `user ${user.name}` });
  });
  return 'done';
}

/** `last`: nobody else may let people in, so this one stays. */
export type UserChange = 'done' | 'unknown' | 'last';

/** Shuts a user out at once, wherever signed in. What they decided stays, under their name. */
export function shutOut(db: Db, input: { readonly name: string; readonly actor: string }): Promise<UserChange> {
  return change(db, input, 'user.remove', async (trx, id) => {
    await trx
      .updateTable('app_user')
      .set({ disabled_at: sql`now()`, secret_hash: null, invitation_hash: null, invitation_until: null })
      .where('id', '=', id)
      .execute();
    await endSessionsOf(trx, id);
  });
}

export function giveRole(
  db: Db,
  input: { readonly name: string; readonly role: UserRole; readonly actor: string },
): Promise<UserChange> {
  return change(db, input, 'user.role', async (trx, id) => {
    await trx.updateTable('app_user').set({ role: input.role }).where('id', '=', id).execute();
  });
}

function change(
  db: Db,
  input: { readonly name: string; readonly actor: string; readonly role?: UserRole },
  action: AuditAction,
  carryOut: (trx: Trx, id: number) => Promise<void>,
): Promise<UserChange> {
  return inTransaction(db, async (trx) => {
    // All chiefs, in order: two that shut out each other at once must not leave nobody.
    const chiefs = await trx
      .selectFrom('app_user')
      .select('id')
      .where('role', '=', 'chief')
      .where('disabled_at', 'is', null)
      // One who has not come in yet may never come.
      .where('secret_hash', 'is not', null)
      .orderBy('id')
      .forUpdate()
      .execute();
    const known = await named(trx, input.name);
    if (!known || known.disabled_at !== null) return 'unknown';
    if (input.role !== 'chief' && chiefs.length === 1 && chiefs[0]?.id === known.id) return 'last';
    await carryOut(trx, known.id);
    const detail = input.role === undefined ? undefined : { role: input.role };
    await recordAudit(trx, { actor: input.actor, action, subject: `user ${known.name}`, detail });
    return 'done';
  });
}

function named(trx: Trx, name: string) {
  return trx
    .selectFrom('app_user')
    .select(['id', 'name', 'disabled_at'])
    .where(sql`lower(name)`, '=', sql`lower(${name})`)
    .forUpdate()
    .executeTakeFirst();
}
