import { describe, expect, test } from 'vitest';
import type { Article } from '../../src/articles/article.ts';
import { diffArticles } from '../../src/articles/diff.ts';
import { contentKey, isSubstantiveChange, isTwinKey, storyKeys } from '../../src/articles/identity.ts';
import type { FeedItem } from '../../src/feeds/item.ts';

const article: Article = {
  title: 'افتتاح المكتبة العامة بعد ترميمها',
  standfirst: null,
  byline: 'هند زيدان',
  publishedAt: null,
  link: 'https://example.org/library/',
  blocks: [
    { kind: 'paragraph', text: 'فتحت المكتبة العامة أبوابها أمس بعد ترميم استمر ثلاث سنوات.' },
    { kind: 'heading', text: 'كلفة الترميم' },
    { kind: 'paragraph', text: 'وبلغت الكلفة مليون دولار، قدّمتها بلدية المدينة وجمعيات أهلية عدة.' },
    {
      kind: 'paragraph',
      text: 'وتضم المكتبة 120 ألف كتاب ومخطوط، بينها نحو 400 مخطوط نادر يعود بعضها إلى القرن الخامس عشر وأصبح متاحاً للباحثين.',
    },
  ],
  image: null,
  tags: [],
};
const withBody = (...texts: string[]): Article => ({
  ...article,
  blocks: texts.map((text) => ({ kind: 'paragraph', text })),
});
const change = (from: string, to: string): Article => ({
  ...article,
  title: article.title.replace(from, to),
  blocks: article.blocks.map((block) => ({ ...block, text: block.text.replace(from, to) })),
});

describe('a change that readers would notice', () => {
  test.each([
    ['a number', 'مليون', 'مليوني'],
    ['a word', 'أبوابها', 'فرعها'],
    ['a word that went', ' نادر', ''],
    ['the title', 'افتتاح', 'إغلاق'],
    ['a money’s sign', '120 ألف', '$120 ألف'],
    ['a percent sign', 'نحو 400', 'نحو 400%'],
    ['a sign before a number', 'نحو 400', 'نحو -400'],
  ])('%s', (_what, from, to) => {
    expect(isSubstantiveChange(article, change(from, to))).toBe(true);
  });

  test.each([
    ['a comma', 'دولار،', 'دولار'],
    ['spaces', 'بعد ترميم استمر', 'بعد  ترميم  استمر '],
    ['diacritics', 'قدّمتها', 'قَدَّمتها'],
    ['Arabic digits', 'نحو 400', 'نحو ٤٠٠'],
    ['a dash between words', 'ومخطوط، بينها', 'ومخطوط - بينها'],
    ['hamza and taa marbuta', 'أهلية', 'اهليه'],
    ['other quotation marks and a full stop', 'عدة.', 'عدة…'],
  ])('but not %s', (_what, from, to) => {
    expect(isSubstantiveChange(article, change(from, to))).toBe(false);
    expect(diffArticles(article, change(from, to))).toEqual([]);
  });

  test('a sign that moves from one number to another', () => {
    const [was, is] = ['زاد 20% من 300 محل', 'زاد 20 من 300% محل'].map((text) => withBody(text));
    if (!was || !is) throw new Error('two texts were expected');
    expect(isSubstantiveChange(was, is)).toBe(true);
    expect(contentKey(was)).not.toBe(contentKey(is));
    expect(diffArticles(was, is)).toMatchObject([{ part: 'body', kind: 'changed' }]);
  });

  test.each([
    ['another author', { byline: 'ريم سعد' }, { byline: 'سامر سعد' }, true],
    ['another lead-in', { standfirst: 'قتل 12 في الحريق' }, { standfirst: 'قتل 21 في الحريق' }, true],
    ['one author in another spelling and order', { byline: 'أحمد ورنا' }, { byline: 'ورنا، احمد' }, false],
    ['an author who comes', { byline: null }, { byline: 'ريم سعد' }, false],
    ['a lead-in that goes', { standfirst: 'قتل 12 في الحريق' }, { standfirst: null }, false],
  ])('of what stands over the text: %s', (_what, was, is, changed) => {
    expect(isSubstantiveChange({ ...article, ...was }, { ...article, ...is })).toBe(changed);
  });

  test('a sign is shown to the editor', () => {
    expect(diffArticles(article, change('نحو 400', 'نحو 400%'))).toMatchObject([{ part: 'body', kind: 'changed' }]);
  });

  test('one paragraph parted into two is the same text', () => {
    const [first] = article.blocks;
    const text = first?.text ?? '';
    const whole = withBody(`${text} ${text}`);
    expect(contentKey(withBody(text, text))).toBe(contentKey(whole));
  });
});

