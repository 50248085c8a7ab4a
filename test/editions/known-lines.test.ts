import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { keepLine, reportHouse } from '../../src/articles/house-lines-report.ts';
import { houseOf } from '../../src/articles/house-lines-store.ts';
import { pruneRecords } from '../../src/database/retention.ts';
import { takeInDistributed, takeInHanded } from '../../src/editions/handed-over.ts';
import { SeenEntries } from '../../src/editions/seen-entries.ts';
import { parseFeed } from '../../src/feeds/parse.ts';
import { useDatabase } from '../setup/migrated.ts';
import { pollOnce, usePolling } from './polling.ts';

const database = useDatabase();
const polling = usePolling(database, (site) => [
  { name: 'main', url: `${site}/feed`, mode: 'auto', pollEvery: '1m', firstRun: 10 },
  { name: 'culture', url: `${site}/culture`, mode: 'auto', pollEvery: '1m', firstRun: 10 },
]);

/** No rule of form, place or vocabulary tells it from an article's own text. */
const ofTheSite = 'تحفظ المدن ذاكرة سكانها في أسماء شوارعها وأسواقها القديمة.';
const stories = [
  ['budget', 'بلدية صور تقرّ موازنة العام المقبل', 'المجلس البلدي'],
  ['flood', 'فيضان يغمر قرى الساحل الشمالي', 'الدفاع المدني'],
  ['dollar', 'الدولار يتراجع أمام اليورو', 'مكتب الصرافة'],
  ['strike', 'معلمون يضربون عن العمل أسبوعاً', 'رابطة المدرّسين'],
  ['stamps', 'متحف جديد للطوابع في القاهرة', 'أمين المتحف'],
  ['cinema', 'مهرجان السينما يختتم دورته العاشرة', 'لجنة التحكيم'],
  ['bees', 'نحّالون يحذّرون من مبيد مستورد', 'نقابة النحّالين'],
  ['train', 'أول قطار كهربائي يصل إلى وهران', 'هيئة السكك'],
] as const;
type Story = (typeof stories)[number];

const own = ([, title, who]: Story) => [
  `أعلن ${who} صباح الاثنين ما انتهى إليه النقاش بشأن «${title}» بعد ثلاث جلسات حضرها مندوبون من أحياء المدينة كلّها.`,
  `وأوضح ${who} أن التفاصيل تُنشر نهاية الأسبوع، وأن الاعتراضات تُقبل خطياً خلال عشرة أيام من تاريخ النشر.`,
  `ويعود الخلاف إلى عام 2019 حين قدّم ${who} أول تقرير عن الموضوع، ولم يُبتّ فيه إلا بعد أربع سنوات.`,
];
/** As a theme prints it: a title of another story in the text, and what all pages say under it. */
const page = (story: Story, beside?: Story, changed = '') => {
  const [first = '', ...rest] = own(story);
  return `<html lang="ar"><head><title>${story[1]}</title></head><body><article><h1>${story[1]}</h1><div class="entry-content">
    <p>${first}${changed}</p><p>${rest[0]}</p>${beside ? `<p>${beside[1]}</p>` : ''}<p>${rest[1]}</p><p>${ofTheSite}</p></div></article></body></html>`;
};
const item = (site: string, [slug, title]: Story, guid: string = slug) =>
  `<item><title>${title}</title><link>${site}/stories/${slug}</link><guid isPermaLink="false">${guid}</guid><pubDate>Mon, 23 Nov 2026 09:00:00 GMT</pubDate></item>`;

/** Sets what the site shows: a feed of teasers and the pages of its stories. */
function show(
  told: readonly Story[],
  options: { feed?: string; guid?: (slug: string) => string; changed?: string } = {},
) {
  const { server } = polling;
  const guid = options.guid ?? ((slug: string) => slug);
  server.set(options.feed ?? '/feed', {
    contentType: 'application/rss+xml; charset=utf-8',
    body: `<rss version="2.0"><channel><title>درج</title><link>${server.url}</link>${told.map((story) => item(server.url, story, guid(story[0]))).join('')}</channel></rss>`,
  });
  for (const [index, story] of told.entries()) {
    server.set(`/stories/${story[0]}`, {
      contentType: 'text/html; charset=utf-8',
      body: page(story, told[index + 1] ?? told[index - 1], options.changed),
    });
  }
}

