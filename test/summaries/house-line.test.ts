import { describe, expect, test } from 'vitest';
import { summariseParagraphs } from '../../src/summaries/index.ts';
import { houseLineLength } from '../../src/summaries/rules/house-line.ts';

const news = 'أقرت الحكومة زيادة الأجور بنسبة خمسة في المئة.';
const nominal = 'الزيادة في الأجور تشمل ستين ألف عامل في المرافئ.';

describe("a house's line before an article's first sentence comes off", () => {
  test.each([
    'القاهرة - ',
    'صفاقس – وكالة النخيل للأنباء – ',
    'النخيل برس _ وهران - ',
    'جدة في 4 أوت 2021 /وكالة النخيل للأنباء/ ',
    'مراكش ـــ النخيل برس ',
    'طنجة ــ صحيفة السنابل ',
    'السنابل نيوز – ',
    'صحيفة السنابل/ عمان - ',
    'أصداء الوادي _ حلب - ',
  ])('%s', (line) => {
    for (const rest of [news, nominal]) expect(houseLineLength(line + rest, 'opens-article')).toBe(line.length);
  });

  test.each(['أصداء الوادي – ', 'أصداء الوادي - عربي ودولي ', 'فاس ـــ أصداء الوادي '])('before a verb: %s', (line) => {
    expect(houseLineLength(line + news, 'opens-article')).toBe(line.length);
  });

  test('also where the house has it before a later item, in mid-paragraph only with two parts', () => {
    expect(houseLineLength(`حلب - ${news}`, 'opens-paragraph')).toBe('حلب - '.length);
    expect(houseLineLength(`أصداء الوادي _ حلب - ${news}`, 'inside')).toBe('أصداء الوادي _ حلب - '.length);
    expect(houseLineLength(`حلب - ${news}`, 'inside')).toBe(0);
  });
});

describe("what only looks like a house's line stays", () => {
  test.each([
    'تونس - الجزائر مباراة يترقبها الملايين في المغرب العربي.',
    'بيروت – المدينة التي لا تنام – أطفأت أنوارها البارحة.',
    'بيروت – العاصمة – تغرق في العتمة منذ أسبوعين.',
    'قالت الوزيرة – وهي طبيبة – إن المستشفى سيبقى مفتوحاً.',
    'قناة السويس – وهي أقصر طريق – تنقل عشر تجارة العالم.',
    'سعاد – طبيبة أطفال – أغلقت عيادتها قبل عام.',
    'الوحدات 2 - الرمثا 1 في الجولة السادسة من الدوري.',
    'في القاهرة - كما في بيروت - يشكو الناس من الغلاء.',
  ])('%s', (sentence) => {
    expect(houseLineLength(sentence, 'opens-article')).toBe(0);
  });
});

test('the summary opens with the news behind the line, and says where it stands', () => {
  const line = 'النخيل برس _ وهران - ';
  const paragraphs = [
    line + news,
    'وقال وزير العمل إن الزيادة تشمل ستين ألف عامل في المرافئ والمطاحن ابتداء من الشهر المقبل.',
  ];
  const { summary, sentences } = summariseParagraphs({ title: 'زيادة الأجور خمسة في المئة', paragraphs });
  expect(summary.startsWith(news)).toBe(true);
  expect(sentences[0]?.start).toBe(line.length);
});
