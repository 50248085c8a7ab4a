import { describe, expect, test } from 'vitest';
import { lineKind } from '../../src/articles/boilerplate/line.ts';
import { cleanParagraphs } from '../../src/articles/boilerplate.ts';
import { body, inMid, title } from './port-story.ts';

const kept = (lines: readonly string[], of = title): string[] =>
  cleanParagraphs(lines, { title: of }).kept.map(({ text }) => text);

const others = ['قطار الليل يصل إلى الواحة بعد غياب عامين', 'منتخب الشباب يستعد لدورة الصيف في معسكر مغلق'];

describe('a paragraph that the page’s own words stand before on one line stays without them', () => {
  const [, , , , fifth = ''] = body;
  test.each([
    'اضغط هنا للانضمام إلى قناتنا على واتساب',
    'تبرّع الآن',
    'لمتابعة الأخبار حمّل التطبيق من هنا 📱',
    'استمع 00:00 / 03:12',
    `شاهد أيضاً: ${others[0]}`,
  ])('%s', (words) => {
    const lines = inMid();
    lines[4] = `${words} ${fifth}`;
    expect(kept(lines)).toEqual(body);
  });

  test('also where it is the opening', () => {
    expect(kept([title, `اضغطوا هنا للاشتراك في نشرتنا ${body[0]}`, ...body.slice(1)])).toEqual(body);
  });

  test('but a call that goes on is one, and an hour before its text is the text’s', () => {
    const appeal = 'صحافتنا المستقلة تعيش بدعمكم. ساهموا معنا ولو بمبلغ بسيط لنواصل كشف ما يراد له أن يبقى في الظل.';
    expect(kept(inMid(appeal))).toEqual(body);
    const app = 'يمكنكم تلقي إشعارات بأهم الموضوعات بعد تحميل أحدث نسخة من تطبيق سهول على هاتفكم المحمول.';
    expect(kept(inMid(app))).toEqual(body);
    const day = [
      '09:30 اقترع رئيس اللجنة في مدرسة الميناء وقال إن الإقبال فوق المتوقع.',
      'في 2002 حقق الحزب فوزاً ساحقاً في بلديات الساحل كلها للمرة الأولى.',
    ];
    expect(kept(day, 'انتخابات بلديات الساحل')).toEqual(day);
  });
});

describe('a list that the page prints on one line', () => {
  test.each(['|', '•'])('parted by «%s» goes as lines do', (mark) => {
    const row = ['أخبار ذات صلة', ...others].join(` ${mark} `);
    expect(kept([...body, row])).toEqual(body);
    const dated = ['آخر الأخبار', others[0], 'منذ 5 دقائق', others[1], 'منذ ساعة'].join(` ${mark} `);
    expect(kept([title, dated, ...body])).toEqual(body);
  });

  test('but a table’s row, and one that has nothing of the page’s, is the article’s', () => {
    const table = ['الحزب | الأصوات | المقاعد', 'البلدة للجميع | 4120 | 9', 'الميناء أولاً | 3015 | 6'];
    const text = [...body.slice(0, 4), ...table, ...body.slice(4)];
    expect(kept(text)).toEqual(text);
  });
});

describe('the article’s own text among other stories’ titles', () => {
  const scene =
    'في الساعة السادسة صباحاً لا يُسمع في الشارع الطويل غير صوت امرأة تكنس أمام دكانها. تقول إنها لا تنتظر أحداً.';
  test('an opening without a stop that tells in the past is no title of theirs', () => {
    const opening = 'استقبل رئيس البلدية وأعضاء مجلسها مندوبي الأحياء القديمة في القاعة الكبرى مساء الأحد';
    const page = ['انشر تؤجر', 'تابعونا على جميع منصات التواصل الاجتماعي', opening, ...body.slice(1)];
    expect(kept(page, 'شكراً لأنكم صبرتم علينا')).toEqual([opening, ...body.slice(1)]);
  });

  test('a scene under titles that each have their time behind them is no excerpt of the last', () => {
    const [first = '', second = ''] = others;
    expect(kept(['آخر الأخبار', first, 'منذ 5 دقائق', second, 'منذ 12 دقيقة', scene, ...body])).toEqual([
      scene,
      ...body,
    ]);
  });

  test('a last paragraph under an empty list and a title it has nothing of goes on with the article', () => {
    expect(kept([...body.slice(0, -1), 'اقرأوا أيضاً:', 'No posts', others[0] ?? '', body.at(-1) ?? ''])).toEqual(body);
  });

  test('a paragraph over a post’s signature, of which the page kept nothing else, is no post', () => {
    expect(kept(inMid('— رنا الحداد (@rana_84) March 4, 2024'))).toEqual(body);
    expect(kept([title, body[0] ?? '', '— رنا الحداد (@rana_84) March 4, 2024', ...body.slice(1)])).toEqual(body);
    expect(kept(inMid('صباح الخير من الميناء القديم', '— رنا الحداد (@rana_84) March 4, 2024'))).toEqual(body);
  });
});

describe('lines that only a page has', () => {
  test.each([
    ['label', '🔥 الأكثر قراءة 🔥'],
    ['label', 'فيديو قد يعجبك:'],
    ['label', 'نقترح عليكم'],
    ['label', 'أيضاً على الموقع'],
    ['inline-related', 'المزيد ‹‹ قطار الليل يصل إلى الواحة'],
    ['inline-related', 'في الملف نفسه: قطار الليل يصل إلى الواحة'],
    ['notice', 'يُستكمل المقال بعد الإعلان'],
    ['notice', 'تابع القراءة أسفل الإعلان'],
    ['notice', 'هل كان هذا الملخص مفيداً؟'],
    ['notice', 'كانت هذه تفاصيل خبر قطار الليل يصل إلى الواحة لهذا اليوم نرجو أن نكون قد وفقنا'],
    ['byline', 'الكاتبة: رنا الحداد'],
    ['chrome', 'الدار البيضاء 22°'],
    ['chrome', 'تاسي 12,341.20 +0.45%'],
    ['chrome', 'وسوم الواحة القطار الميزانية'],
  ])('%s: %s', (kind, line) => {
    if (line.includes('🔥')) expect(kept(inMid(line))).toEqual(body);
    else expect(lineKind(line)).toBe(kind);
  });

  test.each([
    'لا نتلقى أموالاً من حكومات أو أحزاب. إن كنت تؤمن بما نفعله، تبرّع لنا اليوم.',
    'لن يموّل المصرف صحافة تفضحه. موّلها أنت.',
  ])('an appeal for money: %s', (appeal) => {
    expect(kept(inMid(appeal))).toEqual(body);
  });
});
