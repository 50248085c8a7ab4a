import { describe, expect, test } from 'vitest';
import { cleanParagraphs } from '../../src/articles/boilerplate.ts';

const title = 'انقطاع المياه عن أحياء المرفأ يومين';
const lead = 'أعلنت مؤسسة مياه الساحل أن المياه ستنقطع عن أحياء المرفأ الثلاثة من صباح الأحد حتى مساء الاثنين.';
const next = 'وقالت المؤسسة إن صهاريج مجانية ستقف عند مدخل كل حي من السادسة صباحاً.';

function body(...paragraphs: string[]): string[] {
  return cleanParagraphs(paragraphs, { title }).kept.map(({ text }) => text);
}

describe("what a page's machine ran together with a line is parted from it", () => {
  test.each([
    '198_400213377_901123_n',
    'IMG_4471',
    '5C1B77A0-19FE-4D02-88AB-0C2D51E7A9F3. ',
    'date 2020-03-14 ',
    'date 2020-03 ',
    '/> سمر القاضي . 14 مارس 2020 صهاريج عند المرفأ (رويترز) + الخط -',
    'https://sahel.example/feed/ Sat, 14 Mar 2020 08:15:22 +0000 https://sahel.example/?p=4123 ',
    '2020-03-14T08:15:22Z www.sahel.example/4123 ',
    'تاريخ النشر: 14/03/2020 10:15 ',
    `محليات${title} بواسطة د. راشد القاسم 3 أيار 2024 0 مشاركة 0FacebookTwitterWhatsapp.`,
    `مجتمع${title} كتب راشد القاسم 3 أيار 2024 0 تعليقات مشاركة 0FacebookTwitterWhatsappTelegram512.`,
    'دخول(adsbygoogle = window.adsbygoogle || []).push({}); ',
    '.photo-box{position:relative;padding-top:60%} .photo-box img{width:100%;height:auto} ',
  ])('before the first word: %s', (glued) => {
    expect(body(glued + lead, next)).toEqual([lead, next]);
  });

  test.each([
    ' (انتهى)',
    ' انتهى/ن',
    'انتهى/25',
    ' أهـ',
    ' انتهى س.م',
    ' // انتهى // 09:47 ت م 0031',
    ' // يتبع // 14:26 ت م NNNN',
    ' (النهاية) م د / ف ك 131502 جمت',
    ' اضغط هنا للاطلاع على المادة في موقعها.',
    'إضافة إعلان',
    'Advertisement',
    'إعلانات',
    ` […] The post ${title} appeared first on السنابل نيوز.`,
    ` … The post ${title} appeared first on السنابل نيوز.`,
    ' الوسوم مياه مرفأ صهاريج',
    '[٣]',
    'وام',
    '[12][13]',
    'مياهمرفأصهاريج 0 تعليقات مشاركة 0FacebookTwitterWhatsappTelegram',
    'عرض الصيف: سنة من الأعداد المطبوعة بنصف السعر.',
  ])('behind the last stop: %s', (glued) => {
    expect(body(lead, next + glued)).toEqual([lead, next]);
  });

  test.each([
    'ربما يعجبك أيضاهدف متأخر يحسم القمة 3 أيار 2024مهرجان الفيلم القصير يعود 4 أيار 2024',
    'المقال السابقهدف متأخر يحسم القمةالمقال القادممهرجان الفيلم القصير يعود',
    'مشاركةالأكثر قراءة',
    'أضف تعليقاً إلغاء الرداحفظ اسمي وعنواني.',
  ])('a label and its titles, or a form, on a line of their own: %s', (line) => {
    expect(body(lead, next, line)).toEqual([lead, next]);
  });

  test('what a paragraph says before buttons is kept', () => {
    expect(body(`${lead} ${next} شارك 0FacebookTwitterWhatsapp`)).toEqual([`${lead} ${next}`]);
    expect(body(`${lead} 0FacebookTwitterWhatsapp12.${next}`).join(' ')).toContain('حتى مساء الاثنين');
  });

  test('between two sentences', () => {
    expect(body(`${lead}مساحة إعلانية ${next}`)).toEqual([lead, next]);
  });

  test('the printed title, its day and clock, and the story on one line', () => {
    expect(body(`${title} السبت ١٤ مارس ٢٠٢٠ ١٠:١٥ بتوقيت غرينتش ${lead}`, next)).toEqual([lead, next]);
  });

  test('titles under a label from the paragraph glued to them, which may have words of the last one and is not summarised', () => {
    const line = `أخبار ذات صلة هدف متأخر يحسم مباراة القمةمهرجان الفيلم القصير يعود إلى المدينة القديمة بعد غياب${next}`;
    const { kept } = cleanParagraphs([lead, `${line.replace('بعد غياب', 'في 2019')}`, next.replace('ستقف', 'تقف')], {
      title,
    });
    expect(kept[1]).toMatchObject({ text: next, unconfirmed: true });
  });

  test('each piece keeps its place in the given text', () => {
    const line = `198_400213377_901123_n${lead}`;
    const [kept] = cleanParagraphs([line, next], { title }).kept;
    expect(line.slice(kept?.at)).toBe(lead);
  });
});

describe('what only looks like it stays whole', () => {
  test.each([
    'قال الرئيس إن الحرب لن تنتهي قريباً، وإن الاجتماع الأول انتهى',
    'انطلقت الحفلة الأحد 14 مارس 2020 10:00 صباحاً بحضور ألف متفرج من أحياء المرفأ.',
    'COVID-19 فيروس ينتشر في أحياء المرفأ منذ انقطاع المياه عنها قبل يومين.',
    'كتب المبرمج const x = {} في السطر الأول، ثم انقطعت المياه عن أحياء المرفأ.',
    'قررت البلدية إضافة إعلان جديد عند كل خزان في أحياء المرفأ.',
  ])('%s', (line) => {
    expect(body(lead, line, next)).toEqual([lead, line, next]);
  });
});

test('a story that a page prints on one line stays, though a call ends it or it tells its readers what to do', () => {
  expect(body(`${lead} ${next} اضغط هنا للاطلاع على المادة في موقعها.`)).toEqual([`${lead} ${next}`]);
  const call =
    'فتحت وزارة الشباب باب التطوع في المخيمات حتى نهاية أيار. 1. أنشئ حساباً على بوابة الوزارة بالرقم الوطني. 2. ارفع صورة الهوية. 3. اختر ثلاثة مخيمات، وانتظر رسالة التأكيد. وقالت الوزارة إنها لا تطلب أي مبلغ عبر الهاتف.';
  expect(cleanParagraphs([call], { title: 'كيف تتطوع في مخيم؟' }).kept.map(({ text }) => text)).toEqual([call]);
});

test.each(['رنا سليم نشر في سهول نيوز يوم 13/10/2020', 'المصدر سهول نيوز بتاريخ 20-08-2024', '===== ر.ع', '/انتهى/'])(
  'where a reprinted text stood first, and the desk’s letters, are no text: %s',
  (line) => {
    expect(body(line.startsWith('=') || line.startsWith('/') ? '' : line, lead, next, line)).toEqual([lead, next]);
  },
);
