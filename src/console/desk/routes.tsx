import { type Context, Hono } from 'hono';
import { z } from 'zod';
import { nameOf } from '../../conversation/editors/fate.ts';
import { recordAudit } from '../../database/audit.ts';
import { listLanes } from '../../delivery/lane-report.ts';
import { endedSince, openPushes } from '../../delivery/open-pushes.ts';
import { offeredChange } from '../../editions/offer-changes.ts';
import { decideOffer, loadOfferDecision, type OfferDecision, offerVerbs, openOffers } from '../../editions/offers.ts';
import { loadProposal } from '../../editions/proposals.ts';
import { answer, done, numberIn, wrong } from '../answer.ts';
import { only, type SignedIn } from '../guard.ts';
import { startOfDay } from '../local-time.ts';
import type { Notice } from '../page.tsx';
import type { ConsoleParts } from '../parts.ts';
import { fateNotice } from './decisions.ts';
import { type Desk, DeskPage } from './page.tsx';
import type { AskedTime } from './proposal-card.tsx';
import { shownProposals } from './shown-proposal.ts';
import { standingStill } from './underway.tsx';

/** Pushes on one page of each kind. */
const mostPushes = 30;
const mostEnded = 10;

/** What a page of the desk says besides what is on it. */
export interface DeskShown {
  readonly notice?: Notice;
  readonly asked?: AskedTime;
  readonly link?: string;
}

/** Shows the desk as it is now; with `decided` or `offer` in its address, also what came of that. */
export function deskShower(parts: ConsoleParts) {
  return async (c: Context<SignedIn>, shown: DeskShown = {}, status: 200 | 400 | 409 = 200) => {
    const now = parts.now();
    return answer(
      c,
      <DeskPage
        user={c.get('user')}
        desk={await deskOf(parts, now)}
        rendering={parts}
        now={now}
        fate={status === 200 ? await fateIn(c, parts, now) : undefined}
        notice={shown.notice}
        asked={shown.asked}
        link={shown.link ?? ''}
      />,
      status,
    );
  };
}

async function deskOf(parts: ConsoleParts, now: Date): Promise<Desk> {
  const { db, newsroom } = parts;
  const open = await openPushes(db, mostPushes);
  const standing = standingStill(open, await listLanes(db), now);
  const stands = new Set(standing.flatMap((one) => (one.kind === 'lane' ? [] : [one.push.id])));
  const going = open.filter(({ id }) => !stands.has(id));
  const offers = [];
  for (const offer of await openOffers(db, mostPushes)) offers.push({ offer, change: await offeredChange(db, offer) });
  const { shown, more } = await shownProposals(parts);
  return {
    proposals: shown,
    more,
    offers,
    standing,
    sending: going.filter(({ state, sendAt }) => state === 'sending' || sendAt <= now),
    waiting: going.filter(({ state, sendAt }) => state === 'approved' && sendAt > now),
    ended: await endedSince(db, startOfDay(now, newsroom.timeZone), mostEnded),
  };
}

/** What became of what the address names: of the proposal or the offer that was decided on a moment ago. */
async function fateIn(c: Context<SignedIn>, parts: ConsoleParts, now: Date) {
  const { db, newsroom } = parts;
  const pushId = numberIn(c.req.query('decided'));
  const push = pushId === undefined ? undefined : await loadProposal(db, pushId);
  if (push) {
    const notice = fateNotice(push, { zone: newsroom.timeZone, now, from: 'desk', mine: isMine(c, push.approved_by) });
    return { notice, path: `/console?decided=${push.id}` };
  }
  const offerId = numberIn(c.req.query('offer'));
  const offer = offerId === undefined ? undefined : await loadOfferDecision(db, offerId);
  if (!offer) return undefined;
  return { notice: offerNotice(c, parts, offer), path: `/console?offer=${offer.id}` };
}

const isMine = (c: Context<SignedIn>, by: string | null) => by === c.get('user').name;

