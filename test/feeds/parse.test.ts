import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { articleFromItem } from '../../src/articles/from-item.ts';
import { FeedError } from '../../src/feeds/error.ts';
import { parseFeed } from '../../src/feeds/parse.ts';
import { fixture, now, parseFixture } from './fixtures.ts';

describe('formats', () => {
  test('RSS 2.0 of WordPress: content, teaser, author, tags, ids', () => {
    const feed = parseFixture('daraj-wordpress.xml');
    expect(feed).toMatchObject({ format: 'rss', title: 'درج', link: 'https://example.org/', warnings: [] });
    expect(feed.items).toHaveLength(1);
    expect(feed.items[0]).toMatchObject({
      guid: 'https://example.org/?p=98765',
      title: 'توكاييف رافضاً حرب بوتين على أوكرانيا… كازاخستان تتمرد على حليفها الروسي',
      byline: 'مراسل درج',
      tags: ['سياسة', 'روسيا', 'كازاخستان'],
      publishedAt: new Date('2022-07-12T08:30:00Z'),
    });
    expect(feed.items[0]?.contentHtml).toContain('منظمة معاهدة الأمن الجماعي');
  });

  test('RSS 0.91, with a DOCTYPE', () => {
    expect(parseFixture('rss-091.xml').items[0]).toMatchObject({
      title: 'خبر قديم',
      link: 'http://old.example.org/1.html',
    });
  });

  test('RSS 1.0 (RDF)', () => {
    const feed = parseFixture('rdf.xml');
    expect(feed.format).toBe('rdf');
    expect(feed.items.map((item) => item.title)).toEqual(['خبر أول', 'خبر ثانٍ']);
    expect(feed.items[0]).toMatchObject({
      guid: 'https://example.org/1',
      byline: 'سلمى خوري',
      tags: ['ثقافة'],
      publishedAt: new Date('2024-03-05T08:00:00Z'),
    });
  });

  test('Atom, with xml:base, XHTML content and text that only looks like a tag', () => {
    const feed = parseFixture('atom.xml');
    expect(feed).toMatchObject({ format: 'atom', title: 'مدوّنة المثال' });
    expect(feed.items[0]).toMatchObject({
      guid: 'urn:1',
      link: 'https://example.org/blog/posts/1',
      title: 'عنوان مائل & آخر',
      byline: 'هيئة التحرير',
      tags: ['ثقافة'],
      imageUrl: 'https://example.org/blog/1.jpg',
      publishedAt: new Date('2024-03-04T06:00:00Z'),
      updatedAt: new Date('2024-03-05T10:00:00Z'),
    });
    expect(feed.items[1]).toMatchObject({ link: 'https://other.example.org/x', byline: 'وليد حنا' });
    expect(feed.items[1]?.contentHtml).toBe('نص بلا وسوم: 3 &lt; 5');
  });

  test('JSON Feed', () => {
    const feed = parseFixture('json-feed.json');
    expect(feed).toMatchObject({ format: 'json-feed', title: 'تغذية المثال' });
    expect(feed.items[0]).toMatchObject({
      guid: '1',
      byline: 'سمر عون',
      tags: ['اقتصاد'],
      imageUrl: 'https://example.org/i.jpg',
      updatedAt: new Date('2024-03-05T10:00:00Z'),
    });
    expect(feed.items[1]).toMatchObject({
      guid: '2',
      link: 'https://example.org/j2',
      contentHtml: '<p>فقرة &lt;أولى>.</p><p>فقرة ثانية.</p>',
    });
  });

  test('a picture that a JSON Feed attaches, and tags in one field with commas', () => {
    const item = { id: '1', url: 'https://example.org/1', title: 'عنوان', content_html: '<p>نص</p>' };
    const attachments = [
      { url: 'https://example.org/a.mp3', mime_type: 'audio/mpeg' },
      { url: 'https://example.org/a.jpg', mime_type: 'image/jpeg' },
    ];
    const json = { version: 'https://jsonfeed.org/version/1.1', title: 'ج', items: [{ ...item, attachments }] };
    expect(parseFeed(JSON.stringify(json)).items[0]?.imageUrl).toBe('https://example.org/a.jpg');
    const rss = `<rss version="2.0"><channel><title>ج</title><item><title>عنوان</title><link>https://example.org/1</link>
      <category>سياسة، اقتصاد</category><category>#بيئة</category></item></channel></rss>`;
    expect(parseFeed(rss).items[0]?.tags).toEqual(['سياسة', 'اقتصاد', 'بيئة']);
  });

  test('posts of WordPress REST whose title is plain text, and whose GMT date an import left as zeros', () => {
    const post = {
      id: 4,
      link: 'https://example.org/4/',
      title: 'عنوان &#8211; تتمة',
      content: { rendered: '<p>نص</p>' },
      date_gmt: '0000-00-00T00:00:00',
      date: '2024-03-05T10:00:00',
    };
    expect(parseFeed(JSON.stringify([post]), { timeZone: 'Asia/Beirut' }).items[0]).toMatchObject({
      title: 'عنوان – تتمة',
      publishedAt: new Date('2024-03-05T08:00:00Z'),
    });
  });

  test('posts of WordPress REST: GMT dates, embedded author and picture; a protected post is left out', () => {
    const feed = parseFixture('wordpress-posts.json', { url: 'https://example.org/wp-json/wp/v2/posts' });
    expect(feed).toMatchObject({ format: 'wordpress', link: 'https://example.org/' });
    expect(feed.items).toHaveLength(2);
    expect(feed.items[0]).toMatchObject({
      guid: 'https://example.org/?p=101',
      title: 'عنوان “مقتبس” – تتمة',
      byline: 'نوال شمّاس',
      tags: ['ثقافة', 'مسرح'],
      imageUrl: 'https://example.org/wp-content/f.jpg',
      imageAlt: 'واجهة المسرح',
      publishedAt: new Date('2024-03-05T10:00:00Z'),
    });
    expect(feed.items[1]).toMatchObject({ guid: 'wordpress:103', byline: 'كاتب من Yoast' });
    expect(feed.warnings).toContain('post 102 is behind a password and was skipped');
  });

  test('a news sitemap; a plain one gives its newest addresses', () => {
    const feed = parseFixture('news-sitemap.xml');
    expect(feed).toMatchObject({ format: 'sitemap', title: 'صحيفة المثال' });
    expect(feed.items[0]).toMatchObject({
      link: 'https://example.org/n1?a=1&b=2',
      title: 'خبر في خريطة الموقع',
      tags: ['سياسة', 'انتخابات', 'محلي'],
      imageUrl: 'https://example.org/n1.jpg',
      publishedAt: new Date('2024-03-05T08:00:00Z'),
    });
    expect(feed.items[1]?.title).toBe('خبر ثانٍ & أخير');

    const otherPrefixes = parseFeed(
      fixture('news-sitemap.xml').toString('utf8').replaceAll('news:', 'n:').replaceAll('image:', 'i:'),
      { now },
    );
    expect(otherPrefixes).toMatchObject({ title: feed.title, items: feed.items });
    const plain = parseFixture('plain-sitemap.xml');
    expect(plain.items).toHaveLength(100);
    expect(plain.warnings).toContain('a sitemap without news: the newest 100 of 150 addresses were taken');
  });
});