/** What the record has of each story, newest version, by its slug. */
async function bodies(): Promise<Map<string, string[]>> {
  const rows = await database.db
    .selectFrom('article as a')
    .innerJoin('article_version as v', (join) =>
      join.onRef('v.article_id', '=', 'a.id').onRef('v.version', '=', 'a.version'),
    )
    .select(['a.link', 'v.blocks'])
    .execute();
  return new Map(rows.map(({ link, blocks }) => [link.split('/').at(-1) ?? '', blocks.map(({ text }) => text)]));
}
const counted = async () =>
  (await database.db.selectFrom('house_line').select('stories').where('text', '=', ofTheSite).executeTakeFirst())
    ?.stories ?? 0;
const house = () => houseOf({ name: 'main', url: `${polling.server.url}/feed` });
const report = () => reportHouse(database.db, house());
/** As after a start: nothing is remembered but what is in the record. */
const restart = () => {
  polling.context = { ...polling.context, seen: new SeenEntries() };
};
const empty = async () => {
  await database.db.deleteFrom('house').execute();
};

describe('a feed whose pages carry what the site repeats', { timeout: 60_000 }, () => {
  test('the first poll’s stories tell one another, and each that follows is told by those before it', async () => {
    await empty();
    show(stories.slice(0, 6));
    await pollOnce(polling);
    expect(await bodies()).toEqual(new Map(stories.slice(0, 6).map((story) => [story[0], own(story)])));
    show(stories.slice(0, 7));
    await pollOnce(polling);
    expect((await bodies()).get('bees')).toEqual(own(stories[6]));
    expect(await report()).toMatchObject({
      stories: 7,
      titles: 7,
      lines: [{ text: ofTheSite, stories: 7, state: 'taken off' }],
    });
    const summaries = await database.db.selectFrom('push').select('content').execute();
    expect(JSON.stringify(summaries)).not.toContain(ofTheSite);
  });

  test('what comes again after a start, under another id or edited is counted once, and is no change because of what was learnt', async () => {
    await empty();
    // Three stories do not tell enough: they keep the line.
    show(stories.slice(0, 3));
    await pollOnce(polling);
    expect((await bodies()).get('budget')).toContain(ofTheSite);
    expect(await counted()).toBe(3);
    show(stories.slice(0, 3), { guid: (slug) => `${slug}-again` });
    restart();
    await pollOnce(polling);
    expect(await counted()).toBe(3);
    expect((await report()).lines).toEqual([]);

    show(stories.slice(0, 5));
    restart();
    await pollOnce(polling);
    expect((await bodies()).get('stamps')).toEqual(own(stories[4]));
    expect(await counted()).toBe(5);
    // What was taken in before keeps the line, and is not a changed story now that the line is known.
    restart();
    await pollOnce(polling);
    const versions = () =>
      database.db.selectFrom('article_version').select('version').where('version', '>', 1).execute();
    expect(await versions()).toEqual([]);
    expect((await bodies()).get('budget')).toContain(ofTheSite);
    // The site changes what stands beside a story, and nothing of the story.
    polling.server.set('/stories/budget', {
      contentType: 'text/html; charset=utf-8',
      body: page(stories[0], stories[4]),
    });
    restart();
    await pollOnce(polling);
    expect(await versions()).toEqual([]);
    // An edit is a change, without the line, and counts nothing.
    show(stories.slice(0, 5), { changed: ' ونفى المجلس ما قيل عن استقالة رئيسه.' });
    restart();
    await pollOnce(polling);
    expect(await versions()).toHaveLength(5);
    expect((await bodies()).get('budget')).not.toContain(ofTheSite);
    expect(await counted()).toBe(5);
  });

  test('dying between the count and the story’s end leaves neither, and the next poll does both once', async () => {
    await empty();
    show(stories.slice(0, 5));
    // The connection dies while the third story's push is written, after its lines were counted.
    await sql`
      create function die() returns trigger language plpgsql as $$
      begin
        if (select count(*) from push) >= 2 then perform pg_terminate_backend(pg_backend_pid()); end if;
        return new;
      end $$`.execute(database.db);
    await sql`create trigger die before insert on push for each row execute function die()`.execute(database.db);
    await expect(pollOnce(polling)).rejects.toThrow();
    await sql`drop trigger die on push`.execute(database.db);
    await sql`drop function die`.execute(database.db);
    expect([(await bodies()).size, await counted(), (await report()).stories]).toEqual([2, 2, 2]);
    restart();
    await pollOnce(polling);
    expect([(await bodies()).size, await counted(), (await report()).stories]).toEqual([5, 5, 5]);
    expect((await bodies()).get('stamps')).toEqual(own(stories[4]));
  });

  test('two feeds of one house learn together, and a story in both is counted once', async () => {
    await empty();
    show(stories.slice(0, 2));
    show(stories.slice(1, 4), { feed: '/culture', guid: (slug) => `culture-${slug}` });
    await pollOnce(polling);
    await pollOnce(polling, 'culture');
    expect(await counted()).toBe(4);
    expect((await bodies()).get('strike')).toEqual(own(stories[3]));
  });

  test('what the site hands over or a hub brings learns and profits as a poll does; a page of another host tells nothing of this house', async () => {
    await empty();
    show(stories.slice(0, 4));
    await pollOnce(polling);
    const entry = (story: Story) => {
      const [found] = parseFeed(
        Buffer.from(`<rss version="2.0"><channel><title>د</title>${item(polling.server.url, story)}</channel></rss>`),
        {
          url: polling.server.url,
          now: polling.now,
        },
      ).items;
      if (!found) throw new Error('no entry');
      return found;
    };
    polling.server.set('/stories/cinema', { contentType: 'text/html; charset=utf-8', body: page(stories[5]) });
    const never = AbortSignal.timeout(50_000);
    await takeInHanded(polling.context, entry(stories[5]), never, async () => {});
    expect((await bodies()).get('cinema')).toEqual(own(stories[5]));
    polling.server.set('/stories/bees', { contentType: 'text/html; charset=utf-8', body: page(stories[6]) });
    const body = Buffer.from(
      `<rss version="2.0"><channel><title>د</title>${item(polling.server.url, stories[6])}</channel></rss>`,
    );
    await takeInDistributed(
      polling.context,
      'main',
      { body, contentType: 'application/rss+xml' },
      never,
      async () => {},
    );
    expect((await bodies()).get('bees')).toEqual(own(stories[6]));
    expect(await counted()).toBe(6);
    const html = `<p>${own(stories[7]).join('</p><p>')}</p><p>${ofTheSite}</p>`;
    await takeInHanded(
      polling.context,
      { ...entry(stories[7]), link: 'https://elsewhere.example/train', contentHtml: html, content: 'whole' },
      never,
      async () => {},
    );
    expect((await bodies()).get('train')).toContain(ofTheSite);
    expect(await counted()).toBe(6);
  });
});

