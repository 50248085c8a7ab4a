import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { composeDigest } from '../../src/editions/digest.ts';
import { takeIn } from '../../src/editions/intake.ts';
import { context, makeFeed, story } from '../editions/stories.ts';
import { useDatabase } from '../setup/migrated.ts';
import { testNewsroom } from '../setup/newsroom.ts';
import { openConsole } from './open-console.ts';

const record = useDatabase();
const newsroom = testNewsroom({
  editions: {
    breaking: { kind: 'breaking', names: { ar: 'عاجل', en: 'Breaking' } },
    morning: { kind: 'digest', names: { ar: 'نشرة الصباح', en: 'Morning' }, cron: '0 8 * * *', topics: ['politics'] },
    weekly: { kind: 'weekly', names: { ar: 'الأكثر قراءة', en: 'Most read' }, cron: '0 10 * * 5' },
  },
});

/** What stands of one edition. */
const partOf = (page: string, edition: string) =>
  page.split('data-edition="').find((part) => part.startsWith(`${edition}"`)) ?? '';

test('an edition tells when it leaves next, to how many, what it would carry now and what became of the last', async () => {
  const { db } = record;
  const now = new Date();
  const { signedIn } = await openConsole(record, { newsroom, now: () => now });
  const editor = await signedIn('محرّرة', 'editor');
  const made = await makeFeed(db, 'main', 'auto');
  for (const slug of ['one', 'two']) {
    await takeIn(db, made, story(slug, { treatment: 'hold', publishedAt: new Date() }), context);
  }
  await takeIn(db, made, story('other', { treatment: 'hold', topics: ['economy'] }), context);
  await sql`
    with lane as (insert into lane (name, channel) values ('telegram:1', 'telegram') returning id),
    people as (
      insert into subscriber (lane_id, channel, address_hash, address_sealed, language, state, destination)
      select lane.id, 'telegram', int4send(i), '\\x00', 'ar', (case when i = 9 then 'left' else 'active' end)::subscriber_state, i = 8
      from lane, generate_series(1, 9) i returning id
    ) insert into subscription (edition, subscriber_id) select 'morning', id from people`.execute(db);
  await sql`
    insert into edition_tick (edition, instant, state) values
      ('morning', now() - interval '2 days', 'skipped'), ('morning', now() - interval '1 day', 'empty')`.execute(db);

  const before = partOf(await editor.page('/console/editions'), 'morning');
  expect(before).toContain('تلغرام: 7 قرّاء');
  expect(before.match(/قصة (one|two|other)/g)).toEqual(['قصة two', 'قصة one']);
  expect(before.match(/<time datetime="[^"]*T0[56]:00:00\.000Z"/g)).toHaveLength(3);
  expect(before).toContain('لم يكن ما يُرسل');
  expect(before).toContain('كان البرنامج متوقّفاً');
  expect(before).toContain('(30 دقيقة)');
  // Looking keeps nothing: neither a summary nor a push.
  expect(await db.selectFrom('push').select('id').execute()).toEqual([]);

  const tick = { edition: 'morning', instant: now };
  await db.insertInto('edition_tick').values(tick).execute();
  const config = newsroom.editions.morning;
  if (config?.kind !== 'digest') throw new Error('it is a digest');
  const composed = await composeDigest(db, tick, config, context.summarise);
  if (composed.kind !== 'composed') throw new Error(composed.kind);
  const after = partOf(await editor.page('/console/editions'), 'morning');
  expect(after).toContain('لو حان موعدها الآن لما أُرسلت');
  expect(after).toContain(`href="/console/pushes/${composed.pushId}"`);
  expect(partOf(await editor.page('/console/editions'), 'breaking')).not.toContain('لو حان موعدها');
});
