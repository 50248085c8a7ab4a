import { beforeEach, describe, expect, test } from 'vitest';
import { approvePush, dropPush, keepForDigest, undoDecision } from '../../src/editions/decide.ts';
import { composeDigest } from '../../src/editions/digest.ts';
import { takeIn } from '../../src/editions/intake.ts';
import { acceptOffer } from '../../src/editions/offers.ts';
import { useDatabase } from '../setup/migrated.ts';
import { article, context, makeFeed, newsroom, story } from './stories.ts';

const database = useDatabase();
let auto: Awaited<ReturnType<typeof makeFeed>>;
let review: Awaited<ReturnType<typeof makeFeed>>;

beforeEach(async () => {
  const { db } = database;
  await db.deleteFrom('push').execute();
  await db.deleteFrom('article').execute();
  await db.deleteFrom('edition_tick').execute();
  await db.deleteFrom('feed').execute();
  auto = await makeFeed(db, 'main', 'auto');
  review = await makeFeed(db, 'desk', 'review');
});

const pushes = () => database.db.selectFrom('push').select(['id', 'key', 'state', 'kind']).orderBy('id').execute();

const offers = () => database.db.selectFrom('correction_offer').selectAll().orderBy('id').execute();

describe('taking in stories', () => {
  test('a story of an auto feed becomes one approved push, however often it is polled', async () => {
    const first = await takeIn(database.db, auto, story('a'), context);
    const second = await takeIn(database.db, auto, story('a'), context);
    expect(first.saved.kind).toBe('new');
    expect(second).toEqual({ saved: { kind: 'same', articleId: first.saved.articleId }, pushId: null });
    expect(await pushes()).toMatchObject([{ state: 'approved', kind: 'breaking' }]);
  });

  test('two pollers that bring a story at the same moment make one article and one push', async () => {
    await Promise.all(Array.from({ length: 8 }, () => takeIn(database.db, auto, story('race'), context)));
    expect(await pushes()).toHaveLength(1);
    expect(await database.db.selectFrom('article').select('id').execute()).toHaveLength(1);
  });

  test('a guid that changes, a link that changes or a second feed of the house lead to the same story', async () => {
    const { saved } = await takeIn(database.db, auto, story('a'), context);
    const newGuid = await takeIn(
      database.db,
      auto,
      story('a', { keys: ['guid:1:other', 'link:https://daraj.media/a'] }),
      context,
    );
    const newLink = await takeIn(
      database.db,
      auto,
      story('a', { keys: ['guid:1:other', 'link:https://daraj.media/b'] }),
      context,
    );
    const elsewhere = await takeIn(
      database.db,
      review,
      story('a', { keys: ['guid:2:x', 'link:https://daraj.media/b'] }),
      context,
    );
    for (const again of [newGuid, newLink, elsewhere]) {
      expect(again.saved).toEqual({ kind: 'same', articleId: saved.articleId });
    }
  });

  test('the same body under another title and address is told once by two feeds, and twice by one', async () => {
    const under = (slug: string) => story(slug, { keys: [`link:https://daraj.media/${slug}`, 'body:same'] });
    const first = await takeIn(database.db, auto, under('one'), context);
    const elsewhere = await takeIn(database.db, review, under('two'), context);
    expect(elsewhere.saved).toEqual({ kind: 'same', articleId: first.saved.articleId });
    expect((await takeIn(database.db, auto, under('three'), context)).saved.kind).toBe('new');
    expect((await takeIn(database.db, auto, under('three'), context)).saved.kind).toBe('same');
    expect(await pushes()).toHaveLength(2);
  });

  test('a story of a review feed waits as a proposal', async () => {
    await takeIn(database.db, review, story('r'), context);
    expect(await pushes()).toMatchObject([{ state: 'proposed' }]);
  });

  test('baseline stories are remembered and not told', async () => {
    await takeIn(database.db, auto, story('old', { treatment: 'baseline' }), context);
    expect(await pushes()).toEqual([]);
    expect((await takeIn(database.db, auto, story('old'), context)).saved.kind).toBe('same');
  });

  test('substantive changes of a story that was sent make one offer that is kept up to date, and send nothing', async () => {
    await takeIn(database.db, auto, story('a'), context);
    const change = (text: string) => takeIn(database.db, auto, story('a', { article: article('a', text) }), context);
    const result = await change('نص مختلف تماماً.');
    expect(result).toMatchObject({ saved: { kind: 'changed', version: 2, previous: 1 }, pushId: null });
    await change('نص مختلف تماماً.');
    expect(await offers()).toMatchObject([{ sent_version: 1, version: 2, state: 'open' }]);
    await change('نص ثالث لا يشبه ما سبق.');
    expect(await offers()).toMatchObject([{ sent_version: 1, version: 3, state: 'open' }]);
    expect(await pushes()).toMatchObject([{ kind: 'breaking', state: 'approved' }]);
  });

  test('a story that says again what readers have takes its offer back', async () => {
    await takeIn(database.db, auto, story('a'), context);
    await takeIn(database.db, auto, story('a', { article: article('a', 'نص مختلف تماماً.') }), context);
    await takeIn(database.db, auto, story('a'), context);
    expect(await offers()).toMatchObject([{ state: 'ignored', version: 3 }]);
  });

  test('a text that an earlier version of the program hashed otherwise has not changed', async () => {
    const text = article('a', 'ارتفعت الأسعار 35% في شهر.');
    await takeIn(database.db, auto, story('a', { article: text, contentKey: 'of an earlier version' }), context);
    const again = await takeIn(database.db, auto, story('a', { article: text }), context);
    expect(again.saved.kind).toBe('same');
    expect(await offers()).toEqual([]);
    const [kept] = await database.db.selectFrom('article_version').select('content_key').execute();
    expect(kept?.content_key).toBe(story('a', { article: text }).contentKey);
    const corrected = article('a', 'ارتفعت الأسعار 35 في شهر.');
    await takeIn(database.db, auto, story('a', { article: corrected }), context);
    expect(await offers()).toMatchObject([{ sent_version: 1, version: 2, state: 'open' }]);
  });

  test('another author is offered as a correction, and takes the place of the first in what was sent', async () => {
    const signed = (byline: string) => story('a', { article: { ...article('a'), byline } });
    await takeIn(database.db, auto, signed('ريم سعد'), context);
    await takeIn(database.db, auto, signed('سامر حداد'), context);
    const [offer] = await offers();
    expect(offer).toMatchObject({ sent_version: 1, version: 2, state: 'open' });
    const order = { offerId: offer?.id ?? 0, version: 2, actor: 'rana', now: new Date(), notice: 'none' } as const;
    expect(await acceptOffer(database.db, order)).toEqual({ kind: 'done' });
    const sent = await database.db.selectFrom('push').select('content').where('kind', '=', 'correction').execute();
    expect(sent).toMatchObject([{ content: { now: { item: { byline: 'سامر حداد' } } } }]);
  });

  test('a story with no breaking edition for its topics waits for digests only', async () => {
    const only = { ...context, newsroom: { ...newsroom, editions: { morning: newsroom.editions.morning } as never } };
    expect((await takeIn(database.db, auto, story('a'), only)).pushId).toBeNull();
  });
});

