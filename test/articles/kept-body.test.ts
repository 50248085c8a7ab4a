import { describe, expect, test } from 'vitest';
import { lineKind } from '../../src/articles/boilerplate/line.ts';
import { cleanParagraphs } from '../../src/articles/boilerplate.ts';
import { cleanBlocks } from '../../src/articles/clean-blocks.ts';

const kept = (lines: readonly string[], title: string): string[] =>
  cleanParagraphs(lines, { title }).kept.map((block) => block.text);

const title = 'سبع عادات تخفض فاتورة الكهرباء في البيت';
const intro = [
  'ارتفعت فواتير الكهرباء في الأردن بنسبة 22% خلال عام، بحسب هيئة الطاقة، ويشكو سكان عمّان من أن الشرائح الجديدة تضاعف كلفة التكييف والتسخين.',
  'في ما يأتي سبع عادات ينصح بها مهندسو الطاقة لخفض الفاتورة، ولا تحتاج أي منها إلى أجهزة جديدة أو إلى فني.',
];
const tips = [
  'اضبطي المكيف على 24 درجة',
  'كل درجة أقل ترفع استهلاك المكيف بنحو 6%، وتكفي 24 درجة لتبريد غرفة متوسطة في البيت خلال ربع ساعة.',
  'أطفئي سخان الماء ليلاً',
  'يستهلك السخان ثلث فاتورة الكهرباء في الشتاء، وتكفي ساعة واحدة صباحاً لتسخين ماء يوم كامل لأسرة من خمسة.',
  'اغسلي بالماء البارد',
  'ينصح المهندس فراس العبادي، مستشار الطاقة، بغسل الملابس بالماء البارد لأن تسخين الماء يستهلك معظم كهرباء الغسالة.',
  'نظفي مرشح المكيف',
  'المرشح المسدود يرفع استهلاك المكيف بنسبة 15%، وتنظيفه بالماء كل أسبوعين لا يستغرق خمس دقائق.',
  'افصلي الشواحن',
  'أجهزة كثيرة تستهلك الكهرباء وهي مطفأة، وفصل الشواحن والشاشات ليلاً يخفض الفاتورة بنحو 4% بحسب العبادي.',
  'املئي الثلاجة',
  'ثلاثة أرباع السعة مثالية، فالأطعمة المبردة تحفظ برودة بعضها حين ينفتح الباب وتريح المحرك.',
  'راقبي العداد',
  'قراءة العداد كل أسبوع تكشف ارتفاع الاستهلاك قبل صدور الفاتورة، ويقول العبادي إنها أبسط عادات التوفير في البيت وأنفعها.',
];

test('a tip under its own heading stays, though it shares no word with the rest of a long list', () => {
  const article = [...intro, ...tips];
  expect(kept(article, title)).toEqual(article);
});

describe('an instruction to do something with any site or browser is no call of the page', () => {
  test.each([
    'افتحي موقع البنك بكتابة عنوانه في المتصفح أو من التطبيق الرسمي، ولا تستخدمي الروابط المختصرة التي تصل في الرسائل',
    'استخدموا المتصفح في وضع التخفي وكلمة سر مختلفة لكل حساب، ولا تحفظوا أياً منها.',
    'حدّث نظام الهاتف والتطبيق فور صدور نسخة جديدة، فالثغرات القديمة معروفة للمحتالين.',
  ])('%s', (line) => {
    expect(lineKind(line)).toBe('text');
  });

  test('nor is what somebody of the story can do', () => {
    const able = 'تستطيع الشركة المشغلة طلب لائحة بأسماء المشتركين، لكنها لا تستطيع أن تنشرها.';
    expect(lineKind(able)).toBe('text');
    expect(lineKind(able.replace('الشركة المشغلة طلب لائحة', 'المشاركة في موقعنا وطلب لائحة'))).not.toBe('text');
  });

  test('but one to do it with the page’s own is', () => {
    expect(lineKind('حدّثوا تطبيقنا على هاتفكم الآن لتصلكم الإشعارات أولاً بأول')).toBe('call-to-action');
  });
});

