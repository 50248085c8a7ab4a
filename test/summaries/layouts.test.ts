import { describe, expect, test } from 'vitest';
import { judge } from '../../eval/layout-faults.ts';
import { measureLayouts } from '../../eval/layout-leaks.ts';
import { faultList } from '../../eval/layout-table.ts';
import { halfOf, type LayoutPage, pageOfLayout, parseLayouts, printed, readLayouts } from '../../eval/layouts.ts';
import { readOwnSet } from '../../eval/own.ts';

const samples = await readOwnSet();
const halves = { tune: await readLayouts('tune'), test: await readLayouts('test') };
const wordings = halves.tune.wordings;
const sample = {
  id: 'water',
  source: 'own',
  title: 'انقطاع المياه عن أحياء المرفأ يومين',
  paragraphs: [
    'أعلنت مؤسسة مياه الساحل أن المياه ستنقطع عن أحياء المرفأ الثلاثة من صباح الأحد حتى مساء الاثنين.',
    'وقالت المؤسسة إن صهاريج مجانية ستقف عند مدخل كل حي من السادسة صباحاً.',
  ],
  references: [''],
};

/** The page of a layout, and what would be made of it. */
function judged(layout: string, read: { body?: readonly string[]; summary?: string; bylines?: readonly string[] }) {
  const page = pageOf(layout);
  const { faults } = judge(sample, page, { body: [], summary: '', bylines: [], ...read });
  return faults.map(({ what, text }) => `${what}: ${text}`);
}

function pageOf(layout: string): LayoutPage {
  return pageOfLayout(sample, samples, 0, { list: parseLayouts(`# 1 a page\n${layout}`), wordings });
}

describe('the layouts', () => {
  test('lie in the half that the coin says, each number once', () => {
    const numbers = (['tune', 'test'] as const).flatMap((part) =>
      halves[part].list.map(({ number }) => {
        expect(`${number} ${halfOf(number)}`).toBe(`${number} ${part}`);
        return number;
      }),
    );
    expect(new Set(numbers).size).toBe(numbers.length);
    expect(numbers.length).toBeGreaterThanOrEqual(60);
  });

  test('of one half have no wording of the other, where there are enough of them', () => {
    for (const [name, alternatives] of halves.tune.wordings) {
      const others = halves.test.wordings.get(name) ?? [];
      const common = alternatives.filter((text) => others.includes(text));
      expect({ name, common }).toEqual({ name, common: common.length === alternatives.length ? alternatives : [] });
    }
  });

  test.each(['tune', 'test'] as const)(
    'of %s print every article whole, once, and the same for the same seed',
    (part) => {
      halves[part].list.forEach((layout, index) => {
        const article = samples[index % samples.length] ?? sample;
        const one = { list: [layout], wordings: halves[part].wordings };
        const page = pageOfLayout(article, samples, index, one);
        const letters = (text: string): string => text.replace(/[^\p{L}\p{N}]|ـ/gu, '');
        const body = page.lines.flat().filter(({ kind }) => kind === 'body');
        expect(`${layout.number} ${letters(body.map(({ text }) => text).join(''))}`).toBe(
          `${layout.number} ${letters(article.paragraphs.join(''))}`,
        );
        expect(page.lines.map(printed).join('\n')).not.toMatch(/\{[a-z][\w.-]*\}/);
        expect(pageOfLayout(article, samples, index, one)).toEqual(page);
      });
    },
  );

  test('that are written wrong are refused by their row', () => {
    expect(() => parseLayouts('# 1 a page\nbody rest\npag: x')).toThrow('«pag: x»');
    expect(() => parseLayouts('# 1 a page\nbody rest upside')).toThrow('«body rest upside»');
    expect(() => parseLayouts('# a page\nbody rest')).toThrow('«# a page»');
    expect(() => pageOf('page: {nothing-such}')).toThrow('«{nothing-such}»');
  });

  test('run lines together as their marks say', () => {
    const page = pageOf('dateline: عمّان -\n_body 1\n+page: إعلان\nbody rest');
    const [first, second] = sample.paragraphs;
    expect(page.lines.map(printed)).toEqual([`عمّان - ${first}إعلان`, second]);
  });
});

