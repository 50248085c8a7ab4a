import { type Context, Hono } from 'hono';
import { z } from 'zod';
import { invitationLink } from '../../users/invitation-link.ts';
import { passwordLength, whyNotPassword } from '../../users/password.ts';
import { endSessionsOf } from '../../users/session.ts';
import {
  addUser,
  changePassword,
  giveRole,
  type Invited,
  inviteAgain,
  listUsers,
  shutOut,
  type UserChange,
} from '../../users/store.ts';
import { userName, userRoles } from '../../users/user.ts';
import { answer, done as carriedOut, wrong } from '../answer.ts';
import { only, type SignedIn } from '../guard.ts';
import type { Notice } from '../page.tsx';
import type { ConsoleParts } from '../parts.ts';
import { passwordWords } from '../sign-in/password-words.ts';
import { AccountPage } from './account-page.tsx';
import { UsersPage } from './users-page.tsx';

const order = z.discriminatedUnion('order', [
  z.object({ order: z.literal('add'), name: z.string(), role: z.enum(userRoles) }),
  z.object({ order: z.literal('invite'), name: z.string() }),
  z.object({ order: z.literal('role'), name: z.string(), role: z.enum(userRoles) }),
  z.object({ order: z.literal('remove'), name: z.string(), confirm: z.literal('yes', 'أكّدوا أوّلاً بوضع العلامة.') }),
]);

const passwords = z.object({
  now: z.string().max(1_000),
  password: z.string().max(1_000),
  again: z.string().max(1_000),
});

/** `/console/users`: who may come in; `/console/account`: one's own password and sessions. */
export function userRoutes({
  db,
  newsroom,
  publicUrl,
}: Pick<ConsoleParts, 'db' | 'newsroom' | 'publicUrl'>): Hono<SignedIn> {
  const app = new Hono<SignedIn>();
  const zone = newsroom.timeZone;

  const users = async (
    c: Context<SignedIn>,
    shown: { notice?: Notice; link?: InvitedLink },
    status: 200 | 400 | 409 = 200,
  ) => {
    const all = await listUsers(db);
    return answer(c, <UsersPage user={c.get('user')} users={all} now={new Date()} zone={zone} {...shown} />, status);
  };
  app.use('/console/users', only('govern'));
  app.get('/console/users', (c) => {
    const done = c.req.query('done') ?? '';
    return users(c, done in doneWords ? { notice: carriedOut(doneWords[done as keyof typeof doneWords]) } : {});
  });
  app.post('/console/users', async (c) => {
    const parsed = order.safeParse(await c.req.parseBody());
    if (!parsed.success) return users(c, { notice: wrong(parsed.error.issues[0]?.message ?? 'لم يُفهم الطلب.') }, 400);
    const actor = c.get('user').name;
    const { data } = parsed;
    switch (data.order) {
      case 'add': {
        const name = userName(data.name);
        if (name === null) return users(c, { notice: wrong('لا يصلح هذا اسماً: من حرفين إلى 60، بلا علامات.') }, 400);
        return linked(c, name, await addUser(db, { name, role: data.role, actor }));
      }
      case 'invite':
        return linked(c, data.name, await inviteAgain(db, { name: data.name, actor }));
      case 'role':
        return changed(c, await giveRole(db, { name: data.name, role: data.role, actor }), 'role');
      case 'remove':
        return changed(c, await shutOut(db, { name: data.name, actor }), 'remove');
    }
  });

  function linked(c: Context<SignedIn>, name: string, done: Invited) {
    switch (done.kind) {
      case 'invited': {
        const link = invitationLink(publicUrl ?? new URL(c.req.url).origin, done.token);
        return users(c, { link: { name: done.name, link, until: done.until } });
      }
      case 'already':
        return users(c, { notice: wrong(`${name} بين المستخدمين.`) }, 409);
      case 'unknown':
        return users(c, { notice: wrong(`لا يدخل أحد باسم ${name}.`) }, 409);
    }
  }

  function changed(c: Context<SignedIn>, done: UserChange, order: keyof typeof doneWords) {
    switch (done) {
      case 'done':
        return c.redirect(`/console/users?done=${order}`, 303);
      case 'unknown':
        return users(c, { notice: wrong('لا يدخل أحد بهذا الاسم.') }, 409);
      case 'last':
        return users(c, { notice: wrong('لا رئاسة تحرير غيره، ومن دونها لا يُدعى أحد. اجعلوا غيره رئيساً أوّلاً.') }, 409);
    }
  }

  const account = (c: Context<SignedIn>, notice?: Notice, status: 200 | 400 = 200) =>
    answer(c, <AccountPage user={c.get('user')} notice={notice} least={passwordLength.least} />, status);
  app.get('/console/account', (c) => account(c));
  app.post('/console/account/password', async (c) => {
    const parsed = passwords.safeParse(await c.req.parseBody());
    if (!parsed.success) return account(c, wrong(passwordWords.long), 400);
    const { now, password, again } = parsed.data;
    const user = c.get('user');
    if (password !== again) return account(c, wrong('كلمتا السرّ الجديدتان مختلفتان.'), 400);
    const why = whyNotPassword(password, user.name);
    if (why !== null) return account(c, wrong(passwordWords[why]), 400);
    const done = await changePassword(db, { user, now, next: password, session: c.get('session') });
    if (done === 'no') return account(c, wrong('كلمة السرّ الحالية غير صحيحة.'), 400);
    if (done === 'wait') return account(c, wrong('كلمات سرّ خاطئة كثيرة. أعيدوا المحاولة بعد دقائق.'), 400);
    return account(c, carriedOut('تغيّرت كلمة السرّ، وخرجتم من كلّ متصفّح آخر.'));
  });
  app.post('/console/account/sessions', async (c) => {
    await endSessionsOf(db, c.get('user').id, c.get('session'));
    return account(c, carriedOut('خرجتم من كلّ متصفّح آخر.'));
  });
  return app;
}

const doneWords = { role: 'تغيّر الدور.', remove: 'خرج من كلّ متصفّح، ولم يعد يدخل.' } as const;

export interface InvitedLink {
  readonly name: string;
  readonly link: string;
  readonly until: Date;
}