describe('broken sources are saved as far as they are whole', () => {
  const titlesOf = (name: string) => parseFixture(name).items.map((item) => item.title);

  test('a cut download loses only its unfinished entry', () => {
    const feed = parseFixture('truncated.xml');
    expect(feed.items.map((item) => item.title)).toEqual(['خبر رقم 1', 'خبر رقم 2', 'خبر رقم 3']);
    expect(feed.warnings).toContain('the source is cut off; the last, unfinished entry was left out');
  });

  test('wherever a feed is cut, whole entries come out and nothing of the rest', () => {
    const whole = fixture('truncated.xml');
    fc.assert(
      fc.property(fc.integer({ min: 400, max: whole.length }), (length) => {
        const feed = parseFeed(whole.subarray(0, length), { now });
        for (const item of feed.items) expect(item.contentHtml).toMatch(/تكفي\.<\/p>$/);
      }),
      { numRuns: 60 },
    );
  });

  test('missing closing tags', () => {
    expect(titlesOf('unclosed-tag.xml')).toEqual(['أول', 'ثانٍ', 'ثالث', 'رابع', 'خامس']);
  });

  test('one broken entry does not cost the others', () => {
    expect(titlesOf('broken-entry.xml')).toEqual(expect.arrayContaining(['أول', 'ثالث']));
  });

  test('what plugins print around the document', () => {
    const feed = parseFixture('junk-around.xml');
    expect(feed.items).toHaveLength(3);
    expect(feed.warnings).toEqual([
      expect.stringMatching(/characters before the document were cut/),
      expect.stringMatching(/characters after the document were cut/),
    ]);
  });

  test('bare ampersands and angles, HTML entities', () => {
    expect(titlesOf('bare-ampersand.xml')).toEqual([
      'بحث & تطوير: R&D في الجامعات',
      '«حرب النجوم» – الجزء الأول …',
      '5 < 6 والعكس غير صحيح',
    ]);
  });

  test('control characters', () => {
    expect(titlesOf('control-characters.xml')).toEqual(['عنوان فيه رموز', 'ثانٍ']);
  });

  test('CDATA everywhere, and an example of a feed inside an article', () => {
    const feed = parseFixture('cdata-odd.xml');
    expect(feed.items).toHaveLength(1);
    expect(feed.items[0]).toMatchObject({
      title: 'عنوان',
      link: 'https://example.org/cd/',
      guid: 'cd',
      publishedAt: new Date('2024-03-05T08:00:00Z'),
    });
    expect(feed.items[0]?.contentHtml).toContain('ليس عنصراً');
  });

  test('CDATA that nothing ends costs no entry behind it', () => {
    const entry = (n: number, text: string) =>
      `<item><title>خبر ${n}</title><link>https://example.org/${n}</link><description>${text}</description><guid>${n}</guid></item>`;
    const open = '<![CDATA[<p>فتح السوق القديم.</p>';
    for (const last of ['نص بلا علامات', '<![CDATA[<p>نص</p>]]>']) {
      const feed = parseFeed(
        `<rss version="2.0"><channel><title>س</title>${entry(1, `${open}]]>`)}${entry(2, open)}${entry(3, last)}</channel></rss>`,
      );
      expect(feed.items.map(({ title }) => title)).toEqual(['خبر 1', 'خبر 2', 'خبر 3']);
      expect(feed.items[1]?.summaryHtml).toBe('<p>فتح السوق القديم.</p>');
      expect(feed.warnings).toContain('text that nothing ended (CDATA) was ended with its field');
    }
  });

  test.each([
    ['the whole feed', 'r:', 'r:'],
    ['its entries', '', 'r:'],
  ])('a prefix on the tags of %s', (_, own, ofEntry) => {
    const xml = `<${own}rss xmlns:r="http://example.org/r" version="2.0"><${own}channel><${own}title>السوق</${own}title>
      <${ofEntry}item><${ofEntry}title>خبر</${ofEntry}title><${ofEntry}link>https://example.org/1</${ofEntry}link></${ofEntry}item></${own}channel></${own}rss>`;
    expect(parseFeed(xml)).toMatchObject({ title: 'السوق', items: [{ title: 'خبر', link: 'https://example.org/1' }] });
  });

  test('namespaces nobody declared', () => {
    expect(parseFixture('undeclared-namespaces.xml').items[0]).toMatchObject({
      byline: 'سعاد مراد',
      contentHtml: '<p>نص.</p>',
    });
  });

  test('entities of a DOCTYPE neither expand nor open files', () => {
    const started = performance.now();
    const [item] = parseFixture('entity-bomb.xml').items;
    expect(item?.title).not.toContain('aaaaaaaaaa');
    expect(item?.title).not.toContain('root:');
    expect(performance.now() - started).toBeLessThan(1_000);
  });
});

