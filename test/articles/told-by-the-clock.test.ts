import { describe, expect, test } from 'vitest';
import { cleanParagraphs } from '../../src/articles/boilerplate.ts';

const kept = (lines: readonly string[], title: string): string[] =>
  cleanParagraphs(lines, { title }).kept.map((block) => block.text);

const quake = 'مباشر: زلزال بقوة 6.1 يضرب غرب تركيا ويشعر به سكان إسطنبول';
const intro =
  'ضرب زلزال بقوة 6.1 درجات ولاية باليكسير غرب تركيا، مساء الاثنين، وشعر به سكان إسطنبول وإزمير، وسقط قتيل واحد على الأقل بحسب وزارة الداخلية.';
const posts = [
  'فرق الإنقاذ تنهي البحث في مبنى سندرغي',
  'انتُشل آخر العالقين حياً، ولم يعد تحت الأنقاض أحد بحسب رئيس البلدية.',
  'أردوغان: كل مؤسساتنا في الميدان',
  'كتب الرئيس على منصة إكس: «أسأل الله أن يحفظ بلدنا من كل سوء».',
  'المدارس مغلقة غداً',
  'علّقت وزارة التعليم الدراسة في ثلاث ولايات يومين.',
  'شهود: خرجنا حفاة',
  'قالت ساكنة في الطابق الخامس إن الثريا سقطت على السرير الذي نهضت منه للتو.',
];
const stamped = (stamps: readonly string[]): string[] =>
  stamps.flatMap((stamp, i) => [stamp, ...posts.slice(2 * i, 2 * i + 2)]);

describe('posts under lines that say only when stay, with their headings', () => {
  test.each([
    [['قبل 5 دقائق', 'قبل 20 دقيقة', 'قبل ساعة', 'قبل ساعتين']],
    [['21:15', '21:02', '20:48', '20:10']],
    [['19:40 بتوقيت غرينتش', '19:22 بتوقيت غرينتش', '18:55 بتوقيت غرينتش', '18:30 بتوقيت غرينتش']],
  ])('%s', (stamps) => {
    expect(kept([intro, ...stamped(stamps), 'تحميل المزيد'], quake)).toEqual([intro, ...posts]);
  });

  test('also where the first post stands right under the page’s head, and one has no text yet', () => {
    const lines = [
      '14:32',
      ...posts.slice(0, 2),
      'شارك',
      '14:20',
      'هزة ارتدادية بقوة 4.6',
      '13:47',
      ...posts.slice(2, 4),
    ];
    const page = [...lines, '13:05', ...posts.slice(4, 6), '12:30', ...posts.slice(6)];
    const article = [...posts.slice(0, 2), 'هزة ارتدادية بقوة 4.6', ...posts.slice(2)];
    expect(kept(page, 'تغطية مستمرة | زلزال غرب تركيا')).toEqual(article);
  });
});

test('posts whose headings open with the hour stay, from the newest on, with their headings', () => {
  const heads = ['18:40 — ', '17:15 — ', '14:02 — ', '09:30 — '];
  const article = posts.map((text, i) => (i % 2 === 0 ? `${heads[i / 2]}${text}` : text));
  const page = [quake, 'سلمى الحاج | 26 نوفمبر 2026', ...article, 'اقرأ أيضاً:', 'عاصفة تغلق مطار الكويت'];
  expect(kept(page, quake)).toEqual(article);
});

test('the hours of a day stay in mid-article, though the text says them again', () => {
  const title = 'انهيار سد ترابي فوق قرية الدير';
  const opening = 'انهار سد ترابي فوق قرية الدير فجر الأحد، ونزح عنها ثلاثمئة من سكانها إلى المدرسة.';
  const hours = [
    '05:10 - لاحظ حارس السد تشققاً في الجهة الشمالية.',
    '06:25 - طلبت البلدية من السكان الخروج إلى التلة القريبة.',
    '07:40 - غمرت المياه الطابق الأرضي من ثلاثين بيتاً.',
  ];
  const told = [
    'وبحسب رواية البلدية، لاحظ حارس السد تشققاً في الجهة الشمالية، واتصل بالدفاع المدني من هاتف جاره.',
    'ثم طلبت البلدية من السكان الخروج إلى التلة القريبة، وعاد بعضهم ليأخذ ماشيته قبل أن يصل الماء.',
    'وقالت الحكومة إنها ستعوض أصحاب البيوت، وإن لجنة ستنظر في ترخيص السد وفي من تولى صيانته.',
  ];
  const page = [title, opening, ...hours, ...told, 'شارك الخبر', 'الأكثر قراءة'];
  expect(kept(page, title)).toEqual([opening, ...hours, ...told]);
});

test('other stories below an article, each with its hour, still go', () => {
  const title = 'ضبط شحنة كبتاغون في مرفأ طرابلس اللبناني';
  const article = [
    'ضبطت الجمارك اللبنانية في مرفأ طرابلس مليوني حبة كبتاغون مخبأة في شحنة رخام كانت متجهة إلى مرفأ في غرب أفريقيا.',
    'وأوقف شخصان يشتبه في أنهما صاحبا الشحنة، ويستمر التحقيق بإشراف النيابة العامة الاستئنافية في الشمال.',
    'وقال وزير المالية إن أجهزة المسح الجديدة في المرفأ كشفت ثلاث شحنات كبتاغون منذ بداية العام.',
  ];
  const others = [
    'أخبار ذات صلة',
    'قبل ساعة',
    'معرض الكتاب يفتح أبوابه في بيروت',
    'قبل ساعتين',
    'أمطار غزيرة على الساحل يوم الخميس',
    'قبل 3 ساعات',
    'فوز النجمة على العهد في الدوري',
  ];
  expect(kept([...article, ...others], title)).toEqual(article);
});