describe('what an editor is shown', () => {
  test('words that changed inside a paragraph', () => {
    expect(diffArticles(article, change('مليون', 'مليوني'))).toEqual([
      {
        part: 'body',
        kind: 'changed',
        pieces: [
          { kind: 'same', text: 'وبلغت الكلفة' },
          { kind: 'removed', text: 'مليون' },
          { kind: 'added', text: 'مليوني' },
          { kind: 'same', text: 'دولار، قدّمتها بلدية المدينة وجمعيات أهلية عدة.' },
        ],
      },
    ]);
  });

  test('paragraphs that came and went, and the title', () => {
    const [first, , second, third] = article.blocks.map((block) => block.text);
    const before = withBody(first ?? '', second ?? '');
    const after = { ...withBody(first ?? '', third ?? '', second ?? ''), title: 'المكتبة العامة تفتح أبوابها' };
    expect(diffArticles(before, after).map((one) => [one.part, one.kind])).toEqual([
      ['title', 'changed'],
      ['body', 'added'],
    ]);
    expect(diffArticles(after, before)).toContainEqual({ part: 'body', kind: 'removed', text: third });
  });
});

describe('what a story is known by', () => {
  const item: FeedItem = {
    guid: 'https://example.org/?p=7',
    link: 'https://www.example.org/library?utm_source=rss',
    title: article.title,
    contentHtml: null,
    summaryHtml: null,
    byline: null,
    publishedAt: null,
    updatedAt: null,
    tags: [],
    imageUrl: null,
  };
  const shared = (a: string[], b: string[]) => a.some((key) => b.includes(key));

  test('the same story in another feed of the house, under another address, with another id', () => {
    const elsewhere = storyKeys(
      { ...item, guid: 'x-7', link: 'https://m.house.example/7' },
      { ...article, link: 'https://m.house.example/7' },
      'other',
    );
    expect(shared(storyKeys(item, article, 'main'), elsewhere)).toBe(true);
  });

  test('a flash of a few words on one day, under another address; on another day it is another', () => {
    const flash = (link: string, day: string) => {
      const publishedAt = new Date(`${day}T10:00:00Z`);
      const told = { ...withBody('إصابات طفيفة ولا قتلى.'), title: 'حريق في مرفأ بيروت', link, publishedAt };
      return storyKeys({ ...item, guid: link, link, publishedAt }, told, 'main');
    };
    const first = flash('https://house.example/flash/1', '2026-11-23');
    expect(shared(first, flash('https://house.example/port-fire', '2026-11-23'))).toBe(true);
    expect(shared(first, flash('https://house.example/flash/2', '2026-11-24'))).toBe(false);
    const caption = (link: string) =>
      storyKeys(
        { ...item, guid: link, link, publishedAt: new Date('2026-11-23T10:00:00Z') },
        { ...withBody('يتبع.'), title: 'بالصور', link },
        'main',
      );
    expect(shared(caption('https://house.example/3'), caption('https://house.example/4'))).toBe(false);
  });

  test('a long body alone, below another title', () => {
    const long = withBody(
      ...Array.from({ length: 9 }, (_, index) => `${article.blocks[0]?.text} والجزء ${index} يليه.`),
    );
    const twins = (a: Article, b: Article) =>
      shared(storyKeys(item, a, 'main').filter(isTwinKey), storyKeys(item, b, 'main').filter(isTwinKey));
    expect(twins(long, { ...long, title: 'المكتبة العامة تعود' })).toBe(true);
    // What stands in place of many stories («للمشتركين فقط …») is short.
    expect(twins(article, { ...article, title: 'المكتبة العامة تعود' })).toBe(false);
  });

  test('an id that changed, a text that changed', () => {
    const keys = storyKeys(item, article, 'main');
    expect(shared(keys, storyKeys({ ...item, guid: 'new' }, change('مليون', 'مليوني'), 'main'))).toBe(true);
    expect(
      shared(keys, storyKeys({ ...item, link: 'https://example.org/renamed' }, change('مليون', 'مليوني'), 'main')),
    ).toBe(true);
  });

  test('another story, even with the same number as id in another feed, or without a link', () => {
    const other = withBody('نص قصير لا علاقة له بما سبق.');
    const link = 'https://example.org/';
    const keys = storyKeys({ ...item, guid: '1', link: null }, { ...article, link }, 'main');
    expect(shared(keys, storyKeys({ ...item, guid: '1', link: null }, { ...other, link }, 'other'))).toBe(false);
    expect(
      shared(
        storyKeys({ ...item, guid: null, link }, { ...other, link }, 'main'),
        storyKeys({ ...item, guid: null, link, title: 'سواه' }, { ...withBody('سواه.'), title: 'سواه', link }, 'main'),
      ),
    ).toBe(false);
  });
});
