import { describe, expect, test } from 'vitest';
import { contentStems } from '../../src/articles/text/index.ts';
import { summariseParagraphs } from '../../src/summaries/index.ts';
import { goesOnWithStory } from '../../src/summaries/leaps.ts';
import { readSource } from '../../src/summaries/source.ts';

const title = 'البلدية تفتتح محطة تنقية المياه في الوادي الشرقي';
const news =
  'افتتحت بلدية الوادي الشرقي صباح الثلاثاء محطة لتنقية المياه تخدم أربعين ألفاً من سكان المدينة وقراها، بعد ثلاث سنوات من العمل.';
/** Has no joint at which it could be parted. */
const whole =
  'وقالت مهندسة المشروع سلمى الأشقر في حديث إلى الإذاعة المحلية صباح الأربعاء إن أنابيب المحطة الجديدة صنعت في معمل المدينة الصناعية من مواد مستوردة لا تصدأ ولا تتأثر بملوحة مياه الآبار القديمة في أطراف الوادي.';
const further = 'وتعمل المحطة بالطاقة الشمسية ويديرها عشرون مهندساً من سكان الوادي.';

function textsOf(paragraphs: readonly string[], heading = title, maxChars = 350): string[] {
  const { sentences } = summariseParagraphs({ title: heading, paragraphs }, { maxChars });
  return sentences.map(({ text }) => text);
}

describe('room is not left empty because the next sentence does not fit', () => {
  test('the one behind it takes its place', () => {
    expect(textsOf([news, whole, further], title, 250)).toEqual([news, further]);
  });

  test('so does the one behind a sentence that leans on what was not told', () => {
    const leaning = 'وتقع المضخات الثلاث في نفق تحت هذا الجسر الذي بني قبل الحرب.';
    const meant = textsOf([news, whole, leaning, further], title, 250);
    expect(meant).toContain(further);
    expect(meant).not.toContain(leaning);
  });

  test('a sentence behind it gives its main clause', () => {
    const parted =
      'وتعمل المحطة بالطاقة الشمسية ويديرها عشرون مهندساً من سكان الوادي، حيث ستضخ المياه إلى البيوت ست ساعات كل يوم بدلاً من ساعة واحدة في الأسبوع وفي أيام العطل أيضاً.';
    expect(textsOf([news, whole, parted], title, 220)).toEqual([
      news,
      'وتعمل المحطة بالطاقة الشمسية ويديرها عشرون مهندساً من سكان الوادي.',
    ]);
  });

  test('but the next one’s own main clause comes first', () => {
    const next = whole.replace(' من مواد مستوردة', '، حيث تتوفر مواد مستوردة');
    const [, second] = textsOf([news, next, further], title, 340);
    expect(second).toMatch(/^وقالت مهندسة المشروع/);
  });
});

describe('what was only added to another sentence', () => {
  test('stands without it', () => {
    const prize =
      'حصلت رواية «ملح الأرصفة» للكاتب الأردني نضال الشريدة على الجائزة الكبرى في مهرجان بصرى للكتاب، وهو يقام كل عامين.';
    const jury =
      'ونالت الرواية إعجاب لجنة من تسعة كتاب رأستها الشاعرة ميسون الخطيب وضمت ناشرين من بيروت وتونس والدار البيضاء ونقاداً من جامعات إقليم حوران الثلاث ومن مدارسه.';
    const other = 'كما فازت الكاتبة التونسية سلمى النوري بجائزة النقاد عن روايتها «نافذة على البحر».';
    expect(textsOf([prize, jury, other], 'الجائزة الكبرى في مهرجان بصرى لرواية «ملح الأرصفة»', 250)).toEqual([
      prize,
      other.replace('كما فازت', 'وفازت'),
    ]);
  });
});

