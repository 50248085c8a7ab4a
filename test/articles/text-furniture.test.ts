import { describe, expect, test } from 'vitest';
import { lineKind } from '../../src/articles/boilerplate/line.ts';
import { cleanParagraphs } from '../../src/articles/boilerplate.ts';
import { cleanBlocks } from '../../src/articles/clean-blocks.ts';

describe('lines of the page around an article', () => {
  test.each([
    'لتلقّي أبرز قصص الموقع على واتساب إضغط(ي) هنا!',
    'حمّل تطبيقنا على هاتفك لتصلك الأخبار أولاً بأول.',
    'إذا أعجبك هذا المقال فشاركه مع أصدقائك عبر وسائل التواصل الاجتماعي.',
    'صحافتنا المستقلة تعتمد على دعمكم، تبرّعوا اليوم.',
    'ما رأيك؟ شاركنا برأيك في خانة التعليقات.',
    'هذا المقال متاح للمشتركين فقط، اشترك الآن.',
    'سجّل بريدك الإلكتروني ليصلك ملخص الأسبوع.',
    'كن أول من يعرف: فعّل الإشعارات الآن.',
    'أنجز هذا التقرير بدعم من صندوق الصحافة العربية.',
    'يحظر إعادة نشر هذه المادة من دون إذن خطي',
    'الرئيسية | أخبار | مقالات رأي',
    'قراءة المزيد',
    '[tptn_list show_date="1" heading="0" limit="5"]',
    'يستخدم هذا الموقع الكوكيز لضمان حصولك على أفضل تجربة.',
    'شكراً لاشتراكك، تحقق من بريدك لتأكيد الاشتراك.',
    'مساهمتك تحافظ على محتوى الموقع مفتوحاً للجميع.',
    'إدارة التفضيلات',
    '00:00 / 04:32',
    'Author, سمر الحداد',
    'هيئة التحرير',
    'تصويب',
    'تصويب: ورد في عدد أمس أن الجسر بني عام 1962.',
    'ورد في خبر أمس أن الجسر بني عام 1962، والصواب أنه بني عام 1972.',
    'أخطأنا في اسم الوزير في تقريرنا عن الموازنة، فاقتضى التصويب.',
    'منذ ساعتين',
    'قُتل عشرة أشخاص في انهيار جسر. pic.twitter.com/aB3xYz9',
    'تحميل الملف PDF',
    'رئيس التحرير: د. سمر الحداد',
    'صاحب الامتياز : راشد القاسم',
    'لخّصي هذا التقرير بنقرة',
    'اسأل مساعدنا عن هذه المادة',
    'مساحة إشهارية',
    'شاهدي الفيديو في الأسفل',
    'تابعينا على سناب شات لمزيد من الوصفات',
    'ليست هناك تعليقات:',
    'لا توجد مقالات أقدم في هذا الملف',
    'روابط لها صلة بالموضوع',
    'الأهلي الساحلي 3 - 2 شباب الوادي انتهت',
    'نجوم الجبل 18:30 الميناء لم تبدأ',
    'العنوان: طريق الميناء، ص.ب 77 هاتف: 01555000',
    'تقرير مصور من إعداد سمر الحداد:',
    'صاحب المقال La rédaction',
    'مرسلة في 8:15 مساء',
    'لا تتحمل الصحيفة مسؤولية ما ورد في المقال المنقول.',
    'هذا الخبر جُلب آلياً من مصدره، ويمكن طلب حذفه.',
    'هذه المعلومات للتوعية وليست بديلاً عن استشارة الطبيب.',
    'انتهى،،',
  ])('%s', (line) => {
    expect(lineKind(line)).not.toBe('text');
  });
});

