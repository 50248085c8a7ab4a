import { type Context, Hono } from 'hono';
import { z } from 'zod';
import { keepLine, reportHouse } from '../../articles/house-lines-report.ts';
import { houseOf } from '../../articles/house-lines-store.ts';
import { findFeed } from '../../feeds/store.ts';
import { answer, done, numberIn, wrong } from '../answer.ts';
import type { SignedIn } from '../guard.ts';
import { addressOf } from '../older.tsx';
import { type Notice, Page } from '../page.tsx';
import type { ConsoleParts } from '../parts.ts';
import { LinesPage } from './lines-page.tsx';
import { doneWords } from './words.ts';

const path = '/console/operations/lines';
const onePage = 50;

const lineOrder = z.object({
  order: z.enum(['keep', 'release']),
  feed: z.string().max(100),
  line: z
    .string()
    .regex(/^[1-9]\d{0,8}$/)
    .transform(Number),
});

/** `/console/operations/lines`: what is learnt of the site of a feed. Orders are guarded by the one who mounts it. */
export function lineRoutes({ db, newsroom }: Pick<ConsoleParts, 'db' | 'newsroom'>): Hono<SignedIn> {
  const app = new Hono<SignedIn>();

  const page = async (c: Context<SignedIn>, name: string, notice?: Notice, status: 200 | 400 | 409 = 200) => {
    const feed = await findFeed(db, name);
    const user = c.get('user');
    if (!feed) {
      return answer(
        c,
        <Page user={user} title="لا مصدر بهذا الاسم" here="/console/operations">
          <p class="card">
            <a href="/console/operations">إلى المصادر</a>
          </p>
        </Page>,
        404,
      );
    }
    const report = await reportHouse(db, houseOf(feed));
    const from = numberIn(c.req.query('from')) ?? 0;
    const lines = report.lines.slice(from, from + onePage);
    const next = from + onePage < report.lines.length ? from + onePage : null;
    const shown = { feed: name, report, lines, next, isFirst: from === 0, zone: newsroom.timeZone, notice };
    return answer(c, <LinesPage user={user} {...shown} />, status);
  };
  app.get(path, (c) => {
    const said = c.req.query('done');
    return page(
      c,
      c.req.query('feed') ?? '',
      said === 'keep' || said === 'release' ? done(doneWords[said]) : undefined,
    );
  });

  app.post(path, async (c) => {
    const asked = lineOrder.safeParse(await c.req.parseBody());
    if (!asked.success) return page(c, '', undefined, 400);
    const { order, feed: name, line } = asked.data;
    const feed = await findFeed(db, name);
    if (!feed) return page(c, name);
    const kept = await keepLine(db, { house: houseOf(feed), which: line, to: order, actor: c.get('user').name });
    switch (kept) {
      case 'done':
        return c.redirect(addressOf(path, { feed: name, done: order }), 303);
      case 'already':
        return page(
          c,
          name,
          wrong(order === 'keep' ? 'سبق أن أُبقي هذا السطر في القصص.' : 'لم يُبقَ هذا السطر من قبل.'),
          409,
        );
      case 'unknown':
        return page(c, name, wrong('لم يعد هذا السطر معروفاً.'), 409);
    }
  });
  return app;
}
