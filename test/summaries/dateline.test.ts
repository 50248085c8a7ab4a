import { describe, expect, test } from 'vitest';
import { summariseParagraphs } from '../../src/summaries/index.ts';
import { datelineLength, isDateline } from '../../src/summaries/rules/dateline.ts';

const news = 'قال رئيس الوزراء إن بلاده ستفرض رسوماً جديدة على الواردات.';

describe('a dateline before the sentence comes off', () => {
  test.each([
    'بيروت ـ رويترز: ',
    'القاهرة (أ ف ب) - ',
    'واشنطن (رويترز) ',
    'دبي، الإمارات العربية المتحدة (CNN) -- ',
    'دبي، الإمارات العربية المتحدة - (CNN) ',
    'أتلانتا، الولايات المتحدة الأمريكية (CNN)— ',
    '(CNN)-- ',
    'لندن – «الشرق الأوسط»: ',
    'عمّان ـ «القدس العربي»: ',
    'غزة / الأناضول / ',
    'أبوظبي في 12 مارس / وام / ',
    'الرياض 12 مارس (واس) ',
    'الكويت - 12 - 3 (كونا) -- ',
    'بكين 4 كانون الثاني/يناير 2018 (شينخوا) -- ',
    'رام الله 12-3-2018 وفا- ',
    'دمشق-سانا: ',
    'وطنية - طرابلس - ',
    '18:40 - ',
    'عمان، 12 مارس 2023 (د ب أ) - ',
    'الرباط / 12 مارس 2018 / و م ع / ',
    'عمان (شينخوا) 12 مارس ــ ',
    'مسقط (العُمانية) - ',
    'بيروت ــ المدن: ',
    'عمان - الرأي - ',
    'إيلاف من لندن: ',
    'عاجل | ',
    'أخبار الوادي/ ',
    'بغداد/ نينا/ ',
    'بالفيديو.. ',
    'الأردن.. ',
  ])('%s', (dateline) => {
    expect(datelineLength(`${dateline}${news}`)).toBe(dateline.length);
  });
});

describe('what only looks like a dateline stays', () => {
  test.each([
    'قالت شبكة سي إن إن (CNN) إن الرئيس سيوقع المرسوم.',
    'ذكرت وكالة الأنباء السعودية (واس) أن الملك استقبل الوزير.',
    'وكالة الأنباء السعودية (واس) نقلت عن الوزير تصريحاً.',
    'أطلقت القناة (BBC) برنامجاً جديداً عن الصحة.',
    'حركة التوحيد والإصلاح (خاص) - نشرت بياناً جديداً.',
    'رسالة من بيروت: الحرب كما يراها أهلها.',
    'صحافي من غزة (مستقل) – صور الحرب ونشرها.',
    'تقرير الخبراء – وهو سري – يتهم الحكومة.',
    'سعاد – طبيبة أطفال – قالت إن المستشفى مغلق.',
    'ترامب: “لن نرفع العقوبات”، وطهران تهدد.',
  ])('%s', (sentence) => {
    expect(datelineLength(sentence)).toBe(0);
  });
});

test('a line may be a dateline and nothing else', () => {
  expect(['إسطنبول/ محمد علي/ الأناضول', 'لندن: «الشرق الأوسط»', 'دمشق-سانا', 'باريس (أ ف ب)'].map(isDateline)).toEqual(
    Array.from({ length: 4 }, () => true),
  );
  expect([news, 'الجيش يدخل المدينة', 'وكالة الأنباء (واس)'].map(isDateline)).toEqual([false, false, false]);
});

test('the summary opens with the news, and says where in the article it stands', () => {
  const paragraphs = [
    `دبي، الإمارات العربية المتحدة (CNN)-- ${news}`,
    'وأضاف أن الرسوم تشمل الصلب والألمنيوم ومئات السلع الأخرى بدءاً من الشهر المقبل.',
  ];
  const { summary, sentences } = summariseParagraphs({ title: 'رسوم جديدة على الواردات', paragraphs });
  const body = paragraphs.join('\n\n');
  expect(summary.startsWith(news)).toBe(true);
  expect(body.slice(sentences[0]?.start, sentences[0]?.end)).toBe(news);
});