test('a short text that a DOCTYPE names stands where it is named', () => {
  const xml =
    '<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY jr "الجزيرة &amp; أخواتها"><!ENTITY amp "x"><!ENTITY two "&jr;&jr;">]><rss version="2.0"><channel><title>ص</title><item><title>قناة &jr; تبث &amp; تعيد</title><link>https://example.org/1</link><description><![CDATA[<p>نص &jr; و&two;</p>]]></description></item></channel></rss>';
  expect(parseFeed(xml).items[0]).toMatchObject({
    title: 'قناة الجزيرة & أخواتها تبث & تعيد',
    contentHtml: null,
    summaryHtml: '<p>نص &jr; و&two;</p>',
  });
});

test('a title of thousands of marks does not hold the desk up', () => {
  const entry = `<item><title>${'كلمة - '.repeat(20_000)}|</title><link>https://example.org/1</link></item>`;
  const started = performance.now();
  parseFeed(`<rss version="2.0"><channel>${entry}</channel></rss>`);
  expect(performance.now() - started).toBeLessThan(4_000);
});

describe('the house’s name behind the titles of its feed', () => {
  const titlesOf = (title: string, titles: readonly string[]) =>
    parseFeed(
      `<rss version="2.0"><channel><title>${title}</title>${titles.map((one, at) => `<item><title>${one}</title><link>https://example.org/${at}</link></item>`).join('')}</channel></rss>`,
    ).items.map((item) => item.title);

  test('is no part of them', () => {
    expect(
      titlesOf('جريدة الساحل | آخر الأخبار', ['البلدية تغلق جسر الميناء - جريدة الساحل', 'سوق السمك - أول أيامه']),
    ).toEqual(['البلدية تغلق جسر الميناء', 'سوق السمك - أول أيامه']);
    const towns = ['صور', 'صيدا', 'جبيل', 'زحلة', 'عكار'];
    expect(
      titlesOf(
        'RSS',
        towns.map((town) => `بلدية ${town} تفتح المسبح | الساحل`),
      ),
    ).toEqual(towns.map((town) => `بلدية ${town} تفتح المسبح`));
  });

  test('is none of a kind or a town that stands behind all, nor the end of a headline that comes again', () => {
    const heads = [
      'البلدية تغلق الجسر',
      'سوق السمك يعود',
      'رفع أسعار الخبز',
      'انقطاع المياه غدا',
      'افتتاح مكتبة جديدة',
    ];
    for (const behind of ['فيديو', 'تحليل', 'بالفيديو والصور', 'حلب']) {
      const titles = heads.map((one) => `${one} - ${behind}`);
      expect(titlesOf(behind, titles)).toEqual(titles);
    }
    const same = heads.map(() => 'البلدية تغلق الجسر - تتمة الخبر');
    expect(titlesOf('الساحل', same)).toEqual(same);
  });

  test('what stands behind some of them is theirs, and so is a short title of its own', () => {
    const titles = ['البلدية تغلق جسر الميناء - فيديو', 'افتتاح سوق السمك اليوم', 'عن «الساحل» - الساحل'];
    expect(titlesOf('الساحل', titles)).toEqual(titles);
  });
});