describe('editors decide once', () => {
  test('of two decisions at once one wins and the other is told', async () => {
    const { pushId } = await takeIn(database.db, review, story('r'), context);
    if (pushId === null) throw new Error('a proposal was expected');
    const outcomes = await Promise.all([
      approvePush(database.db, { pushId, actor: 'rana', as: 'breaking' }),
      dropPush(database.db, { pushId, actor: 'sami' }),
    ]);
    expect(outcomes.map((outcome) => outcome.kind).sort()).toEqual(['already', 'done']);
  });

  test('a decision can be undone until it began to leave', async () => {
    const { pushId } = await takeIn(database.db, review, story('r'), context);
    if (pushId === null) throw new Error('a proposal was expected');
    await approvePush(database.db, { pushId, actor: 'rana', as: 'story' });
    expect(await undoDecision(database.db, { pushId, actor: 'rana' })).toMatchObject({ kind: 'done' });
    await approvePush(database.db, { pushId, actor: 'rana', as: 'story' });
    await database.db.updateTable('push').set({ fanout_after: 5 }).where('id', '=', pushId).execute();
    expect(await undoDecision(database.db, { pushId, actor: 'rana' })).toMatchObject({ kind: 'already' });
  });

  test('every decision is on record', async () => {
    const { pushId } = await takeIn(database.db, review, story('r'), context);
    if (pushId === null) throw new Error('a proposal was expected');
    await keepForDigest(database.db, { pushId, actor: 'rana' });
    const entries = await database.db
      .selectFrom('audit')
      .select(['actor', 'action'])
      .where('subject', '=', `push ${pushId}`)
      .execute();
    expect(entries).toEqual([{ actor: 'rana', action: 'push.keep-for-digest' }]);
  });
});

describe('digests', () => {
  const tick = { edition: 'morning', instant: new Date() };
  const config = newsroom.editions.morning;
  if (config?.kind !== 'digest') throw new Error('the test newsroom has a digest');
  const due = () => database.db.insertInto('edition_tick').values(tick).execute();
  const compose = () => composeDigest(database.db, tick, config, context.summarise);

  test('eight instances that compose one tick make one digest', async () => {
    await takeIn(database.db, auto, story('a'), context);
    await due();
    const made = await Promise.all(Array.from({ length: 8 }, compose));
    expect(made.filter((result) => result.kind === 'composed')).toHaveLength(1);
    expect((await pushes()).filter((push) => push.kind === 'digest')).toHaveLength(1);
  });

  test('a story stands in an edition once; dropped and undecided ones never', async () => {
    await takeIn(database.db, auto, story('a'), context);
    await takeIn(database.db, review, story('waiting'), context);
    const dropped = await takeIn(database.db, review, story('dropped'), context);
    await dropPush(database.db, { pushId: dropped.pushId ?? 0, actor: 'rana' });
    const kept = await takeIn(database.db, review, story('kept'), context);
    await keepForDigest(database.db, { pushId: kept.pushId ?? 0, actor: 'rana' });
    await due();
    expect(await compose()).toMatchObject({ kind: 'composed', stories: 2 });
    const next = { edition: 'morning', instant: new Date(tick.instant.getTime() + 60_000) };
    await database.db.insertInto('edition_tick').values(next).execute();
    expect(await composeDigest(database.db, next, config, context.summarise)).toEqual({ kind: 'empty' });
  });

  test('what a restored record had waiting may have been in one since, and is in none', async () => {
    await takeIn(database.db, auto, story('then'), context);
    await database.db.updateTable('record').set({ restored_from: new Date() }).execute();
    await takeIn(database.db, auto, story('now'), context);
    await due();
    expect(await compose()).toMatchObject({ kind: 'composed', stories: 1 });
    await database.db.updateTable('record').set({ restored_from: null }).execute();
  });

  test('with alreadySent: skip only stories that were not sent by themselves are in', async () => {
    await takeIn(database.db, auto, story('sent'), context);
    await takeIn(database.db, auto, story('held', { treatment: 'hold' }), context);
    await due();
    const skip = { ...config, alreadySent: 'skip' as const };
    expect(await composeDigest(database.db, tick, skip, context.summarise)).toMatchObject({ stories: 1 });
  });
});
