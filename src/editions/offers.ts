import { sql } from 'kysely';
import { diffArticles } from '../articles/diff.ts';
import { loadArticle, type StoredArticle } from '../articles/store.ts';
import { recordAudit } from '../database/audit.ts';
import type { Db } from '../database/database.ts';
import type { PushState } from '../database/schema.ts';
import { inTransaction, type Trx } from '../database/transaction.ts';
import { correctable, correctPushIn } from './correct.ts';
import { type ItemEdit, itemsOf, type NoticeTo, type PushItem } from './push.ts';
import { undoTime } from './undo-time.ts';

/**
 * Offers the editors a correction of a story that changed after it was sent. One offer a story is open at a time: the
 * next change brings it up to date, and a story that says again what readers have takes it back. Nothing is offered of a
 * story that nobody was sent.
 */
export async function offerCorrection(trx: Trx, now: StoredArticle): Promise<void> {
  const sent = await sentVersion(trx, now.id);
  if (sent === null) return;
  const before = await loadArticle(trx, now.id, sent);
  if (!before || diffArticles(before.article, now.article).length === 0) {
    await trx
      .updateTable('correction_offer')
      .set({ state: 'ignored', decided_by: null, decided_at: new Date(), version: now.version })
      .where('article_id', '=', now.id)
      .where('state', '=', 'open')
      .execute();
    return;
  }
  await trx
    .insertInto('correction_offer')
    .values({ article_id: now.id, sent_version: sent, version: now.version })
    .onConflict((conflict) =>
      conflict
        .column('article_id')
        .where('state', '=', 'open')
        .doUpdateSet({ sent_version: sent, version: now.version, changed_at: new Date() }),
    )
    .execute();
}

/** The oldest version of a story that some readers have; null when nobody was sent it. */
async function sentVersion(trx: Trx, articleId: number): Promise<number | null> {
  const { version } = await correctable(trx)
    .innerJoin('push_article as pa', 'pa.push_id', 'p.id')
    .select(({ fn }) => fn.min('pa.version').as('version'))
    .where('pa.article_id', '=', articleId)
    .executeTakeFirstOrThrow();
  return version;
}

export interface OpenOffer {
  readonly id: number;
  readonly articleId: number;
  /** The version that readers have. */
  readonly sentVersion: number;
  /** The version that the site has now. */
  readonly version: number;
  readonly changedAt: Date;
}

/** Offers that wait for a decision, the longest-waiting first. */
export function openOffers(db: Db, limit: number): Promise<OpenOffer[]> {
  return db
    .selectFrom('correction_offer')
    .select(['id', 'article_id as articleId', 'sent_version as sentVersion', 'version', 'changed_at as changedAt'])
    .where('state', '=', 'open')
    .orderBy('id')
    .limit(limit)
    .execute();
}

/** What was decided of an offer. `begun`: something of its correction is on its way. */
export async function loadOfferDecision(
  db: Db,
  id: number,
): Promise<
  | {
      readonly id: number;
      readonly state: 'open' | 'accepted' | 'ignored';
      readonly decidedBy: string | null;
      readonly begun: boolean;
    }
  | undefined
> {
  const found = await db
    .selectFrom('correction_offer')
    .select(['id', 'state', 'decided_by as decidedBy', 'article_id as articleId'])
    .where('id', '=', id)
    .executeTakeFirst();
  if (!found) return undefined;
  const { articleId, ...offer } = found;
  if (offer.state !== 'accepted') return { ...offer, begun: false };
  const corrections = await correctionsOf(db, { id, article_id: articleId }).execute();
  return { ...offer, begun: corrections.some(hasBegun) };
}

/** The corrections that an offer led to and that were not undone. */
function correctionsOf(db: Db | Trx, offer: { readonly id: number; readonly article_id: number }) {
  return db
    .selectFrom('push')
    .select(['id', 'state', 'started_at'])
    .where('kind', '=', 'correction')
    .where('state', '<>', 'cancelled')
    .where('id', 'in', (eb) =>
      eb.selectFrom('push_article').select('push_id').where('article_id', '=', offer.article_id),
    )
    .where('key', 'like', `correction:%:${keyOf(offer.id)}%`);
}

