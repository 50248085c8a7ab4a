import { describe, expect, test } from 'vitest';
import { cleanParagraphs } from '../../src/articles/boilerplate.ts';
import { body, title } from './port-story.ts';

const kept = (...below: readonly string[]): string[] =>
  cleanParagraphs([title, ...body, ...below], { title }).kept.map(({ text }) => text);

describe('readers’ comments below an article go', () => {
  const comments = ['أبو سامر', 'والله تعبنا من هالحكي، بدنا فعل.', 'ابن الساحل', 'الله يعطيهم العافية، خطوة حلوة.'];

  test('as names over short texts, under a line of the page', () => {
    expect(kept('هذه المادة لا تعد توصية بالشراء أو البيع.', ...comments)).toEqual(body);
  });

  test('by the control to answer each of them', () => {
    const [first = '', one = '', second = '', two = ''] = comments;
    const said = 'وأضاف أن الشاحنات تصل متأخرة إلى حينا منذ سنوات طويلة.';
    expect(kept(first, one, 'Reply', second, `${two} ${said}`, 'Reply')).toEqual(body);
  });

  test('under «هناك تعليق واحد»', () => {
    expect(kept('هناك تعليق واحد:', 'غير معرف', 'ربنا يرفع البلاء عن أهل المرفأ.')).toEqual(body);
  });

  test('but people of the story stay under their names, and so do its last sections', () => {
    const voices = ['سلمى', 'تدفع رسوم النفايات منذ عشرين عاماً.', 'مازن', 'الحاويات فارغة في حي البلدية.'];
    expect(kept(...voices)).toEqual([...body, ...voices]);
  });
});

describe('what a page has below its article goes', () => {
  test('titles each with its date behind it, with an excerpt and what names their list', () => {
    const list = [
      'أخبار الشركة',
      '«واحة الساحل» توقع عقد تمويل بقيمة 300 مليون ريال 14/09/2025',
      '«ثمار الجبل» تتحول إلى خسائر قدرها 11 مليون ريال بنهاية العام 02/11/2025',
      'تحولت شركة «ثمار الجبل» إلى خسائر قدرها 11 مليون ريال بسبب ديون مشكوك في تحصيلها.',
    ];
    expect(kept(...list)).toEqual(body);
  });

  test('one such line is no list', () => {
    const deadline = 'الموعد الأخير لدفع رسوم النفايات في البلدية 14/09/2025';
    const goes = 'ورسوم النفايات تدفع في البلدية حتى ذلك الموعد الأخير، ولا تقبل بعده.';
    expect(kept(deadline, goes)).toContain(deadline);
  });

  test('who its author is, under a label and a name', () => {
    const life = 'محررة قديمة وعاشقة للقطارات، تفكك الساعات في وقت فراغها.';
    const short = [title, ...body.slice(0, 2)];
    for (const box of [
      ['عن الكاتبة', 'سمر الحداد', life],
      ['نبذة عني', life],
    ])
      expect(cleanParagraphs([...short, ...box], { title }).kept.map(({ text }) => text)).toEqual(body.slice(0, 2));
  });

  test('what it was made from', () => {
    const sources = [
      '↑ "Ports and waste", marsa.example, اطُّلع عليه بتاريخ 4-5-2021. Edited.',
      '^ أ ب Salim Kassem (2020), "A port", marsa.example, Retrieved 4-5-2021.',
    ];
    expect(kept('المراجع', ...sources)).toEqual(body);
    expect(kept('المصادر والمراجع:', ...sources.slice(1))).toEqual(body);
  });

  test('tags under their label', () => {
    expect(kept('كلمات مفتاح', 'المرفأ', 'نفايات')).toEqual(body);
    expect(kept('TAGS', 'المرفأ', 'نفايات', 'رسوم البلدية')).toEqual(body);
  });

  test('what the page does not answer for', () => {
    expect(kept('تخلي الساحل نيوز مسؤوليتها عن أي قرار يتخذ بناء على المعلومات الواردة هنا.')).toEqual(body);
  });

  test('another story that is told further than its excerpt', () => {
    const more = [
      'ويحصي تقرير لجامعة الساحل سبعين حفرة مكشوفة قرب مجرى النهر، تتسرب منها العصارة إلى آبار القرى المجاورة في الشتاء.',
      'وكانت الوزارة قد وعدت قبل انتخابات الربيع بتجهيز محارق حديثة، ثم سحبت المناقصة حين اعترضت جمعيات الصيادين عليها.',
    ];
    const other = [
      'اقرأ أيضاً:',
      'والي سنار يوجه بفتح المعابر أمام المحاصيل',
      'وجه والي سنار بفتح كل المعابر الداخلية أمام شاحنات المحاصيل وإلغاء الجبايات غير القانونية.',
      'وقال الوالي لدى لقائه لجنة مزارعي الذرة إن حكومته لن تسمح بأن يتحمل المنتج ثمن فوضى الطريق.',
      'وطالب المزارعون بتوفير الخيش والتمويل، محذرين من خروج تسعين ألف فدان من دائرة الإنتاج.',
    ];
    expect(kept(...more, ...other)).toEqual([...body, ...more]);
  });

  test('but not what goes on with the article under such an excerpt', () => {
    const goes = 'وقال رئيس البلدية إن رسوم النفايات في الأحياء القديمة لن ترتفع هذا العام.';
    const other = ['اقرأ أيضاً:', 'والي سنار يوجه بفتح المعابر', 'وجه والي سنار بفتح المعابر أمام شاحنات المحاصيل.'];
    expect(kept(...other, goes)).toContain(goes);
  });
});

describe('from where nothing of the article follows, the page’s foot goes whole', () => {
  const foot = [
    'مشاركةالأكثر قراءة',
    'جمال ورشاقة',
    'خمس وصفات من الطحين الأسمر ...',
    'بيت وأثاث',
    'كيف تنسقين شرفة ضيقة في شقة قديمة ...',
    'تصفحي عدد هذا الشهر',
    'عدد رقم 218',
  ];

  test('sections over titles that are cut off', () => {
    expect(kept(...foot)).toEqual(body);
  });

  test('but a last paragraph below some of its lines, and all above that, stay', () => {
    const last = 'ويستأنف المجلس جلسته مساء الاثنين، ثم يعلن موعد المناقصة الجديدة للمرفأ. وتنتهي المهلة بعد شهر.';
    expect(kept(...foot.slice(0, 3), last)).toContain(last);
    expect(kept(last, ...foot)).toEqual([...body, last]);
  });
});