describe('a sentence of the story that begins as a notice of a page does is no notice', () => {
  test.each([
    'انتهت مهلة الأسبوعين التي منحتها الحكومة للمحتجين من دون أن يخلوا الساحة.',
    'تم إغلاق باب الترشح للانتخابات البلدية مساء الأحد بعد تمديده مرتين.',
    'لا يجوز استخدام القوة ضد المدنيين إلا دفاعاً عن النفس.',
    'الحكومة غير مسؤولة عن تأخر الرواتب هذا الشهر، والمصارف وحدها من أخّرها.',
    'لا تتحمل البلدة وحدها مسؤولية ما وصل إليه النهر.',
    'نُشر في بيروت ديوانها الأول وهي في العشرين.',
  ])('%s', (line) => {
    expect(lineKind(line)).toBe('text');
  });

  test.each([
    'الموقع غير مسؤول عن محتوى الروابط الخارجية',
    'إدارة الموقع لا تتحمل مسؤولية التعليقات المنشورة',
    'لا يجوز نشر هذه المادة أو نسخها من دون إذن',
    'انتهت مهلة الجلسة، أعد تحميل الصفحة',
  ])('but «%s» is', (line) => {
    expect(lineKind(line)).not.toBe('text');
  });
});

test('a last paragraph right under a label with no title between stays', () => {
  const article = [
    'توفي اليوم في دمشق الممثل المسرحي رفيق شعبان عن 81 عاماً.',
    'وشارك الممثل الراحل في أكثر من ستين عرضاً مسرحياً في دمشق وحلب.',
    'تقام الصلاة عليه ظهر غد في جامع الشافعي بالمزة.',
  ];
  const page = [...article.slice(0, 2), 'خبر عاجل', ...article.slice(2)];
  expect(kept(page, 'وفاة الممثل المسرحي رفيق شعبان')).toEqual(article);
});

test('a title with two dots behind «اقرأ أيضًا» is another story’s', () => {
  expect(lineKind('اقرأ أيضًا: مخيمات الشمال تفرغ.. ومن بقي لا يملك أجرة الطريق')).toBe('inline-related');
});

describe('what opens or ends an article', () => {
  const harbour = 'صيادو الأرخبيل يفقدون مصائدهم الموروثة أمام مراكب الجر';
  const scene =
    'الخامسة فجرا في ميناء العطايا. يدفع عم الهادي (67 سنة) فلوكته بعصا طويلة، ويمضي بلا محرك نحو صف من جريد النخل. لا ضوء سوى سيجارته.';
  const story = [
    'لم يبق من مصائد الأرخبيل الموروثة هذا الموسم سوى ستين مصيدة، بعد أن كانت تفوق أربعمئة قبل أربعين عاما، بحسب مجمع الصيد البحري.',
    'ويحمّل الصيادون مراكب الجر مسؤولية ما جرى، وتعمل هذه المراكب ليلا قرب الشاطئ رغم أن القانون يمنعها في هذه الأعماق.',
    'وتقول مندوبية الصيد البحري إن زورقين فقط من خمسة صالحان لمراقبة مراكب الجر، وإنها حررت ثلاثين محضرا هذا الموسم.',
    'ويطالب مجمع الصيد البحري بتعويض أصحاب المصائد الموروثة وبحجز المراكب التي يضبطها الحرس قرب الشاطئ.',
  ];

  test('a scene two lines below the date stays', () => {
    const head = [
      'في الأرخبيل تختفي مصائد موروثة عمرها قرون لم تحمها الدولة.',
      '10 سبتمبر 2026',
      'متوفر باللغة : الفرنسية',
    ];
    expect(kept([...head, scene, ...story], harbour)).toEqual([head[0], scene, ...story]);
  });

  test('a teaser of one sentence under another story’s title and date goes', () => {
    const teaser = [
      'مهرجان السينما يختار خمسة أفلام عربية قصيرة',
      '10 سبتمبر 2026',
      'تتنافس الأعمال المختارة على ثلاث جوائز تمنحها لجنة دولية في نوفمبر.',
    ];
    expect(kept([...story, ...teaser], harbour)).toEqual(story);
  });
});

