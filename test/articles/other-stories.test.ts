import { describe, expect, test } from 'vitest';
import { lineKind } from '../../src/articles/boilerplate/line.ts';
import { plainOf } from '../../src/articles/boilerplate/page.ts';
import { PERHAPS, pageSpeech } from '../../src/articles/boilerplate/speech.ts';
import { cleanParagraphs } from '../../src/articles/boilerplate.ts';
import { body, inMid, title } from './port-story.ts';

const kept = (page: readonly string[]): string[] =>
  cleanParagraphs(page, { title }).kept.flatMap(({ kind, text }) => (kind === 'caption' ? [] : [text]));
/** Stories of the same subject, so that words alone do not tell them apart. */
const likeTitle = 'سكان المرفأ يطالبون البلدية بتنظيف المدارس القديمة من النفايات';
const likeExcerpt = 'طالب سكان المرفأ البلدية بتنظيف المدارس القديمة، وقال مدير الشركة إن العمال سيبدؤون صباح الاثنين.';

describe('another story’s title, whatever words it shares with the article', () => {
  test.each(['لا يفوتك', 'من العدد السابق', 'تحقيقات أخرى', 'مختارات', 'اقرأ تدقيقاتنا السابقة', 'من تغطيتنا'])(
    'goes under «%s» in mid-article',
    (label) => expect(kept(inMid(label, likeTitle))).toEqual(body),
  );

  test('goes where text that goes on stands right under it', () => {
    const headings = new Map([
      [3, 'عقود الشركة'],
      [7, 'رسوم المطاعم'],
      [9, 'كلفة مركز الفرز'],
    ]);
    const headed = body.flatMap((text, at) => [...(headings.has(at) ? [headings.get(at) ?? ''] : []), text]);
    const another = 'سكان الجزيرة يعيدون بناء الجسر المهدم';
    expect(kept([...headed.slice(0, 2), another, ...headed.slice(2)])).toEqual(headed);
  });

  test('goes over the printed title, and among others where none is printed', () => {
    expect(kept(['سياسة', likeTitle, title, ...body])).toEqual(body);
    const list = [likeTitle, 'علماء يكتشفون كوكباً بعيداً يشبه الأرض', 'منتخب السلة يبلغ نهائي كأس آسيا'];
    expect(kept([...list, ...body])).toEqual(body);
  });

  test('goes with its excerpt from a list in which each has its date, however short the article', () => {
    const dated = [
      'قبل ساعة',
      likeTitle,
      likeExcerpt,
      'قبل ساعتين',
      'منتخب السلة يبلغ نهائي كأس آسيا',
      'بلغ منتخب السلة نهائي كأس آسيا.',
    ];
    expect(kept([...body.slice(0, 3), 'أخبار أخرى', ...dated])).toEqual(body.slice(0, 3));
  });

  test('a heading under a label that what follows takes up stays', () => {
    const heading = 'عقود الشركة التي تجمع النفايات';
    const page = [...body.slice(0, 3), 'اقرأ أيضاً', heading, ...body.slice(3)];
    expect(kept(page)).toEqual([...body.slice(0, 3), heading, ...body.slice(3)]);
  });
});

describe('the article goes on', () => {
  test('with several sentences under titles without excerpts, or under a label alone', () => {
    const scene = 'في المساء تجتمع النساء على الدرج. تقرأ إحداهن أسماء الغائبين بصوت خافت.';
    for (const list of [['من العدد السابق', 'علماء يكتشفون كوكباً بعيداً', 'منتخب السلة يبلغ النهائي'], ['مختارات']])
      expect(kept([...body, ...list, scene, 'اشترك في نشرتنا'])).toEqual([...body, scene]);
  });

  test('with the next number of its own items', () => {
    const steps = [
      '1- راجع جدول رسوم النفايات في البلدية',
      '2- قدّم طلب الخفض إلى لجنة السكان',
      '3- احفظ نسخة من الطلب',
    ];
    const list = ['من العدد السابق', 'منتخب السلة يبلغ النهائي'];
    const [start, end] = [body.slice(0, 6), body.slice(6)];
    expect(kept([...start, steps[0] ?? '', ...list, ...steps.slice(1), ...end])).toEqual([...start, ...steps, ...end]);
  });
});

