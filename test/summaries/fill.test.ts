import { describe, expect, test } from 'vitest';
import { summariseParagraphs } from '../../src/summaries/index.ts';
import { readSource } from '../../src/summaries/source.ts';
import { tellingOf } from '../../src/summaries/telling.ts';

const title = 'المرصد: قوات الساحل تفصل مناطق المعارضة في ريف الوادي';
const opening =
  'نجحت قوات الساحل في فصل مناطق سيطرة المعارضة في شرق محافظة الوادي إلى جزأين، وفق ما أفاد المرصد المحلي للحقوق الثلاثاء، محققة تقدمها الأبرز في جنوب البلاد منذ أسبوع.';
/** The opening's next sentences: two have no room whole, and the third adds next to nothing. */
const lead = [
  'وكانت قوات الساحل قد كثفت قصفها على محافظة الوادي وتحديدا ريفها الشرقي والشمالي الشرقي حيث تدور اشتباكات عنيفة في منطقة تكتسب أهمية من ناحية موقعها الجغرافي الحدودي مع بلدين مجاورين، عدا عن قربها من العاصمة.',
  'وقال مدير المرصد سامي رزق "حققت قوات الساحل التقدم الأهم لها خلال أسبوع"، مشيرا إلى سيطرتها خلال ليل الاثنين الثلاثاء على بلدتي بصرى ومليحة، لتقسم بذلك مناطق سيطرة المعارضة في ريف الوادي الشرقي إلى قسمين شمالي وجنوبي.',
  'وأكد مصدر عسكري، وفق ما نقل التلفزيون الرسمي، سيطرة وحدات الجيش "بالتعاون مع القوات الحليفة والرديفة" على البلدتين.',
];
const telling =
  'وقالت متحدثة باسم مكتب الإغاثة التابع للأمم المتحدة إن 45 ألف شخص نزحوا جراء التصعيد العسكري المستمر منذ أسبوع في محافظة الوادي.';
const rest = [
  'ويسكن النازحون في مدارس وفي خيام نصبها مكتب الإغاثة قرب الحدود.',
  'وأغلقت المدارس أبوابها أمام التلامذة، ونقلت الامتحانات إلى مدن أخرى.',
];

function textsOf(...paragraphs: readonly string[]): string[] {
  return summariseParagraphs({ title, paragraphs }).sentences.map(({ text }) => text);
}

describe('the room that a summary leaves', () => {
  test('is filled by a sentence that tells something, past those of the opening that have no room or add nothing', () => {
    expect(textsOf(opening, ...lead, telling, ...rest)).toEqual([opening, telling]);
  });

  test('and stays where it would only tell of a film', () => {
    const film = 'وأظهر مقطع فيديو بثه موقع محلي مساء سكانا في محافظة الوادي يرفعون لافتات.';
    expect(textsOf(opening, ...lead, film, ...rest)).toEqual([opening]);
  });

  test('or what was told', () => {
    const again = 'وقال المرصد المحلي للحقوق إن مناطق سيطرة المعارضة في شرق محافظة الوادي صارت 2.';
    expect(textsOf(opening, ...lead, again, ...rest)).toEqual([opening]);
  });

  test('or where it points to what was not told', () => {
    const pointing = 'ومن المنتظر أن يكون هذا أول نزوح لسكان محافظة الوادي في التصعيد العسكري منذ 10 أعوام.';
    expect(textsOf(opening, ...lead, pointing, ...rest)).toEqual([opening]);
  });

  test('nor does anything of the opening give way', () => {
    const next = 'وسيطرت قوات الساحل على بلدتين كبيرتين في ريف الوادي الشرقي بعد ليل من القصف.';
    expect(textsOf(opening, next, telling, ...rest).slice(0, 2)).toEqual([opening, next]);
  });
});

describe('how much a further sentence tells', () => {
  const tells = (text: string, told = { adds: 1, ofTitle: 0, answers: false }): number => {
    const [, sentence] = readSource([opening, text].map((one) => ({ text: one, kind: 'paragraph', start: 0 })));
    return sentence === undefined ? 0 : tellingOf(sentence, told);
  };
  const plain = 'وانتقل السكان إلى بلدات مجاورة في الجبل.';

  test.each([
    ['more with a figure', 'وانتقل 400 من السكان إلى بلدات مجاورة في الجبل.', 1],
    ['more of who denies it', 'ونفى السكان الانتقال إلى بلدات مجاورة في الجبل.', 1],
    ['less of a film', 'وأظهر فيديو السكان في بلدات مجاورة في الجبل.', -1],
    ['less at what hour', 'وانتقل السكان صباحا إلى بلدات مجاورة في الجبل.', -1],
  ])('%s', (_, text, sign) => {
    expect(Math.sign(tells(text) - tells(plain))).toBe(sign);
  });

  test('more where it is the title’s, the other side’s, or new', () => {
    const base = { adds: 1, ofTitle: 0, answers: false };
    for (const more of [{ ofTitle: 0.5 }, { answers: true }, { adds: 3 }])
      expect(tells(plain, { ...base, ...more })).toBeGreaterThan(tells(plain, base));
  });
});