describe('JSON as servers send it', () => {
  const posts = [1, 2, 3].map((id) => ({ id, link: `https://example.org/${id}`, title: { rendered: `خبر ${id}` } }));
  const whole = JSON.stringify(posts);
  const titlesOf = (text: string) => parseFeed(text).items.map(({ title }) => title);

  test.each([
    [
      'behind a warning',
      `<br />\n<b>Warning</b>: Undefined array key {"x"} in <b>/srv/y.php</b> on line <b>2</b>\n${whole}`,
    ],
    ['with a comment behind it', `${whole}\n<!-- cached -->`],
    ['with line ends in its strings', whole.replace('خبر 1', 'خبر\n1')],
    ['with a comma before a bracket', whole.replace('}]', '},]')],
  ])('%s', (_, text) => {
    expect(titlesOf(text)).toEqual(['خبر 1', 'خبر 2', 'خبر 3']);
  });

  test('cut off, it keeps the entries that are whole, and says so', () => {
    expect(titlesOf(whole.slice(0, -9))).toEqual(['خبر 1', 'خبر 2']);
    const feed = JSON.stringify({
      version: 'https://jsonfeed.org/version/1.1',
      title: 'ص',
      items: posts.map(({ id, link }) => ({ id, url: link, title: `"خبر" ${id}` })),
    });
    const read = parseFeed(feed.slice(0, -9));
    expect(read.items).toHaveLength(2);
    expect(read.warnings).toContain('the source is cut off; the last, unfinished entry was left out');
  });

  test('other data is still none', () => {
    expect(() => parseFeed('{"ok":true,"data":[{"a":1},')).toThrow(/neither a JSON Feed|cut off or broken/);
    expect(() => parseFeed(`<html><body><pre>${whole}</pre></body></html>`)).toThrow(/web page/);
  });
});

