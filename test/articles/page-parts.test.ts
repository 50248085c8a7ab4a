import { describe, expect, test } from 'vitest';
import { cleanParagraphs } from '../../src/articles/boilerplate.ts';

const title = 'انقطاع المياه عن أحياء المرفأ يومين';
const lead = 'أعلنت مؤسسة مياه الساحل أن المياه ستنقطع عن أحياء المرفأ الثلاثة من صباح الأحد حتى مساء الاثنين.';
const next = 'وقالت المؤسسة إن صهاريج مجانية ستقف عند مدخل كل حي من السادسة صباحاً.';
const last = 'وتبدل المؤسسة خلال القطع أنبوباً عمره ستون عاماً تسرب منه ربع ما تضخه المحطة.';
const own = [lead, next, last];

const kept = (...page: readonly string[]) => cleanParagraphs(page, { title }).kept;
const body = (...page: readonly string[]): string[] => kept(...page).map(({ text }) => text);

describe('above the text', () => {
  test.each([
    ['a house alone, with the title’s words', ['صحيفة المرفأ']],
    ['one or two words of a picture or a section', ['أحياء المرفأ']],
    ['the way to the page', ['الصفحة الرئيسية >> المرفأ']],
    ['the title on two lines', ['انقطاع المياه عن أحياء', 'المرفأ يومين']],
    ['an author’s trade and land', ['كاتبة صحافية من المرفأ']],
  ])('%s leaves', (_, lines) => {
    expect(body(...lines, ...own)).toEqual(own);
  });

  test('a section of the paper, though the title has a word of it', () => {
    const named = 'تعاون دولي لإصلاح شبكة المرفأ';
    const text = 'أعلنت مؤسسة مياه الساحل تعاوناً دولياً لإصلاح شبكة المرفأ يبدأ صباح الأحد المقبل.';
    const { kept } = cleanParagraphs(['محلي و دولي', text, next], { title: named });
    expect(kept.map((block) => block.text)).toEqual([text, next]);
  });

  test('the heading of an introduction and a second title stay', () => {
    expect(body('مقدمة المياه', ...own)).toEqual(['مقدمة المياه', ...own]);
    expect(body('مؤسسة المياه تعد بصهاريج مجانية', ...own)).toEqual(['مؤسسة المياه تعد بصهاريج مجانية', ...own]);
  });
});

describe('below and beside the text', () => {
  test.each([
    ['an agency behind the last stop', [lead, next, `${last} (ANADOLU)`]],
    ['two of them', [lead, next, `${last} (أ.ف.ب / رويترز)`]],
    [
      'tags that a page ran together under their label, and the source between strokes',
      [
        ...own,
        '/مصدر: شينخوا/',
        'الكلمات الرئيسية',
        'مياه الساحلأحياء المرفأ القديمشبكات التوزيعمؤسسة المياه الوطنيةالصهاريج المجانية والأحياءالخدمات البلديةمشاريع الأنابيبأخبار المرفأ والساحل الشمالي',
      ],
    ],
    [
      'the words of a picture, long as they are, with whose it is glued to them',
      [
        lead,
        'يقف سكان المرفأ منذ ساعات الفجر في صفوف طويلة أمام صهاريج المياه التي أرسلتها المؤسسة إلى مداخل الأحياء الثلاثة قبل أن ينقطع الضخ عنها صباح الأحد.صورة من: Karl Brand/dpa/picture alliance',
        next,
        last,
      ],
    ],
  ])('%s leaves', (_, page) => {
    expect(body(...page)).toEqual(own);
  });

  test('a sentence of rates is no table and no offer', () => {
    const rates =
      'يأتي ذلك وسط ثبات سعر الصرف، حيث لم يتجاوز سعر الدولار 600 ريال للبيع و597 ريالاً للشراء، كما بقي الدينار عند 158 ريالاً.';
    expect(body(...own, rates)).toEqual([...own, rates]);
  });

  test('another story under the house and town that stand alone over the article', () => {
    const other =
      'الضفاف اليوم – بغداد لم تعد التسريبات هامشاً في السباق، بل تحولت مع اقتراب الاقتراع إلى وسيلة ابتزاز علنية بين المرشحين.';
    expect(body(title, 'الضفاف اليوم - بغداد', ...own, other)).toEqual(own);
  });
});

