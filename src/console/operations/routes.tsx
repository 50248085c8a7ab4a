import { type Context, Hono } from 'hono';
import { z } from 'zod';
import { readBoards } from '../../channels/whatsapp/board.ts';
import { cancelAtRest } from '../../delivery/lane/cancel-at-rest.ts';
import { loadOf } from '../../delivery/lane/cancel-lane.ts';
import { setLaneState } from '../../delivery/lane-control.ts';
import { listLanes } from '../../delivery/lane-report.ts';
import { missedTicks } from '../../editions/edition-report.ts';
import { listFeeds, readAgain } from '../../feeds/feed-report.ts';
import { answer, done, wrong } from '../answer.ts';
import { only, type SignedIn } from '../guard.ts';
import { addressOf } from '../older.tsx';
import type { Notice } from '../page.tsx';
import type { ConsoleParts } from '../parts.ts';
import { count, counted } from '../time.tsx';
import { CancelPage } from './cancel-page.tsx';
import { lineRoutes } from './line-routes.tsx';
import { OperationsPage } from './page.tsx';
import { type Done, doneWords, messages } from './words.ts';

/** A browser waits for it. Milliseconds. */
const patienceMs = 8_000;
const missedFor = 30 * 24 * 3_600_000;

const laneOrder = z.object({ order: z.enum(['pause', 'resume']), lane: z.string().max(200) });
const feedOrder = z.object({ order: z.literal('read'), feed: z.string().max(100) });
const cancelOrder = z.object({ lane: z.string().max(200), confirm: z.literal('yes').optional() });

/** `/console/operations`: everybody who is signed in may look, who operates gives orders. */
export function operationRoutes(parts: Pick<ConsoleParts, 'db' | 'newsroom' | 'readiness' | 'now'>): Hono<SignedIn> {
  const { db, newsroom, now } = parts;
  const app = new Hono<SignedIn>();
  const path = '/console/operations';

  const page = async (c: Context<SignedIn>, notice?: Notice, status: 200 | 400 | 409 = 200) => {
    const [checks, lanes, feeds, boards, missed] = await Promise.all([
      parts.readiness(),
      listLanes(db),
      listFeeds(db),
      readBoards(db),
      missedTicks(db, new Date(now().getTime() - missedFor)),
    ]);
    const shown = { newsroom, now: now(), notice, checks, lanes, feeds, boards, missed };
    return answer(c, <OperationsPage user={c.get('user')} {...shown} />, status);
  };
  const misunderstood = (c: Context<SignedIn>) => page(c, wrong('لم يُفهم الطلب.'), 400);
  app.get(path, (c) => page(c, noticeOf(c)));

  app.post(`${path}/*`, only('operate'));
  app.post(`${path}/lanes`, async (c) => {
    const asked = laneOrder.safeParse(await c.req.parseBody());
    if (!asked.success) return misunderstood(c);
    const { order, lane } = asked.data;
    const state = order === 'pause' ? 'paused' : 'open';
    const { kind } = await setLaneState(db, { lane, state, actor: c.get('user').name });
    switch (kind) {
      case 'done':
        return c.redirect(addressOf(path, { done: order, lane }), 303);
      case 'already':
        return page(c, wrong(order === 'pause' ? 'هذا الحساب موقوف من قبل.' : 'هذا الحساب يعمل، لم يكن موقوفاً.'), 409);
      case 'unknown':
        return page(c, wrong('لا حساب بهذا الاسم.'), 409);
    }
  });

  app.post(`${path}/feeds`, async (c) => {
    const asked = feedOrder.safeParse(await c.req.parseBody());
    if (!asked.success) return misunderstood(c);
    switch (await readAgain(db, { feed: asked.data.feed, actor: c.get('user').name })) {
      case 'done':
        return c.redirect(addressOf(path, { done: 'read' }), 303);
      case 'already':
        return page(c, wrong('قُرئ هذا المصدر قبل أقلّ من دقيقة، أو يُقرأ الآن.'), 409);
      case 'unknown':
        return page(c, wrong('لا مصدر بهذا الاسم.'), 409);
    }
  });

  const cancelPage = async (c: Context<SignedIn>, lane: string, notice?: Notice, status: 200 | 400 | 409 = 200) => {
    const known = await db.selectFrom('lane').select('id').where('name', '=', lane).executeTakeFirst();
    if (!known) return page(c, wrong('لا حساب بهذا الاسم.'), 409);
    const shown = { lane, load: await loadOf(db, lane), notice };
    return answer(c, <CancelPage user={c.get('user')} {...shown} />, status);
  };
  app.get(`${path}/cancel`, only('operate'), (c) => cancelPage(c, c.req.query('lane') ?? ''));
  app.post(`${path}/cancel`, async (c) => {
    const asked = cancelOrder.safeParse(await c.req.parseBody());
    if (!asked.success) return misunderstood(c);
    const { lane, confirm } = asked.data;
    if (confirm === undefined) return cancelPage(c, lane, wrong('أكّدوا أوّلاً بوضع العلامة.'), 400);
    const outcome = await cancelAtRest(db, { lane, actor: c.get('user').name, patienceMs });
    switch (outcome.kind) {
      case 'done':
        return c.redirect(addressOf(path, { done: 'cancel', readers: String(outcome.readers) }), 303);
      case 'unknown':
        return page(c, wrong('لا حساب بهذا الاسم.'), 409);
      case 'open':
        return cancelPage(c, lane, wrong('استأنف غيركم هذا الحساب في هذه الأثناء، فلم يُلغَ شيء.'), 409);
      case 'not yet':
        return cancelPage(c, lane, wrong(notYet(outcome.load)), 409);
    }
  });

  app.route('/', lineRoutes(parts));
  return app;
}

function notYet({ growing, sending }: { readonly growing: readonly number[]; readonly sending: number }): string {
  return growing.length > 0
    ? `أُوقف الحساب ولم يُلغَ شيء: جمهور الدفعة ${count(growing[0] ?? 0)} لم يُكتب كلّه بعد. استأنفوها أو ألغوها أوّلاً.`
    : `أُوقف الحساب ولم يُلغَ شيء بعد: ${counted(sending, messages)} ما زالت في الطريق. أعيدوا الطلب بعد قليل.`;
}

/** What an order of before came to; one who errs takes it back at once. */
function noticeOf(c: Context<SignedIn>): Notice | undefined {
  const { done: kind = '', lane, readers } = c.req.query();
  if (kind === 'cancel') {
    const aside = counted(Number(readers) || 0, messages);
    return done(`لم يعد ينتظر في الحساب شيء، ولن تصل ${aside} من كان ينتظرها فيه. الحساب موقوف: استأنفوه متى شئتم.`);
  }
  if (!(kind in doneWords)) return undefined;
  const undo =
    kind === 'pause' && lane !== undefined
      ? { action: '/console/operations/lanes', fields: { order: 'resume', lane } }
      : undefined;
  return done(doneWords[kind as Done], undo);
}
