import { describe, expect, test } from 'vitest';
import { rssType } from '../e2e/feed.ts';
import { useDatabase } from '../setup/migrated.ts';
import { pollOnce, pushedTitles, usePolling } from './polling.ts';

const database = useDatabase();
const polling = usePolling(database, (site) => [
  { name: 'main', url: `${site}/main`, mode: 'auto', pollEvery: '1m', firstRun: 5, maxPerPoll: 2 },
]);

interface Entry {
  readonly id: string;
  readonly slug: string;
  readonly title: string;
  readonly text: string;
  readonly at?: string;
}

/** Polls a feed of these entries, whose texts are short and whose pages the site shows to its readers only. */
async function poll(...entries: readonly Entry[]): Promise<number[]> {
  const items = entries.map(
    ({ id, slug, title, text, at = '2026-11-23T09:00:00Z' }) =>
      `<item><title>${title}</title><link>${polling.server.url}/${slug}</link><guid isPermaLink="false">${id}</guid>
<pubDate>${new Date(at).toUTCString()}</pubDate><content:encoded><![CDATA[<p>${text}</p>]]></content:encoded></item>`,
  );
  const body = `<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>درج</title><link>https://daraj.media</link>${items.join('')}</channel></rss>`;
  for (const { slug } of entries) polling.server.set(`/${slug.replace(/\?.*/, '')}`, { status: 403, body: '' });
  polling.server.set('/main', { ...rssType, body });
  return pollOnce(polling);
}

const count = async (table: 'article' | 'article_version' | 'correction_offer') =>
  (await database.db.selectFrom(table).selectAll().execute()).length;

const library: Entry = {
  id: '7',
  slug: 'library',
  title: 'افتتاح المكتبة العامة بعد ترميمها',
  text: 'فتحت المكتبة العامة أبوابها أمس بعد ترميم استمر ثلاث سنوات، وبلغت كلفته مليون دولار قدّمتها بلدية المدينة وجمعيات أهلية عدة، وتضم 120 ألف كتاب ومخطوط، بينها مخطوطات نادرة من القرن الخامس عشر أصبحت متاحة للباحثين.',
};
const strike: Entry = {
  id: '7',
  slug: 'strike',
  title: 'سائقو الحافلات يضربون عن العمل',
  text: 'بدأ سائقو الحافلات في العاصمة إضراباً مفتوحاً احتجاجاً على تأخر الأجور، وقال ممثلهم إن شركة النقل لم تدفع شيئاً منذ شهرين، فيما دعت وزارة النقل الطرفين إلى التفاوض وحذرت من شلل الطرق في الصباح.',
};
const flash: Entry = {
  id: '7',
  slug: 'flash',
  title: 'عاجل: إضراب سائقي الحافلات',
  text: 'بدأ سائقو الحافلات إضراباً مفتوحاً.',
};

describe('an id that a source gives again', () => {
  test('to a story under another address with another text: it is told, once, and corrects nothing', async () => {
    await poll(library);
    expect(await poll(strike)).toHaveLength(1);
    expect(await poll(strike)).toEqual([]);
    expect(await pushedTitles(database.db)).toEqual([library.title, strike.title]);
    expect([await count('article_version'), await count('correction_offer')]).toEqual([2, 0]);
  });

  test('each story is then followed by what is its own: the later one by the id, the earlier by its address', async () => {
    await poll(library);
    await poll(strike);
    await poll({ ...strike, slug: 'bus-strike', text: `${strike.text} ثم علّقوا الإضراب.` });
    await poll({ ...library, text: library.text.replace('مليون', 'مليوني') });
    expect([await count('article'), await count('article_version'), await count('correction_offer')]).toEqual([
      2, 4, 2,
    ]);
  });

  test.each<[string, Entry]>([
    [
      'the slug corrected, and a word of the text',
      { ...library, slug: 'public-library', text: library.text.replace('أمس', 'الأحد') },
    ],
    [
      'parameters of a campaign in the address',
      { ...library, slug: 'library?from=rss-7', title: 'المكتبة العامة تفتح' },
    ],
    ['the same address, all written anew', { ...strike, slug: library.slug }],
    ['the same title, all else written anew', { ...strike, title: library.title }],
  ])('to the same story, edited (%s): a correction is offered, nothing told again', async (_, edited) => {
    await poll(library);
    expect(await poll(edited)).toEqual([]);
    expect([await count('article'), await count('article_version'), await count('correction_offer')]).toEqual([
      1, 2, 1,
    ]);
  });

  test('to a flash that became a report under another address: the same story', async () => {
    await poll(flash);
    expect(await poll(strike)).toEqual([]);
    expect([await count('article'), await count('correction_offer')]).toEqual([1, 1]);
  });

  test('again and again, as two copies of a feed do: each story is told once', async () => {
    for (const entry of [library, strike, library, strike, library]) await poll(entry);
    expect(await pushedTitles(database.db)).toEqual([library.title, strike.title]);
    expect(await count('article_version')).toBe(2);
  });

  test('to all of its stories, numbered anew: no more are told than of any flood, and none that is old', async () => {
    const subjects = [
      'أعلنت نقابة المعلمين نتائج انتخاباتها في المحافظات الشمالية',
      'ارتفعت أسعار القمح عالمياً بعد جفاف ضرب مزارع أستراليا',
      'فاز فريق الشباب بكأس كرة السلة للمرة الأولى',
      'عثر علماء آثار على مدفن روماني قرب مدينة تدمر',
    ];
    await poll(
      ...subjects.map((_, n) => ({
        ...library,
        id: `${n}`,
        slug: `old-${n}`,
        title: `${'أ'.repeat(n + 3)}`,
        text: `${'ب'.repeat(n + 3)} ${'ج'.repeat(n + 3)}`,
      })),
    );
    const before = (await pushedTitles(database.db)).length;
    const renumbered = subjects.map((title, n) => ({ id: `${n}`, slug: `new-${n}`, title, text: `${title}.` }));
    const old = { at: '2026-11-15T09:00:00Z' };
    const made = await poll(...renumbered.map((entry, n) => (n === 3 ? { ...entry, ...old } : entry)));
    expect([before, made.length, await count('article')]).toEqual([4, 2, 8]);
  });
});