const hasBegun = ({ state, started_at }: { state: PushState; started_at: Date | null }) =>
  started_at !== null || state !== 'approved';

/** Offers whose message in the editors' group is not there yet, or tells of an older version. */
export async function offersToShow(db: Db): Promise<number[]> {
  const rows = await db
    .selectFrom('correction_offer')
    .select('id')
    .where((eb) =>
      eb.or([
        eb.and([eb('state', '=', 'open'), eb('shown_version', 'is', null)]),
        eb.and([eb('shown_version', 'is not', null), eb('shown_version', '<>', eb.ref('version'))]),
      ]),
    )
    .orderBy('id')
    .limit(50)
    .execute();
  return rows.map((row) => row.id);
}

/** `changed`: the story changed again, and the editor has not seen how. */
export type OfferDecision =
  | { readonly kind: 'done' }
  | { readonly kind: 'changed' }
  | { readonly kind: 'already'; readonly by: string | null }
  | { readonly kind: 'begun' }
  /** A person wrote what readers have: it is corrected by hand. */
  | { readonly kind: 'written' }
  | { readonly kind: 'unknown' };

interface OfferInput {
  readonly offerId: number;
  /** The version that the editor saw. */
  readonly version: number;
  readonly actor: string;
  readonly now: Date;
}

/**
 * Corrects the story in every push that carried it. Where a person wrote what readers have, that stands: it is `written`, and
 * corrected by hand.
 */
export function acceptOffer(
  db: Db,
  input: OfferInput & { readonly notice: NoticeTo | 'none' },
): Promise<OfferDecision> {
  return decide(db, input, 'accepted', async (trx, offer) => {
    const stored = await loadArticle(trx, offer.article_id, offer.version);
    if (!stored) return 'gone';
    const edit: ItemEdit = {
      articleId: stored.id,
      version: stored.version,
      change: { kind: 'corrected', note: '' },
      title: stored.summary?.title ?? stored.article.title,
      byline: stored.article.byline,
      ...(stored.summary ? { summary: stored.summary.summary } : {}),
    };
    const pushes = await correctable(trx)
      .innerJoin('push_article as pa', 'pa.push_id', 'p.id')
      .select(['p.id', 'p.content'])
      .where('pa.article_id', '=', offer.article_id)
      .where('pa.version', '<', offer.version)
      .orderBy('p.id')
      .execute();
    let made = 0;
    let written = 0;
    for (const { id, content } of pushes) {
      const item = itemsOf(content).find(({ articleId }) => articleId === offer.article_id);
      if (item && (await isWritten(trx, item))) {
        written += 1;
        continue;
      }
      const ordered = await correctPushIn(trx, {
        pushId: id,
        actor: input.actor,
        notice: input.notice,
        edits: [edit],
        key: `${keyOf(offer.id)}${input.now.getTime()}`,
        sendAt: new Date(input.now.getTime() + undoTime),
      });
      if (ordered.kind === 'made') made += 1;
    }
    if (made > 0) return 'done';
    return written > 0 ? 'written' : 'gone';
  });
}

/** Whether a person wrote what a push says of a story, in place of what the desk made of that version. */
async function isWritten(trx: Trx, { articleId, version, title, summary }: PushItem): Promise<boolean> {
  const made = (await loadArticle(trx, articleId, version))?.summary;
  return made !== undefined && made !== null && (made.title !== title || made.summary !== summary);
}

/** Readers need not hear of it. */
export function ignoreOffer(db: Db, input: OfferInput): Promise<OfferDecision> {
  return decide(db, input, 'ignored', async () => 'done');
}

/**
 * Opens a decided offer again, as long as nothing of its corrections has begun; with what the story says now. Where the
 * story changed since, the newer offer waits already: the older one's corrections are taken back, and it is closed.
 */