describe('where the room is wide, what goes on with the story is looked for further down', () => {
  const heading = 'وفاة عالم الآثار السوري كمال دباغ عن 83 عاماً في حلب';
  const story = [
    'أعلنت مديرية الآثار السورية الاثنين وفاة عالم الآثار والمؤرخ الحلبي كمال دباغ الليلة الماضية في حلب عن عمر ناهز 83 عاماً.',
    'ووصفت المديرية في بيان الراحل بأنه "أحد المعلمين الكبار الذين أثروا علمهم بإنجازات ستبقى علامات مضيئة في التاريخ".',
    'واعتبر الأمين العام لاتحاد المؤرخين العرب حبيب الصباغ أن رحيل العالم البارز خسارة فادحة للثقافة العربية وقال إن سوريا "فقدت اليوم أحد أهم مؤرخيها وأكثرهم علماً بأسواق المدن القديمة"، وفقاً لوسائل إعلام محلية.',
    'وظل دباغ يترأس جمعية العاديات حتى رحيله، كما شارك في تأسيس متاحف علمية منها متحف الفرات الأوسط للتقاليد الشعبية والزراعية والمتحف الصغير في الرقة قرب النهر القديم.',
  ];
  const life = 'ولد دباغ في الثالث من أيلول/سبتمبر العام 1941 ونشأ في حي الجديدة لأب نجار وأم خياطة.';
  const studies =
    'وحصل على الثانوية العامة من حلب قبل أن يتجه لاستكمال دراسته في إيطاليا التي حصل منها على الدكتوراه في الآثار من جامعة بولونيا العريقة.';

  test('also behind one that the next would turn', () => {
    const title = 'مونتيلا مدرب إشبيلية يقال للمرة الثانية في موسم واحد';
    const sacked =
      'أقال نادي إشبيلية الإسباني مدربه فينتشينزو مونتيلا بسبب النتائج السيئة للفريق هذا الموسم لتصبح المرة الثانية التي يقال فيها المدرب الإيطالي في عام واحد.';
    const before =
      'وكان المدرب الإيطالي، البالغ 43 عاماً، قد أقيل للمرة الأولى هذا الموسم من نادي ميلان في تشرين الثاني قبل أن يعينه إشبيلية في كانون الأول.';
    const turn =
      'لكن هزيمته أمام ليفانتي، الجمعة، حرمت إشبيلية من تحقيق أي فوز في آخر تسع مباريات منذ إقصائه مانشستر يونايتد في دور الستة عشر من دوري أبطال أوروبا.';
    const next = 'وسيحل مدرب إشبيلية السابق، خواكين كاباروس، محل مونتيلا حتى نهاية الموسم.';
    expect(textsOf([sacked, before, turn, next], title)).toEqual([sacked, next]);
  });

  test('also behind two that are told already', () => {
    expect(textsOf([...story, life, studies], heading)).toEqual([story[0], story[1], life]);
  });

  const read = (paragraphs: readonly string[]) =>
    readSource(paragraphs.map((text, start) => ({ text, kind: 'paragraph', start })));
  const goesOn = (further: string): boolean => {
    const sentences = read([...story, further]);
    const last = sentences.at(-1);
    return last !== undefined && goesOnWithStory(last, sentences.slice(0, 1), new Set(contentStems(heading)));
  };

  test('it is what has a name of the story in it, and another of its words', () => {
    expect(goesOn(life)).toBe(false);
    expect(goesOn('ونشر دباغ عشرين كتاباً عن أسواق حلب.')).toBe(true);
  });

  test('not what shares every story’s words with it', () => {
    expect(goesOn('وشهدت العاصمة السورية الاثنين معرضاً للزهور.')).toBe(false);
  });

  test('nor somebody’s own words', () => {
    expect(goesOn('وقال دباغ في حلب "سأبقى قرب هذه الحجارة ما حييت وإن سقطت كلها".')).toBe(false);
  });
});

describe('what the title promises is told before the next in order', () => {
  const heading = 'الجيش ينشر شرطته في المدينة بعد اتهام المسعفين بفبركة الهجوم الكيميائي';
  const opening = 'أعلن الجيش الأربعاء أنه سينشر شرطته العسكرية في المدينة التي كانت آخر معقل للمعارضة قرب العاصمة.';
  const next = 'وقال قائد الشرطة إن عملها يبدأ صباح الخميس في المدينة.';
  const answer =
    'وصرح العميد سامر حداد بأن المسعفين في المدينة عمدوا مرة جديدة أمام الكاميرات إلى فبركة الهجوم الكيميائي الذي قالت منظمات إنه قتل 40 مدنياً.';

  test('where the next tells nothing of it', () => {
    expect(textsOf([opening, next, answer], heading, 260)).toEqual([opening, answer]);
  });

  test.each([
    [
      'and not where the next tells some of it too',
      'وقال قائد الشرطة إن عملها يبدأ بالتحقيق مع المسعفين في الهجوم الكيميائي.',
      answer,
      false,
    ],
    ['nor for a single word of the title', next, 'وصرح العميد سامر حداد بأن المسعفين سلموا الدوريات معداتهم.', false],
    ['nor for words that were told', next, 'وينشر الجيش منذ أسبوع شرطته في المدينة وعلى مداخلها.', false],
    ['but for two that were not', next, answer, true],
  ])('%s', (_name, following, source, expected) => {
    const room = opening.length + 1 + Math.max(following.length, source.length);
    expect(textsOf([opening, following, source], heading, room)).toEqual([opening, expected ? source : following]);
  });
});

test('where a scene’s first line goes, the rest of the scene does too', () => {
  const scene =
    'الخامسة فجراً عند رصيف المرسى القديم. يدفع عم سالم زورقه بعصا طويلة نحو صف من الجريد مغروس في القاع. لا ضوء سوى سيجارته.';
  const story =
    'عم سالم واحد من آخر صيادي المصائد الثابتة في جزر النخيل، وهي مصائد تبنى من السعف وتورث كما تورث الأرض.';
  const rest = [
    'وبحسب سجلات الميناء لم يبق من المصائد الثابتة هذا الموسم سوى 63، بعد أن كانت تفوق 400 في الثمانينات.',
    'باع عم سالم نصف مصائده ليصلح الباقي، وسافر ابنه قبل ثلاث سنوات.',
    'ويقول سالم إن شباك الجر تعمل كل ليلة قرب الشاطئ ولا تترك سمكاً صغيراً.',
  ];
  const [first] = textsOf([scene, story, ...rest], 'جزر النخيل: آخر صيادي المصائد الثابتة');
  expect(first).toBe(story);
});

test('the summary does not stop at a sentence that points into the page', () => {
  const tip = 'لا يطلب أي مصرف رمز التحقق هاتفياً مهما كانت الحجة، ومن يطلبه محتال.';
  const texts = textsOf(
    [
      'ارتفعت بلاغات الاحتيال المصرفي عبر الرسائل النصية بنسبة 38 في المئة خلال النصف الأول من العام، بحسب اتحاد المصارف.',
      'في السطور التالية نستعرض سبع عادات بسيطة ينصح بها خبراء أمن المعلومات لحماية حسابك.',
      tip,
    ],
    'سبع عادات بسيطة تحمي حسابك المصرفي من رسائل الاحتيال',
  );
  expect(texts.at(-1)).toBe(tip);
});