test('the answer to an interview’s last question stays, whatever its words', () => {
  const article = [
    'تعرض المخرجة فيلمها الطويل الثاني في عمّان نهاية الشهر، بعد فوزه بجائزة لجنة التحكيم في القاهرة.',
    'يتتبع الفيلم ليلة واحدة في قسم الطوارئ بمستشفى حكومي على أطراف المخيم، من خلال ممرضة في نوبتها الأخيرة.',
    '- لماذا اخترتِ المستشفى مكاناً للفيلم؟',
    'لأن المستشفى بيتي أكثر من أي مكان آخر. عملت أمي ممرضة فيه ثلاثين سنة، وكنت أنام طفلة على مقعد الممر.',
    '- هل يزعجك أن يصنف الفيلم ضمن سينما اللجوء؟',
    'يزعجني كثيراً. أنا لا أصنع الفيلم عن أهل المخيم، أنا أصنعه معهم، والممرضة لا تذكر كلمة المخيم مرة واحدة.',
    '- لماذا انسحبتِ من المنحة الأوروبية؟',
    'طلبوا تعديل نهاية الفيلم وأن تبقى الممرضة في المستشفى. خسرنا المنحة وتأخر التصوير سنة، لكنني أنام جيداً.',
    '- وكيف أكملتم الإنتاج؟',
    'بالدين وبالصندوق الذي غطى ثلث الميزانية. صورنا الفيلم في تسع عشرة ليلة داخل طابق مهجور من المستشفى.',
    '- لماذا رفضتِ عرض المنصة؟',
    'لم أرفض المال، رفضت شرط المنصة أن لا يعرض الفيلم في صالات المنطقة قبل عامين، وأهل المخيم أولى به.',
    '- ما مشروعك القادم؟',
    'أكتب قصة جدّ يتعلم القراءة في الثمانين ليفهم رسائل زوجته. كوميديا هذه المرة، فأنا مدينة للناس بضحكة.',
  ];
  const { kept: blocks } = cleanParagraphs(article, { title: 'المخرجة هند: لا أصنع أفلاماً عن اللاجئين' });
  expect(blocks.map(({ text }) => text)).toEqual(article);
  // A dash before a question is the mark of who speaks, not of a list.
  expect(blocks.filter(({ text }) => text.startsWith('-')).every(({ kind }) => kind === 'heading')).toBe(true);
});

test('a table stays whole with what names it, or goes whole', () => {
  const firm = 'أرباح إسمنت الوادي ترتفع إلى 74 مليون ريال';
  const table = [
    'ملخص النتائج المالية (مليون ريال)',
    'البند | الربع الثالث 2025 | الربع الثالث 2026 | التغير',
    'الإيرادات | 218.4 | 251.0 | 14.9%',
    'إجمالي الدخل | 81.7 | 97.2 | 19.0%',
    'صافي الدخل | 62.9 | 74.3 | 18.1%',
    'ربح السهم (ريال) | 0.42 | 0.50 | 19.0%',
  ];
  const story = [
    'ارتفعت أرباح شركة إسمنت الوادي إلى 74 مليون ريال بنهاية الربع الثالث من العام، مقارنة بأرباح قدرها 62 مليون ريال في الربع نفسه من العام الماضي.',
    'وقالت الشركة إن صافي الدخل ارتفع بفضل زيادة الكميات المباعة وانخفاض تكلفة الوقود، وإن إجمالي الدخل بلغ 97 مليون ريال.',
    'وأوصى مجلس الإدارة بتوزيع أرباح نقدية على المساهمين بواقع ثلاثة أرباع الريال للسهم.',
    'وتبلغ الطاقة الإنتاجية للشركة أربعة ملايين طن من الكلنكر سنوياً.',
  ];
  const [first = '', ...rest] = story;
  expect(kept([first, ...table, ...rest], firm)).toEqual([first, ...table, ...rest]);
  const standings = ['الفريق | لعب | نقاط', 'الوحدة | 9 | 24', 'العين | 9 | 22', 'الشباب | 9 | 19'];
  const left = kept([...story, 'الأكثر قراءة', 'ترتيب الدوري بعد الجولة التاسعة', ...standings], firm);
  expect(left.filter((line) => standings.includes(line))).toEqual([]);
});

