import { sql } from 'kysely';
import { beforeEach, describe, expect, test } from 'vitest';
import { inTransaction } from '../../src/database/transaction.ts';
import { cancelPush } from '../../src/delivery/push-control.ts';
import { correctPush, undoCorrection } from '../../src/editions/correct.ts';
import { createPush } from '../../src/editions/create.ts';
import { approvePush, dropPush, undoDecision } from '../../src/editions/decide.ts';
import { takeIn } from '../../src/editions/intake.ts';
import { acceptOffer, ignoreOffer, undoOffer } from '../../src/editions/offers.ts';
import { useDatabase } from '../setup/migrated.ts';
import { article, context, makeFeed, story } from './stories.ts';

const record = useDatabase();
let feed: Awaited<ReturnType<typeof makeFeed>>;

beforeEach(async () => {
  for (const table of ['push', 'correction_offer', 'article', 'feed'] as const) {
    await record.db.deleteFrom(table).execute();
  }
  feed = await makeFeed(record.db, 'desk', 'review');
});

const bring = (body: string) => takeIn(record.db, feed, story('one', { article: article('one', body) }), context);
const pushOf = (id: number) => record.db.selectFrom('push').selectAll().where('id', '=', id).executeTakeFirstOrThrow();

async function proposed(body = 'هذا نص القصة الأول.'): Promise<number> {
  const { pushId } = await bring(body);
  if (pushId === null) throw new Error('no proposal was made');
  return pushId;
}

/** A story that was sent; its push and the ways to change it. */
async function sent(): Promise<number> {
  const id = await proposed();
  await approvePush(record.db, { pushId: id, actor: 'رنا', as: 'story' });
  await record.db
    .updateTable('push')
    .set({ state: 'finished', started_at: new Date(), finished_at: new Date(), fanout_finished_at: new Date() })
    .where('id', '=', id)
    .execute();
  return id;
}

const offers = () =>
  record.db.selectFrom('correction_offer').select(['id', 'state', 'version', 'sent_version']).orderBy('id').execute();
const corrections = () =>
  record.db.selectFrom('push').select(['id', 'state']).where('kind', '=', 'correction').orderBy('id').execute();

describe('an undo takes back the decision that it was shown for', () => {
  test('and none that somebody made since', async () => {
    const pushId = await proposed();
    await dropPush(record.db, { pushId, actor: 'رنا' });
    const shown = (await pushOf(pushId)).decisions;
    await undoDecision(record.db, { pushId, actor: 'مازن', decision: shown });
    const sendAt = new Date(Date.now() + 3_600_000);
    await approvePush(record.db, { pushId, actor: 'مازن', as: 'story', sendAt });
    expect(await undoDecision(record.db, { pushId, actor: 'رنا', decision: shown })).toEqual({
      kind: 'already',
      state: 'approved',
      by: 'مازن',
    });
    expect(await pushOf(pushId)).toMatchObject({ state: 'approved', send_at: sendAt });
  });

  test('of a story alone: an edition that waits for its hour is no proposal', async () => {
    const { id } = await inTransaction(record.db, (trx) =>
      createPush(trx, {
        key: 'digest:test',
        edition: 'morning',
        kind: 'digest',
        state: 'approved',
        topics: [],
        content: { type: 'digest', edition: 'morning', instant: new Date().toISOString(), items: [] },
        createdBy: 'edition:morning',
      }),
    );
    for (const decide of [undoDecision, dropPush]) {
      expect(await decide(record.db, { pushId: id, actor: 'رنا' })).toMatchObject({ kind: 'already' });
    }
    expect(await pushOf(id)).toMatchObject({ state: 'approved', priority: 100 });
  });
});

describe('a proposal that is put back', () => {
  test('says what its story says now, and not what it said when it was dropped', async () => {
    const pushId = await proposed();
    await dropPush(record.db, { pushId, actor: 'رنا' });
    await bring('هذا نص آخر تماماً للقصة، فيه خبر جديد عن الوزير.');
    await undoDecision(record.db, { pushId, actor: 'رنا' });
    const { content, revision } = await pushOf(pushId);
    expect(content).toMatchObject({ item: { version: 2, summary: 'هذا نص آخر تماماً للقصة، فيه خبر جديد عن الوزير.' } });
    expect(revision).toBe(1);
  });
});

describe('a push that is cancelled before it began', () => {
  test('reaches nobody by the next digest either', async () => {
    const pushId = await proposed();
    await approvePush(record.db, { pushId, actor: 'رنا', as: 'story', sendAt: new Date(Date.now() + 3_600_000) });
    expect(await cancelPush(record.db, { pushId, actor: 'رنا' })).toMatchObject({ kind: 'done' });
    expect(await record.db.selectFrom('article').select('state').execute()).toEqual([{ state: 'dropped' }]);
  });
});