describe('of several links of an Atom entry', () => {
  const linkOf = (links: string, language = 'ar') =>
    parseFeed(
      `<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${language}"><title>ص</title><entry><title>خبر</title><id>1</id>${links}</entry></feed>`,
    ).items[0]?.link;

  test('the page in the feed’s language is the story’s', () => {
    const links =
      '<link rel="alternate" hreflang="en" href="https://example.org/en"/><link rel="alternate" hreflang="ar" href="https://example.org/ar"/>';
    expect(linkOf(links)).toBe('https://example.org/ar');
    expect(linkOf(links, 'en-GB')).toBe('https://example.org/en');
    expect(linkOf(links, 'fr')).toBe('https://example.org/en');
  });

  test('where there is none, that of its content is', () => {
    expect(linkOf('<content type="text/html" src="https://example.org/c"/>')).toBe('https://example.org/c');
  });
});

describe('a DOCTYPE where nobody looks for one', () => {
  const bomb = `<!DOCTYPE rss [<!ENTITY a "aaaaaaaaaa">${Array.from({ length: 9 }, (_, level) => `<!ENTITY a${level} "${`&a${level === 0 ? '' : level - 1};`.repeat(10)}">`).join('')}<!ENTITY x SYSTEM "file:///etc/passwd">]>`;
  const feed =
    '<rss version="2.0"><channel><title>t</title><item><title>عنوان &a8; &x;</title><guid>1</guid></item></channel></rss>';
  test.each([
    ['after a long comment', `<?xml version="1.0"?><!-- ${'x'.repeat(20_000)} -->${bomb}${feed}`],
    ['after a root that is none', `<!-- <rss> -->${bomb}${feed}`],
    ['inside the root', feed.replace('<channel>', `${bomb}<channel>`)],
    ['in a value that ends the list early', `<!DOCTYPE rss [<!ENTITY b "]>"><!ENTITY a8 "${'b'.repeat(50)}">]>${feed}`],
    ['twice', `${bomb}${bomb}${feed}`],
  ])('%s', (_, xml) => {
    const started = performance.now();
    let text = '';
    try {
      text = JSON.stringify(parseFeed(xml, { url: 'https://example.org/feed' }));
    } catch (error) {
      // To refuse it is as good.
      expect(error).toBeInstanceOf(FeedError);
    }
    // A text of fifty characters that is named once is no bomb.
    expect(text).not.toMatch(/aaaaaaaaaaaa|b{51}|root:/);
    expect(performance.now() - started).toBeLessThan(2_000);
  });
});