describe('whose a picture is says that the line stands below one', () => {
  test.each([
    'فرحة لاعبي الوحدة بهدف الفوز (تصوير: عماد غالب)',
    'انهيار عقار محرم بك - صورة أرشيفية',
    'خريطة انتشار الجماعات المسلحة في منطقة الساحل (أفق)',
  ])('%s', (line) => {
    expect(cleanParagraphs([line], { title: '', around: 'nothing' }).kept.map(({ kind }) => kind)).toEqual(['caption']);
  });

  test('but no line that tells', () => {
    const line = 'وقال المتحدث إن القوات دخلت المدينة من جهتها الشمالية (سانا)';
    expect(cleanParagraphs([line], { title: '', around: 'nothing' }).kept[0]?.kind).not.toBe('caption');
  });
});

test('what cannot be seen is not printed, and tatweel inside a word neither', () => {
  const [block] = cleanParagraphs(
    ['عم\u200c الهادي\u00a0قال لـ\u200f"خيط" إن \u200e63\u200e شرفية بقيت مـن 400 في عام 1448 هـ.'],
    {
      title: '',
      around: 'nothing',
    },
  ).kept;
  expect(block?.text).toBe('عم الهادي قال لـ"خيط" إن 63 شرفية بقيت من 400 في عام 1448 هـ.');
});

test('the joiner inside a Persian word stays', () => {
  const line = 'وأصدرت دار «می\u200cخواهم» روايته الأولى في طهران.';
  expect(cleanParagraphs([line], { title: '', around: 'nothing' }).kept[0]?.text).toBe(line);
});

describe('the last paragraph of an article whose stop was forgotten', () => {
  const opening = [
    'أبقى مجلس المدينة رسوم المواقف على حالها سنة أخرى، خلافاً لما طلبه أصحاب المحال في الشارع التجاري.',
    'وقال رئيس المجلس أنور الكيالي إن القرار يراجع في الصيف بعد أن يفتح المرأب الجديد خلف المسرح البلدي.',
  ];
  const cleaned = (last: string) =>
    cleanBlocks(
      [...opening, last].map((text) => ({ kind: 'paragraph', text })),
      { title: 'رسوم المواقف باقية على حالها' },
    );

  test.each(['ويفتح المرأب في أيلول المقبل', 'لكن الرسوم سترتفع بعد الصيف إن لم يفتح المرأب'])('stays: %s', (last) => {
    expect(cleaned(last).blocks.at(-1)).toEqual({ kind: 'paragraph', text: last });
  });

  test('but a heading with nothing under it goes, and that is told', () => {
    const { blocks, removed } = cleaned('مواقف المدينة في أرقام');
    expect(blocks.map(({ text }) => text)).toEqual(opening);
    expect(removed).toMatchObject([{ text: 'مواقف المدينة في أرقام' }]);
  });

  test('stands without the word by which an agency ends it', () => {
    const last = 'ويفتح المرأب في أيلول المقبل بعد عامين من العمل.';
    expect(cleaned(`${last}(النهاية)`).blocks.at(-1)?.text).toBe(last);
  });
});
