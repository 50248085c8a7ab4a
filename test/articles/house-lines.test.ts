import { describe, expect, test } from 'vitest';
import { cleanBlocks } from '../../src/articles/clean-blocks.ts';
import { HouseLines, storyLines } from '../../src/articles/house-lines.ts';

/** No rule of form, place or vocabulary takes it off an article. */
const line = 'تحفظ المدن ذاكرة سكانها في أسماء شوارعها وأسواقها القديمة.';
const unlike = [
  'بلدية صور تقرّ موازنة العام المقبل',
  'فيضان يغمر قرى الساحل الشمالي',
  'الدولار يتراجع أمام اليورو',
  'معلمون يضربون عن العمل أسبوعاً',
  'متحف جديد للطوابع في القاهرة',
  'مهرجان السينما يختتم دورته العاشرة',
];

const ownOf = (title: string, number: number) => `فقرة رقم ${number} من «${title}» لا تشبه غيرها.`;
const pageOf = (title: string, number: number, extra: readonly string[] = [line]) =>
  storyLines(title, [ownOf(title, number), ...extra]);

/** The lines of the last of these stories that are known once all are read. */
function knownOf(stories: readonly ReturnType<typeof storyLines>[]): string[] {
  const house = new HouseLines();
  for (const story of stories) house.add(story);
  const last = stories.at(-1);
  if (last === undefined) throw new Error('no story');
  const { titles, ofTheSite } = house.knownIn(last);
  return [...last.lines].flatMap(([key, text]) => (titles.has(key) || ofTheSite.has(key) ? [text] : []));
}

describe('a line is its house’s', () => {
  test('when four stories that have nothing to do with one another have it', () => {
    expect(knownOf(unlike.slice(0, 3).map((title, at) => pageOf(title, at)))).toEqual([]);
    expect(knownOf(unlike.slice(0, 4).map((title, at) => pageOf(title, at)))).toEqual([line]);
  });

  test('when it is the title of another of its stories', () => {
    const [other = '', own = ''] = unlike;
    expect(knownOf([pageOf(other, 1, []), pageOf(own, 2, [other])])).toEqual([other]);
  });
});

describe('a story’s own line stays', () => {
  test.each<[string, readonly string[]]>([
    [
      'a serial’s standing introduction',
      ['الأولى', 'الثانية', 'الثالثة', 'الرابعة', 'الخامسة', 'السادسة'].map(
        (part) => `مذكرات سجين سابق: الحلقة ${part}`,
      ),
    ],
    [
      'a sentence of weather reports',
      ['الأحد', 'الاثنين', 'الثلاثاء', 'الأربعاء', 'الخميس', 'الجمعة'].map((day) => `حالة الطقس المتوقعة ${day}`),
    ],
    [
      'a sentence of market reports',
      ['تصعد', 'تهبط', 'تستقر', 'ترتفع', 'تتراجع', 'تتذبذب'].map((verb) => `بورصة عمّان ${verb} عند الإغلاق`),
    ],
    [
      'what a live page repeats of one event',
      ['عشرون قتيلاً', 'فرق إنقاذ دولية', 'آلاف النازحين', 'هزة ارتدادية', 'انتشال ناجية', 'جسر جوي'].map(
        (what) => `زلزال اللاذقية: ${what}`,
      ),
    ],
    [
      'what stands under one title every day',
      ['سعر', 'سعر', 'سعر', 'سعر', 'سعر', 'سعر'].map((word) => `${word} صرف الدولار في السوق الموازية`),
    ],
  ])('%s', (_, titles) => {
    expect(knownOf(titles.map((title, at) => pageOf(title, at)))).toEqual([]);
  });

  test('a refrain, which one poem has many times', () => {
    expect(knownOf(unlike.map((title, at) => pageOf(title, at, at < 5 ? [] : [line, line, line, line, line])))).toEqual(
      [],
    );
  });

  test('what one story in a hundred says, however long that goes on', () => {
    const house = new HouseLines();
    for (let at = 0; at < 2_000; at++) {
      const subject = [...`${at}`].map((digit) => 'ابتثجحخدذر'[Number(digit)]).join('');
      const story = storyLines(`${subject}ع${subject} ${subject}غ ${subject}ف`, at % 100 === 0 ? [line] : []);
      house.add(story);
      if (at % 100 === 0) expect(house.knownIn(story).ofTheSite.size).toBe(0);
    }
    expect(house.stories).toBe(2_000);
  });

  test('a paragraph longer than a site’s lines', () => {
    const long = `${Array.from({ length: 30 }, (_, at) => `كلمة${at}`).join(' ')}.`;
    expect(knownOf(unlike.map((title, at) => pageOf(title, at, [long])))).toEqual([]);
  });
});

test('one story under one title is one story, however often it comes', () => {
  const [title = ''] = unlike;
  const house = new HouseLines();
  for (let at = 0; at < 6; at++) house.add(pageOf(title, 1));
  expect(house.stories).toBe(1);
});

test('what is known never takes more than half of a body: it is then what this house writes', () => {
  const blocks = [
    'أغلق السوق عند منتصف النهار بقرار من البلدية، وتفرّق الباعة في الأحياء المجاورة.',
    line,
    'ثم عاد معظمهم إلى أكشاكهم مساءً، وقالوا إن أحداً لم يبلغهم بسبب الإغلاق ولا بموعده.',
  ].map((text) => ({ kind: 'paragraph', text }) as const);
  const cleaned = (lines: readonly string[]) =>
    cleanBlocks(blocks, {
      title: 'سوق الخضار',
      known: {
        titles: new Set(),
        ofTheSite: new Set(lines.flatMap((text) => [...storyLines('', [text]).lines.keys()])),
      },
    }).blocks.map(({ text }) => text);
  expect(cleaned([line])).toEqual([blocks[0]?.text, blocks[2]?.text]);
  expect(cleaned(blocks.map(({ text }) => text))).toHaveLength(3);
});