describe('entries', () => {
  test('titles are one line of plain text with nothing invisible', () => {
    expect(parseFixture('titles.xml').items.map((item) => item.title)).toEqual([
      'خط عريض في العنوان',
      'اقتباس “هام” & نقاط…',
      'شركة AT&T تدخل السوق',
      'عنوان باتجاه مفروض',
      'عنوان على سطرين',
      'وسم في CDATA',
      'مرحبا',
    ]);
  });

  test('missing ids, dates, links and titles', () => {
    const feed = parseFixture('missing-fields.xml');
    const byTitle = new Map(feed.items.map((item) => [item.title, item]));
    expect(byTitle.get('بلا معرّف')).toMatchObject({ guid: null, link: 'https://example.org/1/' });
    expect(byTitle.get('بلا تاريخ')).toMatchObject({ publishedAt: null });
    expect(byTitle.get('بلا رابط')).toMatchObject({ link: null, guid: 'https://example.org/?p=3' });
    expect(byTitle.get('رابطه معرّفه')).toMatchObject({ link: 'https://example.org/permalink/' });
    expect(byTitle.get('')).toMatchObject({ link: 'https://example.org/untitled/' });
    expect(byTitle.get('رابط نسبي')).toMatchObject({ link: 'https://example.org/relative/path?x=1' });
    expect(byTitle.get('رابط غير صالح')).toMatchObject({ link: null });
    expect(feed.items).toHaveLength(7);
    expect(feed.warnings).toContain('entries whose link is no web address: 1');
  });

  test('dates in the future count as missing, with a warning; odd ones are read', () => {
    const feed = parseFixture('dates.xml');
    expect(feed.items.map((item) => item.publishedAt?.toISOString() ?? null)).toEqual([
      null,
      // 2024-04-23 lies seven weeks ahead of this test's present.
      null,
      null,
      null,
      null,
      null,
      '2024-03-05T20:00:00.000Z',
      null,
    ]);
    expect(feed.warnings).toContain('entries dated more than a day ahead (date ignored): 5');
    expect(feed.warnings).toContain('entries whose date cannot be read: 2');
    const later = parseFixture('dates.xml', { now: new Date('2024-05-01T00:00:00Z') });
    expect(later.items.slice(1, 5).map((item) => item.publishedAt?.toISOString())).toEqual([
      '2024-04-23T07:00:00.000Z',
      '2024-04-23T00:00:00.000Z',
      '2024-04-23T10:30:00.000Z',
      '2024-04-23T00:00:00.000Z',
    ]);
  });

  test('an id given to two stories is ignored; an entry that is there twice is kept once, the newer', () => {
    const feed = parseFixture('duplicate-guids.xml');
    expect(feed.items.map((item) => [item.title, item.guid])).toEqual([
      ['قصة أولى', null],
      ['قصة ثانية', null],
      ['قصة تتكرر، محدّثة', 'https://example.org/?p=3'],
    ]);
    expect(feed.warnings).toContain('the id «same» is given to different stories; it was ignored');
    expect(feed.warnings).toContain('repeated entries, only the newest kept: 1');
  });

  test.each([
    '<image>https://example.org/p.jpg?a=1&amp;b=2</image>',
    '<image><url>https://example.org/p.jpg?a=1&amp;b=2</url><title>السوق</title></image>',
    '<thumb><![CDATA[https://example.org/p.jpg?a=1&b=2]]></thumb>',
  ])('a picture in a tag of the system’s own: %s', (picture) => {
    const channel = '<image><url>https://example.org/logo.png</url><title>السوق</title></image>';
    const xml = `<rss version="2.0"><channel><title>السوق</title>${channel}<item><title>خبر</title>${picture}</item></channel></rss>`;
    expect(parseFeed(xml).items[0]?.imageUrl).toBe('https://example.org/p.jpg?a=1&b=2');
  });

  test('an author whom RSS gives in Atom’s words', () => {
    const author = '<atom:author><atom:name>ريم سعد</atom:name></atom:author>';
    const xml = `<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel><title>س</title><item><title>خبر</title>${author}</item></channel></rss>`;
    expect(parseFeed(xml).items[0]?.byline).toBe('ريم سعد');
  });

  test('the widest picture', () => {
    expect(parseFixture('media.xml').items.map((item) => [item.imageUrl, item.imageAlt])).toEqual([
      ['https://cdn.example.org/large.jpg?a=1&b=2', 'مشهد من السوق'],
      ['https://example.org/p.png', null],
    ]);
  });

  test('a channel without entries is a feed without news, not an error', () => {
    expect(parseFixture('empty-channel.xml')).toMatchObject({ title: 'صحيفة المثال', items: [] });
  });
});

describe('size', () => {
  const entry = (n: number) =>
    `<item><title>خبر رقم ${n}</title><link>https://example.org/${n}</link><guid>g${n}</guid><content:encoded><![CDATA[<p>${'نص طويل من خبر. '.repeat(60)}</p>]]></content:encoded></item>`;
  const feedOf = (count: number, end = '</channel></rss>') =>
    `<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>كثير</title>${Array.from({ length: count }, (_, n) => entry(n)).join('')}${end}`;

  test('5,000 entries in 10 MB, whole and cut off', () => {
    const text = feedOf(5_000);
    expect(Buffer.byteLength(text)).toBeGreaterThan(8_000_000);
    expect(parseFeed(Buffer.from(text), { now }).items).toHaveLength(5_000);
    expect(parseFeed(Buffer.from(feedOf(5_000, '<item><title>مقطوع')), { now }).items).toHaveLength(5_000);
  });

  test('entries beyond the limit are left out and told', () => {
    const feed = parseFeed(feedOf(30), { now, maxItems: 20 });
    expect(feed.items).toHaveLength(20);
    expect(feed.warnings).toContain('only the first 20 of 30 entries were read');
  });
});

