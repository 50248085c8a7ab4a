import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { hashPassword, isPassword, whyNotPassword } from '../../src/users/password.ts';
import { openSession, userOfSession } from '../../src/users/session.ts';
import { signIn } from '../../src/users/sign-in.ts';
import {
  addUser,
  changePassword,
  giveRole,
  inviteAgain,
  invited,
  listUsers,
  shutOut,
  takeUpInvitation,
} from '../../src/users/store.ts';
import { may, userName } from '../../src/users/user.ts';
import { useDatabase } from '../setup/migrated.ts';

const record = useDatabase();
const actor = 'command line';
const password = 'حديقة صغيرة خلف المطبعة';

async function join(name: string, role: 'editor' | 'chief' | 'ops' = 'editor'): Promise<string> {
  const made = await addUser(record.db, { name, role, actor });
  if (made.kind !== 'invited') throw new Error(made.kind);
  const token = await takeUpInvitation(record.db, made.token, password);
  if (token === undefined) throw new Error('the invitation was not taken');
  return token;
}

const idOf = async (name: string) => {
  const { id } = await record.db.selectFrom('app_user').select('id').where('name', '=', name).executeTakeFirstOrThrow();
  return id;
};

test('a password is known again however it is typed, and by nothing else', async () => {
  const hash = await hashPassword(password);
  expect(hash).not.toContain(password);
  expect(await isPassword(password.normalize('NFD'), hash)).toBe(true);
  expect(await isPassword(`${password} `, hash)).toBe(false);
  expect(await isPassword('', null)).toBe(false);
  expect(await hashPassword(password)).not.toBe(hash);
});

test('passwords that are tried first are not taken', () => {
  expect(whyNotPassword('قصيرة', 'رنا')).toBe('short');
  expect(whyNotPassword('كلمة'.repeat(60), 'رنا')).toBe('long');
  for (const weak of [
    'aaaaaaaaaaaa',
    '123456789012',
    'abcdefghijklmn',
    'Rana Haddad 24',
    'ababababababab',
    'qwertyuiop12',
    'passwordpassword',
    'كلمة السر 123',
    '987654321098',
  ]) {
    expect(whyNotPassword(weak, 'Rana Haddad'), weak).toBe('guessable');
  }
  expect(whyNotPassword(password, 'رنا')).toBeNull();
});

test('a name is kept as people write it, and none that means something else', () => {
  expect(userName('  رنا   حداد ')).toBe('رنا حداد');
  for (const text of ['', 'ر', 'feed:main', 'Command Line', 'رنا\u202e', '<b>', 'ن'.repeat(61)]) {
    expect(userName(text), text).toBeNull();
  }
});

test('what each role may do', () => {
  const rights = ['publish', 'operate', 'govern'] as const;
  const of = (role: 'editor' | 'chief' | 'ops') => rights.filter((right) => may({ role }, right));
  expect([of('editor'), of('ops'), of('chief')]).toEqual([['publish'], ['operate'], ['publish', 'operate', 'govern']]);
});

test('an invitation lets in once, and not after three days or a newer one', async () => {
  const made = await addUser(record.db, { name: 'مازن', role: 'editor', actor });
  if (made.kind !== 'invited') throw new Error(made.kind);
  expect(await addUser(record.db, { name: 'مازن', role: 'chief', actor })).toEqual({ kind: 'already' });
  expect(await invited(record.db, made.token)).toMatchObject({ name: 'مازن', role: 'editor' });
  const again = await inviteAgain(record.db, { name: 'مازن', actor });
  if (again.kind !== 'invited') throw new Error(again.kind);
  expect(await invited(record.db, made.token)).toBeUndefined();
  await record.db.updateTable('app_user').set({ invitation_until: sql`now()` }).where('name', '=', 'مازن').execute();
  expect(await takeUpInvitation(record.db, again.token, password)).toBeUndefined();

  const last = await inviteAgain(record.db, { name: 'مازن', actor });
  if (last.kind !== 'invited') throw new Error(last.kind);
  const session = await takeUpInvitation(record.db, last.token, password);
  expect(session && (await userOfSession(record.db, session, 'looks'))).toMatchObject({ name: 'مازن' });
  expect(await takeUpInvitation(record.db, last.token, 'كلمة أخرى لا يعرفها أحد')).toBeUndefined();
});