test('what stands under a dateline alone on its line opens the article, however little it shares', () => {
  const scene = 'استهل سكان الساحل صيفهم بحرّ لم يعرفوه منذ ثلاثين عاماً.';
  const page = ['القائمة', 'طرابلس (د ب أ)', scene, 'وانقطاع المياه عن أحياء المرفأ يومين زاد شكواهم.', next, last];
  expect(kept(...page).find(({ text }) => text === scene)?.unconfirmed).toBeUndefined();
  expect(body(...page)).toContain(scene);
});

describe('above an article that is shorter than what stands there', () => {
  const others = [
    'توقع مركز الأرصاد في الهيئة العامة للطيران، الأحد، استمرار الطقس بارداً في المرتفعات الجبلية أثناء الليل والصباح الباكر، مع احتمال تكوّن الصقيع على أجزاء منها.',
    'ارتفع عدد المسجلين في دورات التعليم المهني إلى خمسة وأربعين ألفاً، أغلبهم من خريجي العام الماضي، فيما لا يزال آلاف ينتظرون أماكن شاغرة في المعاهد.',
  ];

  test('other stories’ openings leave over the printed title and a dateline alone', () => {
    expect(body(...others, title, '[23/04/2020 01:20]', 'صيدا ـ وات :', lead)).toEqual([lead]);
  });

  test('headlines run together on one line leave', () => {
    const ticker =
      'وزارة التعليم تفتح باب التسجيل في المعاهد المهنية فضيحة تهز سلسلة متاجر كبرى تحطم طائرة شحن في الجبال وفقدان طاقمها فرصة استثمارية لتشغيل منتجع جبلي جامعة الساحل تدخل تصنيفاً عالمياً أمطار غزيرة على السهل الشمالي استقرار أسعار الذهب وفاة سائق حافلة';
    expect(body(ticker, lead, next)).toEqual([lead, next]);
  });

  test('what a picture shows leaves, though the title names it', () => {
    expect(body('صورة لأحياء المرفأ بلا مياه', ...own)).toEqual(own);
  });
});

test('an opening with which «وقالت …» right below goes on is the article’s, whichever of them takes the title up', () => {
  const opening =
    'كشف حاكم المدينة سليم النخلي، في كلمة الجمعة، بمناسبة انتهاء أعمال التوسعة وتسليم العقود، رؤيته لما تكون عليه الأحوال في مرحلة ما بعد الأزمة التي استمرت ثلاث سنوات.';
  const goes = 'وقال في الكلمة إن انقطاع المياه عن أحياء المرفأ يومين آخر ما يطلبه من السكان هذا الصيف.';
  const page = [title, 'شارك', 'حجم الخط', title, opening, goes, last];
  expect(kept(...page).find(({ text }) => text === opening)).toEqual(
    expect.not.objectContaining({ unconfirmed: true }),
  );
});

describe('of pictures and links in a running text', () => {
  test('the title with whose the picture is, an address of the agency behind it, leaves, and what stands above is no other story’s', () => {
    const opening = 'يفحص خبراء أنابيب الضفة خلال الأسابيع المقبلة، في محاولة لمعرفة سبب التسرب تحت الأرض.';
    const page = ['مباشر', 'أقسام مهمة', title, opening, title, `${title} / Brand84 / Gettyimages.ru`];
    const goes = 'ويعمل الخبراء على خريطة لما سيحدث عند انقطاع المياه عن أحياء المرفأ يومين.';
    expect(kept(...page, goes, last)).toEqual([opening, goes, last].map((text) => expect.objectContaining({ text })));
    expect(kept(...page, goes, last).some(({ unconfirmed }) => unconfirmed)).toBe(false);
  });

  test('titles of other stories in a row leave over text that goes on with what stands above them', () => {
    const titles = [
      'رسمياً: بلدية الضفة تبدأ أولى خطوات إزالة حي الصفيح خلال شهر',
      'الحكومة تزيل العوائق أمام المقيمين وتفتح أبواب الاستثمار بلا كفيل',
      'شركة سيارات تكشف مزايا الطراز الجديد وأسعاره في الأسواق',
    ];
    const goes = 'وأوضحت المؤسسة أن خزانات المدارس والمستشفى ستملأ مساء السبت قبل بدء القطع بساعات.';
    const more = 'وأضافت أن فرق الطوارئ ستبقى في الأحياء الثلاثة حتى تعود المياه إلى كل بيت فيها.';
    expect(body(lead, next, ...titles, goes, more, last)).toEqual([lead, next, goes, more, last]);
  });
});