describe('what is no feed says so in one line, with its name and what to do', () => {
  const errorOf = (name: string) => {
    try {
      parseFixture(name);
    } catch (error) {
      if (error instanceof FeedError) return error;
    }
    throw new Error(`${name} was read`);
  };

  test.each([
    ['web-page.html', 'web-page', /web page, not a feed; give the feed's own address/],
    ['empty.xml', 'empty', /empty/],
    ['blank.xml', 'empty', /empty/],
    ['not-a-feed.txt', 'not-a-feed', /no feed \(it begins «هذا ليس خلاصة أخبار»\)/],
    ['sitemap-index.xml', 'sitemap-index', /e\.g\. https:\/\/example\.org\/news\.xml/],
    ['wordpress-error.json', 'not-a-feed', /WordPress answers «No route was found/],
  ])('%s', (name, reason, message) => {
    const error = errorOf(name);
    expect(error.reason).toBe(reason);
    expect(error.message).toMatch(message);
    expect(error.message).toMatch(/^https:\/\/example\.org\/feed\/: /);
    expect(error.message).not.toContain('\n');
  });

  test('a password in the address is not shown', () => {
    expect(() => parseFeed('', { url: 'https://editor:secret@example.org/feed' })).toThrow(
      /^https:\/\/example\.org\/feed: /,
    );
  });
});

describe('whatever comes, nothing but a FeedError is thrown', () => {
  const parses = (input: Uint8Array | string) => {
    try {
      parseFeed(input, { now });
    } catch (error) {
      expect(error).toBeInstanceOf(FeedError);
    }
  };

  test('arbitrary bytes', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 400 }), parses), { numRuns: 300 });
  });

  test('pieces of feeds in any order', () => {
    const piece = fc.constantFrom(
      '<rss version="2.0">',
      '<channel>',
      '<item>',
      '</item>',
      '<title>',
      '</title>',
      '<![CDATA[',
      ']]>',
      '<feed>',
      '<entry>',
      '</entry>',
      '<link href="',
      '"/>',
      '&',
      '&#x;',
      '<!--',
      '-->',
      '<!DOCTYPE x [',
      ']>',
      '<urlset><url>',
      '</url>',
      '<guid>',
      'نص',
      '{"items":[',
      ']}',
      '[{"id":1,"title":{}}]',
      '<rdf:RDF>',
      '<pubDate>2024',
      '\u0000',
      '__proto__',
      '<__proto__>',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => parses(pieces.join(''))),
      { numRuns: 500 },
    );
  });

  test('fixtures with bytes changed, cut and doubled', () => {
    const sources = ['atom.xml', 'rdf.xml', 'daraj-wordpress.xml', 'wordpress-posts.json', 'news-sitemap.xml'].map(
      fixture,
    );
    fc.assert(
      fc.property(fc.constantFrom(...sources), fc.nat(), fc.nat(255), fc.nat(), (source, at, byte, cut) => {
        const bytes = Buffer.from(source);
        bytes[at % bytes.length] = byte;
        parses(bytes.subarray(0, 1 + (cut % bytes.length)));
      }),
      { numRuns: 100 },
    );
  });
});