describe('lines of a story that look like them', () => {
  test.each([
    'شاركت الشركة في معرض بيروت بتطبيق جديد لتحميل الكتب على الهاتف.',
    'تابع الرئيس كلمته على يوتيوب وقال إن بلاده لن تتراجع عن قرارها.',
    'حمل المتظاهرون لافتات ودعوا إلى الإضراب عبر فيسبوك وتويتر.',
    'انضم لاعب ريال مدريد إلى صفوف الفريق بعد أن أعلن ذلك عبر حسابه في تويتر.',
    'ساعدونا، صرخت المرأة من تحت الأنقاض قبل وصول فرق الإنقاذ.',
    'ودعت الوزارة المواطنين إلى تحميل التطبيق على هواتفهم قبل السفر.',
    'اشترك في الهجوم خمسة مسلحين قتل منهم ثلاثة.',
    'تصحيح المسار الاقتصادي يحتاج إلى عشر سنوات، بحسب الوزير.',
    'ورد في التقرير أن الشركة دفعت 12 مليون دولار لوسيط.',
    'وكان الفريق قد حصل على رسائل كتبها المحامي خلال حملة الانتخابات ووثقت عمله لتطوير مشروع عقاري.',
    'فاز الأهلي الساحلي 3 - 2 على شباب الوادي، وانتهت المباراة بعد شوطين إضافيين.',
    'عنوان الكتاب الجديد «هاتف الميناء»، وهو سيرة عامل مقسم.',
    'رئيس التحرير: لن نقفل الجريدة مهما طال الحصار.',
    'لا تتحمل البلدية كلفة الصهاريج، بحسب رئيسها.',
    'قبل ساعات من الاقتراع أعلنت اللجنة تمديد التصويت يوماً واحداً.',
  ])('%s', (line) => {
    expect(lineKind(line)).toBe('text');
  });
});

const body = [
  'أعلنت بلدية المرفأ خفض رسوم النفايات إلى النصف بعد اعتصام سكان الأحياء القديمة ثلاثة أسابيع أمام مقرها.',
  'ويقول رئيس البلدية إن الخفض يسري على أحياء المرفأ كلها من مطلع الشهر، وإن النفايات ستجمع مرتين في اليوم.',
];

test('titles of other stories with an excerpt each, above the article, go with their excerpts', () => {
  const page = [
    'الأكثر قراءة',
    'علماء يكتشفون كوكباً يشبه الأرض على بعد أربعين سنة ضوئية',
    'اكتشف علماء فلك كوكباً يشبه الأرض في حجمه ويدور حول نجم خافت على بعد أربعين سنة ضوئية.',
    'منتخب السلة يبلغ نهائي كأس آسيا',
    'بلغ منتخب السلة نهائي كأس آسيا للمرة الأولى بعد فوزه على ضيفه الياباني.',
    ...body,
  ];
  const { kept } = cleanParagraphs(page, { title: 'بلدية المرفأ تخفض رسوم النفايات إلى النصف' });
  expect(kept.map((block) => block.text)).toEqual(body);
});

test('an article of one long paragraph under a list of titles is kept', () => {
  const only = `${body.join(' ')} ${body.join(' ')}`;
  const page = ['الأكثر قراءة', 'منتخب السلة يبلغ نهائي كأس آسيا', only, 'مواضيع ذات صلة', 'No posts'];
  const { kept } = cleanParagraphs(page, { title: 'النفايات' });
  expect(kept.map((block) => block.text)).toEqual([only]);
});