describe('a fault is', () => {
  const [first = '', second = ''] = sample.paragraphs;

  test('none where the body is the article', () => {
    expect(judged('page: {ad}\ntitle\nbody rest', { body: [first, second], summary: first })).toEqual([]);
  });

  test('one word of the page’s on a line of its own', () => {
    const body = [first, 'إعلان', second];
    expect(judged('body 1\npage: إعلان\nbody rest', { body, summary: '' })).toEqual(['foreign: إعلان']);
  });

  test('one word glued to a full stop, in the body and in the summary', () => {
    const layout = 'body 1\n+page: إعلان\nbody rest';
    expect(judged(layout, { body: [`${first}إعلان`, second], summary: `${first}إعلان` })).toEqual([
      'foreign: إعلان',
      expect.stringMatching(/^summary: .*الاثنين\.اعلان$/),
    ]);
    expect(judged(layout, { body: [first, second], summary: first })).toEqual([]);
  });

  test('another story’s sentence', () => {
    const line = 'هبط سعر القمح في الأسواق العالمية بنحو الثلث منذ الربيع.';
    expect(judged(`body rest\npage: ${line}`, { body: [first, second, line], summary: '' })).toEqual([
      `foreign: ${line}`,
    ]);
  });

  test('a dateline in a summary, and none in a body', () => {
    const told = `المرفأ نيوز - ${first}`;
    const layout = 'dateline: المرفأ نيوز -\n_body rest';
    expect(judged(layout, { body: [told, second], summary: first })).toEqual([]);
    expect(judged(layout, { body: [told, second], summary: told })).toEqual(['summary: المرفأ نيوز -']);
  });

  test('a paragraph, or a heading whose words the text has too, that is gone', () => {
    expect(judged('body rest', { body: [first] })).toEqual([`lost: ${second}`]);
    const heading = 'صهاريج مجانية ستقف عند مدخل كل حي';
    const layout = `body 1\nown: ${heading}\nbody rest`;
    expect(judged(layout, { body: [first, second] })).toEqual([`lost: ${heading}`]);
    expect(judged(layout, { body: [first, heading, second] })).toEqual([]);
  });

  test('a signature that is neither in the body nor known as a byline', () => {
    const layout = 'body rest\nsignature: سامر المحمود، نقيب المهندسين السابق';
    const body = [first, second];
    expect(judged(layout, { body })).toEqual(['lost: سامر المحمود، نقيب المهندسين السابق']);
    expect(judged(layout, { body, bylines: ['سامر المحمود، نقيب المهندسين السابق'] })).toEqual([]);
  });

  test('no standfirst that stands once instead of twice', () => {
    expect(judged('again: {own.first}\nbody rest', { body: [first, second] })).toEqual([]);
  });
});

test('bare pages have no fault, as lines and as HTML; those of layouts are listed with the lines around', () => {
  const bare = { list: parseLayouts('# 1 bare\ntitle\nbody rest'), wordings };
  for (const as of ['paragraphs', 'html'] as const)
    expect(measureLayouts([sample], bare, { as, maxChars: 350 })).toMatchObject({ summaries: 0, bodies: 0, lost: 0 });
  const { faults } = judge(sample, pageOf('body 1\npage: إعلان\nbody rest'), {
    body: [...sample.paragraphs, 'إعلان'],
    summary: '',
    bylines: [],
  });
  expect(faultList(faults)).toBe(
    `### Layout 1 a page: 1 in 1 articles\n- stayed (water): إعلان\n  - ${sample.paragraphs[0]}\n  - إعلان\n  - ${sample.paragraphs[1]}`,
  );
});