test('a forgotten password: the new one ends the sessions of whoever knew the old', async () => {
  const old = await join('ليلى');
  const again = await inviteAgain(record.db, { name: 'ليلى', actor });
  if (again.kind !== 'invited') throw new Error(again.kind);
  expect((await signIn(record.db, 'ليلى', password)).kind).toBe('in');
  await takeUpInvitation(record.db, again.token, 'نافذة تطل على البحر القديم');
  expect(await userOfSession(record.db, old, 'looks')).toBeUndefined();
  expect((await signIn(record.db, 'ليلى', password)).kind).toBe('wrong');
});

test('signing in: by name in any case, not by a wrong password, and after five of them not at once', async () => {
  await join('Hala Saad');
  expect((await signIn(record.db, ' hala  SAAD', password)).kind).toBe('in');
  expect((await signIn(record.db, 'nobody', password)).kind).toBe('wrong');
  for (let tries = 0; tries < 5; tries += 1) {
    expect((await signIn(record.db, 'Hala Saad', 'ليست هذه كلمة السر')).kind).toBe('wrong');
  }
  const held = await signIn(record.db, 'Hala Saad', password);
  expect(held.kind === 'wait' && held.seconds).toBeGreaterThan(50);
  await later('61 seconds');
  expect((await signIn(record.db, 'Hala Saad', 'ليست هذه كلمة السر')).kind).toBe('wrong');
  const longer = await signIn(record.db, 'Hala Saad', password);
  expect(longer.kind === 'wait' && longer.seconds).toBeGreaterThan(110);
  await later('1 hour');
  expect((await signIn(record.db, 'Hala Saad', password)).kind).toBe('in');
  expect((await signIn(record.db, 'Hala Saad', 'ليست هذه كلمة السر')).kind).toBe('wrong');
  expect((await signIn(record.db, 'Hala Saad', password)).kind).toBe('in');
});

/** As if the wrong passwords had been given so much earlier. */
const later = (by: string) =>
  sql`update sign_in_failure set failed_at = failed_at - ${by}::interval`.execute(record.db);

test('of many tries at once five are made, and a name that nobody has answers as one that somebody has', async () => {
  await join('Nour');
  for (const name of ['Nour', 'Never heard of']) {
    const results = await Promise.all(Array.from({ length: 12 }, () => signIn(record.db, name, 'ليست هذه كلمة السر')));
    const of = (kind: string) => results.filter((result) => result.kind === kind).length;
    expect([name, of('wrong'), of('wait')]).toEqual([name, 5, 7]);
  }
});

test('more passwords than the machine can look at are refused, and the rest of it goes on', async () => {
  const hash = await hashPassword(password);
  const looked = await Promise.allSettled(Array.from({ length: 30 }, () => isPassword('x', hash)));
  const refused = looked.filter((one) => one.status === 'rejected');
  expect(refused.length).toBe(12);
  expect(refused[0]).toMatchObject({ reason: { name: 'TooManyPasswords' } });
  expect(await isPassword(password, hash)).toBe(true);
});

test('a session ends when nothing is done in it, whatever an open page asks for by itself', async () => {
  const token = await join('سمر');
  const age = (by: string, column: 'seen_at' | 'created_at') =>
    sql`update user_session set ${sql.id(column)} = now() - ${by}::interval where user_id = (select id from app_user where name = 'سمر')`.execute(
      record.db,
    );
  await age('11 hours', 'seen_at');
  expect(await userOfSession(record.db, token, 'looks')).toMatchObject({ name: 'سمر' });
  await age('13 hours', 'seen_at');
  expect(await userOfSession(record.db, token, 'acts')).toBeUndefined();
  await age('11 hours', 'seen_at');
  await userOfSession(record.db, token, 'acts');
  const { seen } = await record.db
    .selectFrom('user_session')
    .select(sql<boolean>`seen_at > now() - interval '1 minute'`.as('seen'))
    .where('user_id', '=', await idOf('سمر'))
    .executeTakeFirstOrThrow();
  expect(seen).toBe(true);
  await age('8 days', 'created_at');
  expect(await userOfSession(record.db, token, 'acts')).toBeUndefined();
  await openSession(record.db, await idOf('سمر'));
  expect((await listUsers(record.db)).find(({ name }) => name === 'سمر')?.sessions).toBe(1);
});