function offerNotice(
  c: Context<SignedIn>,
  { texts }: ConsoleParts,
  offer: NonNullable<Awaited<ReturnType<typeof loadOfferDecision>>>,
): Notice {
  if (offer.state === 'open') return done('عاد التغيير إلى انتظار القرار.');
  if (offer.decidedBy === null) return done(texts.say('editors.change.withdrawn'));
  const undo = { action: `/console/offers/${offer.id}/decide`, fields: { order: 'undo' } };
  const words =
    offer.state === 'ignored'
      ? 'بقي ما لدى القرّاء كما هو.'
      : offer.begun
        ? 'بدأ تصحيح ما أُرسل.'
        : 'يُصحَّح ما أُرسل بعد ثوانٍ.';
  return done(words, isMine(c, offer.decidedBy) && !offer.begun ? undo : undefined);
}

const offerOrder = z.object({
  order: z.enum(offerVerbs),
  version: z.coerce.number().int().default(0),
});

/** `/console`: the desk, and what is decided there of offers and of links. */
export function deskRoutes(parts: ConsoleParts): Hono<SignedIn> {
  const { db, texts } = parts;
  const app = new Hono<SignedIn>();
  const show = deskShower(parts);
  app.get('/console', (c) => show(c));

  app.post('/console/offers/:id/decide', only('publish'), async (c) => {
    const offerId = numberIn(c.req.param('id'));
    const parsed = offerOrder.safeParse(await c.req.parseBody());
    if (offerId === undefined || !parsed.success) return show(c, { notice: wrong('لم يُفهم الطلب.') }, 400);
    const { order, version } = parsed.data;
    const input = { offerId, version, actor: c.get('user').name, now: parts.now() };
    const decision = await decideOffer(db, order, input);
    if (decision.kind === 'done') return c.redirect(`/console?offer=${offerId}`, 303);
    return show(c, { notice: wrong(await whyNotOffer(offerId, order, decision)) }, 409);
  });

  async function whyNotOffer(
    offerId: number,
    order: string,
    decision: Exclude<OfferDecision, { kind: 'done' }>,
  ): Promise<string> {
    switch (decision.kind) {
      case 'changed':
        return order === 'undo'
          ? 'تغيّرت القصة مجدّداً، وعرضُها الجديد أدناه: قرّروا فيه.'
          : 'تغيّرت القصة مجدّداً بعد أن ظهرت لكم. هذا ما تغيّر الآن: راجعوه، ثم قرّروا.';
      case 'written':
        return texts.say('editors.change.written');
      case 'begun':
        return texts.say('editors.cannotUndo');
      case 'already': {
        const offer = await loadOfferDecision(db, offerId);
        if (!offer || offer.state === 'open') return 'هذا التغيير ما زال ينتظر القرار.';
        const fate = texts.say(offer.state === 'accepted' ? 'editors.change.accepted' : 'editors.change.ignored');
        return offer.decidedBy === null
          ? texts.say('editors.change.withdrawn')
          : texts.say('editors.already', { decision: fate, name: nameOf(texts, offer.decidedBy) });
      }
      case 'unknown':
        return texts.say('editors.gone');
    }
  }

  app.post('/console/proposals', only('publish'), async (c) => {
    const { link } = z.object({ link: z.string().catch('') }).parse(await c.req.parseBody());
    const made = await parts.pushLink(link.trim(), AbortSignal.any([parts.stopping, AbortSignal.timeout(60_000)]));
    switch (made.kind) {
      case 'proposed':
        await recordAudit(db, { actor: c.get('user').name, action: 'push.propose', subject: `push ${made.pushId}` });
        return c.redirect(`/console/pushes/${made.pushId}?made=proposed`, 303);
      case 'known':
        return c.redirect(`/console/pushes/${made.pushId}?made=${made.kind}`, 303);
      case 'failed':
        return show(
          c,
          { notice: wrong(`تعذّر إعداد هذه القصة: ${texts.say(`editors.pushFailure.${made.why}`)}.`), link },
          400,
        );
    }
  });
  return app;
}