describe('what was learnt', { timeout: 60_000 }, () => {
  test('is overruled by an editor, before or after, and that can be taken back', async () => {
    await empty();
    const { db } = database;
    show(stories.slice(0, 5));
    await pollOnce(polling);
    const [line] = (await report()).lines;
    if (!line) throw new Error('nothing was learnt');
    const say = (to: 'keep' | 'release', which: number | string) =>
      keepLine(db, { house: house(), which, to, actor: 'an editor' });
    expect([await say('keep', line.id), await say('keep', line.id), await say('keep', 999_999)]).toEqual([
      'done',
      'already',
      'unknown',
    ]);
    show(stories.slice(0, 6));
    await pollOnce(polling);
    expect((await bodies()).get('cinema')).toContain(ofTheSite);
    expect(await say('release', ofTheSite)).toBe('done');
    // Kept by its words before any story had it.
    const [, title] = stories[6];
    expect(await say('keep', title)).toBe('done');
    show(stories);
    await pollOnce(polling);
    expect((await bodies()).get('train')).toEqual([...own(stories[7]).slice(0, 2), title, own(stories[7])[2]]);
    expect((await report()).lines.map(({ text, state }) => [text, state])).toEqual([
      [ofTheSite, 'taken off'],
      [title, 'kept'],
    ]);
  });

  test('is forgotten 90 days after a story had it, but for what an editor said', async () => {
    await empty();
    const { db } = database;
    show(stories.slice(0, 4));
    await pollOnce(polling);
    await keepLine(db, { house: house(), which: stories[5][1], to: 'keep', actor: 'an editor' });
    const later = (days: number) => new Date(Date.now() + days * 86_400_000);
    const { retention } = polling.newsroom;
    expect(await pruneRecords(db, retention, later(89))).toMatchObject({ houseLines: 0 });
    const before = Number(
      (
        await db
          .selectFrom('house_line')
          .select((eb) => eb.fn.countAll().as('n'))
          .executeTakeFirstOrThrow()
      ).n,
    );
    expect(await pruneRecords(db, retention, later(91))).toMatchObject({ houseLines: before - 1 });
    expect((await report()).lines).toMatchObject([{ text: stories[5][1], state: 'kept' }]);
  });

  test('keeps the text only of lines that more than one story had', async () => {
    await empty();
    show(stories.slice(0, 4));
    await pollOnce(polling);
    const texts = await database.db.selectFrom('house_line').select('text').where('text', 'is not', null).execute();
    expect(texts.map(({ text }) => text).sort()).toEqual([stories[2][1], ofTheSite].sort());
  });
});