describe('pages of other kinds', () => {
  const title = 'بلدية المرفأ تخفض رسوم النفايات إلى النصف';
  const kept = (page: readonly string[]): string[] => cleanParagraphs(page, { title }).kept.map((block) => block.text);

  test('stories under no label, told by their dates, go with titles and excerpts', () => {
    const page = [
      'علماء يكتشفون كوكباً يشبه الأرض على بعد أربعين سنة ضوئية',
      '12 أيار 2018',
      'اكتشف علماء فلك كوكباً يشبه الأرض في حجمه ويدور حول نجم خافت على بعد أربعين سنة ضوئية.',
      'منتخب السلة يبلغ نهائي كأس آسيا للمرة الأولى',
      '11 أيار 2018',
      'بلغ منتخب السلة نهائي كأس آسيا للمرة الأولى بعد فوزه على ضيفه الياباني.',
      ...body,
    ];
    expect(kept(page)).toEqual(body);
  });

  test('what stands above the title printed again is the page’s', () => {
    expect(kept(['قتل ثلاثة أشخاص في حريق شب في مصنع للنسيج شرق العاصمة.', title, ...body])).toEqual(body);
  });

  test('an advertisement, a posted text and a poll leave the article around them', () => {
    const [first = '', second = ''] = body;
    const page = [
      first,
      'إعلان ممول',
      'اكتشف السيارة الكهربائية الجديدة التي ستغير طريقتك في القيادة.',
      'اعرف المزيد',
      'منتخبنا في النهائي لأول مرة في تاريخه.',
      '— أخبار الرياضة (@sportnews) May 5, 2018',
      'هل تتوقع أن تتحسن الأوضاع هذا العام؟',
      'نعم',
      'لا',
      second,
    ];
    expect(kept(page)).toEqual(body);
  });

  test('readers’ comments and the author’s life below it go', () => {
    const page = [
      ...body,
      'سامر المحمود صحفي مقيم في برلين، يكتب في الشأن الاقتصادي وعمل مع عدد من الصحف العربية.',
      'التعليقات (2)',
      'أبو محمد',
      'كلام سليم، ولكن أين كانت البلدية من كل هذا؟',
    ];
    expect(kept(page)).toEqual(body);
  });

  test('a count of comments beside the byline, and an empty place for an advertisement, take nothing with them', () => {
    expect(kept(['3 تعليقات', 'إعلان', ...body])).toEqual(body);
  });

  test('a last section keeps its heading and text', () => {
    const last = 'وقالت نقابة عمال النظافة إن رواتب أعضائها ستبقى كما هي، وإن البلدية وعدت بتوظيف عشرين عاملاً جديداً.';
    expect(kept([...body, 'رواتب العمال', last])).toEqual([...body, 'رواتب العمال', last]);
  });
});

describe('other kinds of articles', () => {
  const title = 'بلدية المرفأ تخفض رسوم النفايات';
  const kept = (page: readonly string[]): string[] => cleanParagraphs(page, { title }).kept.map(({ text }) => text);

  test('a release ends where it says so, and who sent it stands below', () => {
    const sender = [
      'نبذة عن الشركة',
      'تأسست الشركة عام 1978، ولها 84 فرعاً في المملكة.',
      'للتواصل الإعلامي:',
      'ديما الخطيب',
    ];
    expect(kept([...body, '-انتهى-', ...sender])).toEqual(body);
  });

  test.each([
    'نص: ريم الخوري صور: جاد نصار خرائط: استوديو نقطة',
    'حاورته: ليلى مراد',
    'إعداد وتقديم: رامي حداد. مونتاج: سارة فقيه. موسيقى: طارق يمني.',
    'نُشر هذا المقال بالإنكليزية في مجلة «أيون» في 3 آذار 2023، ونعيد نشره باتفاق خاص.',
    'ملاحظة المترجمة: حُذفت من النص فقرة عن أسعار الوقود.',
    'تجدون الحلقة على منصات البودكاست: أنغامي وسبوتيفاي وآبل بودكاست.',
  ])('who made it and where it came from goes: %s', (line) => {
    expect(kept([...body, line])).toEqual(body);
  });

  test('the title with its byline glued to it goes, as on a page made for printing', () => {
    const glued = [`${title}كتبت: هدى الرفاعي`, ...body].map((text) => ({ kind: 'paragraph' as const, text }));
    expect(cleanBlocks(glued, { title }).blocks.map(({ text }) => text)).toEqual(body);
  });

  test('a row of a table is no menu', () => {
    expect(lineKind('القاهرة | 210$ | 330$ | 57%')).toBe('text');
  });
});

test('a flash that says its title’s news stays, and one of another story goes', () => {
  const title = 'مقتل ثلاثة عمال في انهيار سقف مصنع في صفاقس';
  const flash = 'عاجل: قال محافظ صفاقس إن ثلاثة عمال قتلوا مساء اليوم في انهيار سقف مصنع للنسيج.';
  const ticker = 'عاجل: البرلمان يقر الموازنة بأغلبية ضئيلة';
  const texts = cleanParagraphs([flash, ticker], { title }).kept.map(({ text }) => text);
  expect(texts).toEqual([flash]);
});