export function undoOffer(db: Db, input: Omit<OfferInput, 'version'>): Promise<OfferDecision> {
  return inTransaction(db, async (trx) => {
    const offer = await lock(trx, input.offerId);
    if (!offer) return { kind: 'unknown' };
    if (offer.state === 'open') return { kind: 'already', by: null };
    const newer = await trx
      .selectFrom('correction_offer')
      .select('id')
      .where('article_id', '=', offer.article_id)
      .where('state', '=', 'open')
      .executeTakeFirst();
    const corrections = await correctionsOf(trx, offer).forUpdate().execute();
    if (corrections.some(hasBegun)) return { kind: 'begun' };
    const ids = corrections.map(({ id }) => id);
    if (ids.length > 0) {
      await trx
        .updateTable('push')
        .set({ state: 'cancelled', finished_at: input.now })
        .where((eb) => eb.or([eb('id', 'in', ids), eb('corrects', 'in', ids)]))
        .execute();
    }
    if (newer && offer.state === 'ignored') return { kind: 'changed' };
    await trx
      .updateTable('correction_offer')
      .set(
        newer
          ? { state: 'ignored', decided_by: input.actor, decided_at: input.now, ...toShowAnew }
          : { state: 'open', decided_by: null, decided_at: null, ...toShowAnew },
      )
      .where('id', '=', offer.id)
      .execute();
    await recordAudit(trx, { actor: input.actor, action: 'offer.undo', subject: `offer ${offer.id}` });
    const now = newer ? undefined : await loadArticle(trx, offer.article_id);
    if (now) await offerCorrection(trx, now);
    return { kind: 'done' };
  });
}

/** What an editor may press under an offer. `tell`: correct, and tell readers of it by a message of its own. */
export const offerVerbs = ['correct', 'tell', 'ignore', 'undo'] as const;
export type OfferVerb = (typeof offerVerbs)[number];

/** Carries out what was pressed. */
export function decideOffer(db: Db, verb: OfferVerb, input: OfferInput): Promise<OfferDecision> {
  switch (verb) {
    case 'correct':
      return acceptOffer(db, { ...input, notice: 'none' });
    case 'tell':
      return acceptOffer(db, { ...input, notice: 'all' });
    case 'ignore':
      return ignoreOffer(db, input);
    case 'undo':
      return undoOffer(db, input);
  }
}

/** The editors' message tells of an offer as it was before: no version is nought. */
const toShowAnew = { shown_version: sql<number | null>`case when shown_version is not null then 0 end` };

const keyOf = (offerId: number) => `offer:${offerId}:`;

type Offer = NonNullable<Awaited<ReturnType<typeof lock>>>;

function lock(trx: Trx, id: number) {
  return trx.selectFrom('correction_offer').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();
}

function decide(
  db: Db,
  input: OfferInput,
  state: 'accepted' | 'ignored',
  /** `gone`: what it is about is not there any more; `written`: a person's text is all there is. Nothing was done then. */
  carryOut: (trx: Trx, offer: Offer) => Promise<'done' | 'gone' | 'written'>,
): Promise<OfferDecision> {
  return inTransaction(db, async (trx) => {
    const offer = await lock(trx, input.offerId);
    if (!offer) return { kind: 'unknown' };
    if (offer.state !== 'open') return { kind: 'already', by: offer.decided_by };
    if (offer.version !== input.version) return { kind: 'changed' };
    const carried = await carryOut(trx, offer);
    if (carried !== 'done') return { kind: carried === 'gone' ? 'unknown' : 'written' };
    await trx
      .updateTable('correction_offer')
      .set({ state, decided_by: input.actor, decided_at: input.now, ...toShowAnew })
      .where('id', '=', offer.id)
      .execute();
    await recordAudit(trx, {
      actor: input.actor,
      action: state === 'accepted' ? 'offer.accept' : 'offer.ignore',
      subject: `offer ${offer.id}`,
    });
    return { kind: 'done' };
  });
}