describe('a picture’s words are no running text', () => {
  const caption = 'سكان الأحياء القديمة أمام مقر البلدية في المرفأ';
  test.each([
    ['with the agency behind them', [`${caption} (رويترز)`]],
    ['with the agency and the photographer', [`${caption} (أ ف ب/ حسن إبراهيم)`]],
    ['with whose rights they are', [`${caption} © استديو المرفأ`]],
    ['printed twice in a row', [caption, caption]],
  ])('%s', (_, lines) => expect(kept(inMid(...lines))).toEqual(body));

  test.each([`${caption} (رويترز)`, `${caption} (أ ف ب/ حسن إبراهيم)`])('%s, in an article of a few lines', (line) => {
    const blocks = cleanParagraphs([body[0] ?? '', line, body[1] ?? ''], { title }).kept;
    expect(blocks.map(({ kind }) => kind)).toEqual(['paragraph', 'caption', 'paragraph']);
  });

  test('a paragraph that ends with its agency behind a full stop is text, the agency apart', () => {
    expect(kept([...body.slice(0, 3), `${body[3]} (رويترز)`])).toEqual(body.slice(0, 4));
  });
});

describe('what a site says below an article and shares no word with it', () => {
  const foot = ['تأسست الدار بعد الحرب وتوزع كتبها حول العالم.', 'دليل القارئ', 'هاتف الاستعلامات يرد كل نهار.'];

  test('goes from a page of which something else has gone', () => {
    expect(kept([...body, 'اشترك في نشرتنا', ...foot])).toEqual(body);
  });

  test('stays where nothing tells that there is a page', () => {
    expect(kept([...body, foot[0] ?? ''])).toEqual([...body, foot[0]]);
  });

  test('an end that goes on with the article stays', () => {
    const end = 'وتم القبض على قائد العملية وعشرة من أتباعه.';
    expect(kept([...body, end, 'اشترك في نشرتنا'])).toEqual([...body, end]);
  });
});

test('points of another story over the article go, and those of its own stay', () => {
  const points = ['- حذر الرئيس الروسي من ضربات صاروخية جديدة على سوريا.', '- عقد مجلس الأمن جلسة طارئة في نيويورك.'];
  expect(kept([title, 'إظهار الملخص', ...points, ...body])).toEqual(body);
  const own = ['- بلدية المرفأ تخفض رسوم النفايات إلى النصف من مطلع الشهر.', '- الشركة ترفض نشر عقودها مع البلدية.'];
  expect(kept([title, 'إظهار الملخص', ...own, ...body])).toEqual([...own, ...body]);
});

test.each([
  ['محتوى ترويجيتعرّف على السيارة التي يتحدث عنها الجميع', 'chrome'],
  ['نُشر هذا التحقيق لأول مرة على موقع الشبكة.', 'notice'],
  ['ترجمه عن الفرنسية: هاني زكي', 'byline'],
  ['13:05وائل كرم', 'byline'],
])('«%s» is no text: %s', (line, kind) => expect(lineKind(line)).toBe(kind));

test('a forecast below an article goes', () => {
  const forecast = 'حالة الطقس المتوقعة: حار نهاراً والرياح شمالية غربية 12 إلى 38 كم في الساعة.';
  expect(kept([...body.slice(0, 5), forecast])).toEqual(body.slice(0, 5));
});

test('«ندعوك» is the page’s voice', () => {
  const invitation = 'لأن ما تقرأه هنا لا تموّله جهة سياسية، ندعوك إلى أن تكون جزءاً من مجتمعنا.';
  expect(pageSpeech(plainOf(invitation))).toBeGreaterThan(PERHAPS);
});