test('a changed password ends the sessions in other browsers, not this one', async () => {
  const here = await join('جاد');
  const there = await openSession(record.db, await idOf('جاد'));
  const user = await userOfSession(record.db, here, 'looks');
  if (!user) throw new Error('not signed in');
  const next = 'جسر خشبي فوق نهر جاف';
  const open = await inviteAgain(record.db, { name: 'جاد', actor });
  if (open.kind !== 'invited') throw new Error(open.kind);
  expect(await changePassword(record.db, { user, now: 'خطأ', next, session: here })).toBe('no');
  expect(await changePassword(record.db, { user, now: password, next, session: here })).toBe('done');
  expect(await invited(record.db, open.token)).toBeUndefined();
  for (let tries = 0; tries < 5; tries += 1) {
    expect(await changePassword(record.db, { user, now: 'خطأ', next, session: here })).toBe('no');
  }
  expect(await changePassword(record.db, { user, now: next, next: password, session: here })).toBe('wait');
  await later('1 hour');
  expect(await userOfSession(record.db, there, 'looks')).toBeUndefined();
  expect(await userOfSession(record.db, here, 'looks')).toMatchObject({ name: 'جاد' });
  expect((await signIn(record.db, 'جاد', next)).kind).toBe('in');
});

test('a name is found as it was written, also where small letters have another length', async () => {
  await join('İlker');
  expect((await signIn(record.db, 'İlker', password)).kind).toBe('in');
  expect(await shutOut(record.db, { name: 'İlker', actor })).toBe('done');
});

test('a session that an old password opened does not outlive the change of it', async () => {
  await join('زينة');
  await shutOut(record.db, { name: 'زينة', actor });
  // As if the password had been looked at before, and the session opened after.
  const late = await openSession(record.db, await idOf('زينة'));
  await addUser(record.db, { name: 'زينة', role: 'editor', actor });
  expect(await userOfSession(record.db, late, 'looks')).toBeUndefined();
});

test('who is shut out is out at once, everywhere, and comes back only by a new invitation', async () => {
  const token = await join('كريم');
  expect(await shutOut(record.db, { name: 'كريم', actor: 'رنا' })).toBe('done');
  expect(await userOfSession(record.db, token, 'looks')).toBeUndefined();
  expect((await signIn(record.db, 'كريم', password)).kind).toBe('wrong');
  expect(await shutOut(record.db, { name: 'كريم', actor: 'رنا' })).toBe('unknown');
  expect((await listUsers(record.db)).find(({ name }) => name === 'كريم')?.state).toBe('shut out');
  const back = await addUser(record.db, { name: 'كريم', role: 'ops', actor });
  expect(back.kind).toBe('invited');
  expect((await signIn(record.db, 'كريم', password)).kind).toBe('wrong');
  const { rows } = await sql<{ action: string; actor: string }>`
    select action, actor from audit where subject = 'user كريم' order by id`.execute(record.db);
  expect(rows.map(({ action }) => action)).toEqual(['user.add', 'user.join', 'user.remove', 'user.add']);
  expect(rows[2]?.actor).toBe('رنا');
});

test('the last chief stays, also when two shut each other out at once', async () => {
  await record.db.deleteFrom('app_user').where('role', '=', 'chief').execute();
  await join('رئيسة', 'chief');
  // One who was invited and has not come may never come.
  await addUser(record.db, { name: 'مدعوّة', role: 'chief', actor });
  expect(await shutOut(record.db, { name: 'رئيسة', actor })).toBe('last');
  expect(await giveRole(record.db, { name: 'رئيسة', role: 'editor', actor })).toBe('last');
  await join('نائبها', 'chief');
  const both = await Promise.all([
    shutOut(record.db, { name: 'رئيسة', actor: 'نائبها' }),
    shutOut(record.db, { name: 'نائبها', actor: 'رئيسة' }),
  ]);
  expect([...both].sort()).toEqual(['done', 'last']);
});
