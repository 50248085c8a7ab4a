import { type Context, Hono } from 'hono';
import { z } from 'zod';
import { hasWhatsAppChannel } from '../../config/newsroom.ts';
import { listPushes, type PushReport, reportOn } from '../../delivery/push-report.ts';
import { costOf } from '../../editions/paid.ts';
import { loadProposal, type Proposal } from '../../editions/proposals.ts';
import { answer, done, numberIn, wrong } from '../answer.ts';
import { decide, decisions, fateNotice, isOverdue, notDone } from '../desk/decisions.ts';
import type { AskedTime } from '../desk/proposal-card.tsx';
import { deskShower } from '../desk/routes.tsx';
import { shownProposal } from '../desk/shown-proposal.ts';
import { only, type SignedIn } from '../guard.ts';
import { timeToCome } from '../local-time.ts';
import { type Notice, Page } from '../page.tsx';
import type { ConsoleParts } from '../parts.ts';
import { changeRoutes, mayChange } from './change-routes.tsx';
import { editRoutes } from './edit-routes.tsx';
import { listedStates, PushListPage } from './list-page.tsx';
import { PushPage } from './push-page.tsx';
import { confirmed, leftBy, steer, steeredNotice, steering } from './steer.ts';

/** Pushes on one page of the list. */
const perPage = 50;

const decision = z.object({
  order: z.enum(decisions),
  from: z.enum(['desk', 'push']).default('desk'),
  seen: z.coerce.number().int().min(0).optional(),
  stars: z.coerce.number().int().min(0).optional(),
  decision: z.coerce.number().int().min(0).optional(),
  date: z.string().max(20).default(''),
  time: z.string().max(20).default(''),
});

const steered = z.object({ order: z.enum(steering), confirm: z.literal('yes').optional() });

/** `/console/pushes`: the list, one push, and what is decided and ordered of it. */
export function pushRoutes(parts: ConsoleParts): Hono<SignedIn> {
  const { db, newsroom, texts } = parts;
  const zone = newsroom.timeZone;
  const app = new Hono<SignedIn>();
  const showDesk = deskShower(parts);

  app.get('/console/pushes', async (c) => {
    const asked = c.req.query('state');
    const state = listedStates.find((one) => one === asked);
    const before = numberIn(c.req.query('before'));
    const found = await listPushes(db, { state, limit: perPage + 1, ...(before === undefined ? {} : { before }) });
    const pushes = found.slice(0, perPage);
    const next = found.length > perPage ? pushes.at(-1)?.id : undefined;
    return answer(
      c,
      <PushListPage user={c.get('user')} pushes={pushes} state={state} before={before} next={next} zone={zone} />,
    );
  });

  async function show(
    c: Context<SignedIn>,
    id: number | undefined,
    shown: { readonly notice?: Notice; readonly asked?: AskedTime } = {},
    status: 200 | 400 | 409 = 200,
  ) {
    const push = id === undefined ? undefined : await loadProposal(db, id);
    const report = push && (await reportOn(db, push.id));
    if (!push || !report) return noPush(c);
    const now = parts.now();
    const fate = status === 200 ? fateIn(c, push, now) : undefined;
    return answer(
      c,
      <PushPage
        user={c.get('user')}
        shown={{
          push,
          report,
          proposal: push.state === 'proposed' ? await shownProposal(parts, push.id) : undefined,
          mayCorrect: await mayChange(db, 'correct', push),
          mayRetract: await mayChange(db, 'retract', push),
        }}
        rendering={parts}
        now={now}
        fate={fate}
        notice={shown.notice ?? noticeIn(c, report)}
        asked={shown.asked}
      />,
      status,
    );
  }

  /** What became of what the address says was decided or ordered a moment ago. */
  function fateIn(c: Context<SignedIn>, push: Proposal, now: Date) {
    const path = `/console/pushes/${push.id}`;
    const mine = push.approved_by === c.get('user').name;
    if (c.req.query('ordered') !== undefined)
      return { notice: orderedNotice(push, mine, now), path: `${path}?ordered` };
    if (c.req.query('decided') === undefined) return undefined;
    return { notice: fateNotice(push, { zone, now, from: 'push', mine }), path: `${path}?decided` };
  }
  app.route('/', changeRoutes(parts));
  app.route('/', editRoutes(parts));
  app.get('/console/pushes/:id', (c) => show(c, numberIn(c.req.param('id'))));

  app.post('/console/pushes/:id/decide', only('publish'), async (c) => {
    const pushId = numberIn(c.req.param('id'));
    const parsed = decision.safeParse(await c.req.parseBody());
    if (pushId === undefined || !parsed.success) return show(c, pushId, { notice: wrong('لم يُفهم الطلب.') }, 400);
    const { order, from, seen, stars, decision: undone, date, time } = parsed.data;
    const again = (notice: Notice, status: 400 | 409, asked?: AskedTime) => {
      const said = { notice, ...(asked === undefined ? {} : { asked }) };
      return from === 'desk' ? showDesk(c, said, status) : show(c, pushId, said, status);
    };
    const now = parts.now();
    const asked = order === 'at' ? timeToCome(date, time, zone, now) : undefined;
    if (asked?.kind === 'wrong') return again(wrong(asked.why), 400, { pushId, date, time });
    const push = await loadProposal(db, pushId);
    if (order === 'channel' && push && !hasWhatsAppChannel(newsroom, push.edition)) {
      return again(wrong('لا قناة لكم على واتساب تنشر هذه النشرة.'), 400);
    }
    const actor = c.get('user').name;
    // No more is agreed to than it costs, whatever a form says.
    const cost = push?.fare === 'paid' && stars !== undefined ? await costOf(db, newsroom, pushId) : null;
    const agreed = cost === null || stars === undefined ? undefined : Math.min(stars, cost.most);
    const decided = await decide(db, {
      pushId,
      actor,
      order,
      seen,
      stars: agreed,
      at: asked?.at,
      decision: undone,
      now,
    });
    if (decided.kind !== 'done') {
      return again(notDone(texts, { order }, decided, await loadProposal(db, pushId)), 409);
    }
    return c.redirect(from === 'desk' ? `/console?decided=${pushId}` : `/console/pushes/${pushId}?decided`, 303);
  });

  app.post('/console/pushes/:id/steer', only('publish'), async (c) => {
    const pushId = numberIn(c.req.param('id'));
    const parsed = steered.safeParse(await c.req.parseBody());
    if (pushId === undefined || !parsed.success) return show(c, pushId, { notice: wrong('لم يُفهم الطلب.') }, 400);
    const { order, confirm } = parsed.data;
    if (confirmed.includes(order) && confirm !== 'yes') {
      return show(c, pushId, { notice: wrong('أكّدوا أوّلاً بوضع العلامة.') }, 400);
    }
    const came = await steer(db, order, { pushId, actor: c.get('user').name });
    if (came.kind === 'refused') return show(c, pushId, { notice: wrong(came.why) }, 409);
    if (order === 'undo' || (order === 'cancel' && (await loadProposal(db, pushId))?.corrects)) {
      return c.redirect(`/console/pushes/${pushId}?ordered`, 303);
    }
    const sentTo = came.readers === undefined ? '' : `&readers=${came.readers}`;
    return c.redirect(`/console/pushes/${pushId}?done=${order}${sentTo}`, 303);
  });
  return app;
}