describe('a correction', () => {
  const edits = async (id: number, title: string) => {
    const { content } = await pushOf(id);
    if (content.type !== 'story') throw new Error('no story');
    return [{ articleId: content.item.articleId, change: { kind: 'corrected' as const, note: '' }, title }];
  };

  test('of two who correct at once the second is told', async () => {
    const pushId = await sent();
    const order = { pushId, notice: 'none', sendAt: new Date(Date.now() + 10_000), seen: 0 } as const;
    const both = await Promise.all([
      correctPush(record.db, { ...order, actor: 'رنا', edits: await edits(pushId, 'عنوان رنا') }),
      correctPush(record.db, { ...order, actor: 'مازن', edits: await edits(pushId, 'عنوان مازن') }),
    ]);
    expect(both.map(({ kind }) => kind).sort()).toEqual(['changed', 'made']);
    expect(await corrections()).toHaveLength(1);
  });

  test('is undone as long as nothing of it has begun, with its notice, and not after', async () => {
    const pushId = await sent();
    const order = async () =>
      correctPush(record.db, {
        pushId,
        actor: 'رنا',
        notice: 'all',
        edits: await edits(pushId, 'عنوان'),
        sendAt: new Date(Date.now() + 10_000),
      });
    const made = await order();
    if (made.kind !== 'made') throw new Error(made.kind);
    expect(await undoCorrection(record.db, { pushId: made.pushId, actor: 'رنا' })).toBe('done');
    const states = await record.db.selectFrom('push').select('state').where('id', '>', pushId).execute();
    expect(states).toEqual([{ state: 'cancelled' }, { state: 'cancelled' }]);

    const again = await order();
    if (again.kind !== 'made') throw new Error(again.kind);
    await record.db.updateTable('push').set({ started_at: sql`now()` }).where('id', '=', again.pushId).execute();
    expect(await undoCorrection(record.db, { pushId: again.pushId, actor: 'رنا' })).toBe('begun');
    expect((await pushOf(again.pushId)).state).toBe('approved');
    expect(await undoCorrection(record.db, { pushId, actor: 'رنا' })).toBe('unknown');
  });
});

describe('an offer that is accepted', () => {
  test('leaves alone what a person wrote, and says so', async () => {
    const pushId = await sent();
    const { content } = await pushOf(pushId);
    if (content.type !== 'story') throw new Error('no story');
    const written = { ...content, item: { ...content.item, summary: 'موجز كتبته رنا.' } };
    await record.db
      .updateTable('push')
      .set({ content: JSON.stringify(written) })
      .where('id', '=', pushId)
      .execute();
    await bring('هذا نص آخر تماماً للقصة، فيه خبر جديد عن الوزير.');
    const [offer] = await offers();
    if (!offer) throw new Error('no offer');
    const input = {
      offerId: offer.id,
      version: offer.version,
      actor: 'مازن',
      now: new Date(),
      notice: 'none',
    } as const;
    expect(await acceptOffer(record.db, input)).toEqual({ kind: 'written' });
    expect(await corrections()).toEqual([]);
    expect(await offers()).toMatchObject([{ state: 'open' }]);
  });
});

describe('an offer that is undone', () => {
  const decided = async () => {
    const [offer] = await offers();
    if (!offer) throw new Error('no offer');
    return { offerId: offer.id, version: offer.version, actor: 'رنا', now: new Date() };
  };

  test('with a newer one open: its corrections do not leave, and the newer waits', async () => {
    await sent();
    await bring('هذا نص آخر تماماً للقصة، فيه خبر جديد عن الوزير.');
    const input = await decided();
    expect(await acceptOffer(record.db, { ...input, notice: 'none' })).toEqual({ kind: 'done' });
    await bring('هذا نص ثالث للقصة، وقد نفى الوزير كل ما سبق نفياً قاطعاً.');
    expect(await undoOffer(record.db, input)).toEqual({ kind: 'done' });
    expect((await corrections()).map(({ state }) => state)).toEqual(['cancelled']);
    expect((await offers()).map(({ state, version }) => [state, version])).toEqual([
      ['ignored', 2],
      ['open', 3],
    ]);
  });

  test('opens with what the story says now, and not at all when the site took the change back', async () => {
    await sent();
    await bring('هذا نص آخر تماماً للقصة، فيه خبر جديد عن الوزير.');
    const input = await decided();
    await ignoreOffer(record.db, input);
    await bring('هذا نص القصة الأول.');
    expect(await undoOffer(record.db, input)).toEqual({ kind: 'done' });
    expect(await offers()).toMatchObject([{ state: 'ignored', version: 3 }]);
  });
});