describe('what is not for readers, or stands elsewhere', () => {
  const item = (inner: string) =>
    `<rss version="2.0" xml:base="https://example.org/ar/"><channel><title>جريدة</title>${inner}</channel></rss>`;

  test('a post behind a password is left out, and that is told', () => {
    const form = '<form action="https://example.org/wp-login.php?action=postpass" class="post-password-form"></form>';
    const feed = parseFeed(
      item(`<item><title>محمي: سرّ</title><link>a</link><description><![CDATA[${form}]]></description></item>
        <item><title>خبر</title><link>b</link></item>`),
    );
    expect(feed.items.map(({ title }) => title)).toEqual(['خبر']);
    expect(feed.warnings).toContain('entries behind a password, skipped: 1');
  });

  test('a script in a title is none of its words', () => {
    const [first] = parseFeed(item('<item><title>&lt;script&gt;alert(1)&lt;/script&gt;عنوان</title></item>')).items;
    expect(first?.title).toBe('عنوان');
  });

  test('relative links follow xml:base of RSS', () => {
    const [first] = parseFeed(item('<item xml:base="2026/"><title>خبر</title><link>a.html</link></item>')).items;
    expect(first).toMatchObject({ link: 'https://example.org/ar/2026/a.html' });
  });

  test('xml:base of a text is that of its pictures, not of its entry’s link', () => {
    const text = `&lt;p&gt;${'نص المقال الكامل. '.repeat(20)}&lt;/p&gt;&lt;img src="a.jpg"&gt;`;
    const [entry] = parseFeed(
      `<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://example.org/ar/"><title>جريدة</title>
        <entry xml:base="2026/"><id>1</id><title>خبر</title><link href="a.html"/><updated>2024-03-01T10:00:00Z</updated>
        <content type="html" xml:base="pictures/">${text}</content></entry></feed>`,
      { now },
    ).items;
    expect(entry?.link).toBe('https://example.org/ar/2026/a.html');
    expect(entry && articleFromItem(entry, { feedUrl: 'https://example.org/feed' }).image?.url).toBe(
      'https://example.org/ar/2026/pictures/a.jpg',
    );
  });
});

describe('addresses that stand elsewhere than in the link', () => {
  const channel = (inner: string, attributes = '') =>
    `<rss version="2.0"><channel${attributes}><title>جريدة</title><link>https://example.org/</link>${inner}</channel></rss>`;
  const linkOf = (feed: string) => parseFeed(feed).items[0]?.link;

  test('a relative link follows xml:base of the channel', () => {
    const item = '<item><title>خبر</title><link>a.html</link></item>';
    expect(linkOf(channel(item, ' xml:base="https://example.org/ar/"'))).toBe('https://example.org/ar/a.html');
  });

  test.each([
    '<feedburner:origLink>https://example.org/a.html</feedburner:origLink>',
    '<feedburner:origLink xmlns:feedburner="urn:f"><![CDATA[https://example.org/a.html]]></feedburner:origLink>',
  ])('the address behind a counting one is the story’s: %s', (original) => {
    const item = `<item><title>خبر</title><link>http://feedproxy.example/~r/1</link>${original}</item>`;
    expect(linkOf(channel(item))).toBe('https://example.org/a.html');
  });

  test('a feed that a page holds with its tags as they are is read; one that it shows is not', () => {
    const feed = channel('<item><title>خبر</title><link>/a.html</link></item>');
    expect(linkOf(`<html><body>\n${feed}\n</body></html>`)).toBe('https://example.org/a.html');
    const shown = `<html><body><pre>${feed.replace(/</g, '&lt;')}</pre></body></html>`;
    expect(() => parseFeed(shown)).toThrow(/web page/);
    const written = `<html><body><script>var head = '<rss version="2.0"><channel>';</script></body></html>`;
    expect(() => parseFeed(written)).toThrow(/web page/);
  });
});

/** Each took minutes: what nothing ends was sought again from each beginning. */
test.each([
  ['comments that nothing ends', '<!-- '.repeat(60_000)],
  ['CDATA that nothing ends', '<![CDATA[ '.repeat(60_000)],
  [
    'scripts that nothing ends',
    `<item><title>x</title><description><![CDATA[${'<script>'.repeat(60_000)}]]></description></item>`,
  ],
  ['a name with brackets without end', `<item><title>x</title><author>${'كلمة ('.repeat(60_000)}</author></item>`],
])(
  'the entries before %s are read',
  (_, piece) => {
    const entry = '<item><title>عنوان</title><link>https://example.org/1</link></item>';
    const feed = parseFeed(
      `<?xml version="1.0"?><rss version="2.0"><channel><title>x</title>${entry}${piece}</channel></rss>`,
    );
    expect(feed.items[0]?.title).toBe('عنوان');
  },
  30_000,
);