/** What the address says was done a moment ago, where the push is still as that left it. */
function noticeIn(c: Context, { state, books }: PushReport): Notice | undefined {
  if (c.req.query('unchanged') !== undefined) return wrong('لم يُفعل شيء: لا تُصحَّح هذه الدفعة ولا تُسحب في حالتها هذه.');
  const edited = c.req.query('edited');
  if (edited === 'same') return done('لم يتغيّر شيء: هذا هو النصّ المحفوظ.');
  if (edited === 'save') return done('حُفظ النصّ. هذا ما يصل القرّاء إن نشرتموه.');
  if (edited === 'restore') return done('استُعيد نصّ الآلة.');
  const order = steering.find((one) => one === c.req.query('done'));
  const to = numberIn(c.req.query('readers'));
  if (order && leftBy(order, state)) return steeredNotice(order, to === undefined ? to : Math.min(to, books.audience));
  const made = c.req.query('made');
  if (made === 'proposed') return done('أُعدّ الاقتراح. هذا ما يصل القرّاء إن نشرتموه.');
  return made === 'known' ? done('لهذه القصة دفعة سابقة، وهي هذه.') : undefined;
}

function noPush(c: Context<SignedIn>) {
  return answer(
    c,
    <Page user={c.get('user')} title="لا دفعة بهذا الرقم" here="/console/pushes">
      <p class="notice wrong">
        ربّما أُزيلت من السجلّ لقِدَمها. انظروا في <a href="/console/pushes">القائمة</a>.
      </p>
    </Page>,
    404,
  );
}

/** What became of a correction or a retraction; while nothing of it has begun it can be undone. */
function orderedNotice({ id, state, begun, sendAt }: Proposal, mine: boolean, now: Date): Notice {
  if (state === 'cancelled') {
    return done(begun ? 'أُلغي. ما لم يتغيّر بعدُ بقي كما هو.' : 'أُلغي قبل أن يبدأ. ما لدى القرّاء كما هو.');
  }
  if (state === 'finished') return done('تغيّر ما لدى القرّاء.');
  if (state !== 'approved' || begun) return done('بدأ تغيير ما لدى القرّاء.');
  const undo = { action: `/console/pushes/${id}/steer`, fields: { order: 'undo' } };
  return done(isOverdue(sendAt, now) ? 'حان وقته ولم يبدأ بعد.' : 'يبدأ بعد ثوانٍ.', mine ? undo : undefined);
}
