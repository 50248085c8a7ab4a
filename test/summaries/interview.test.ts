import { describe, expect, test } from 'vitest';
import { summariseParagraphs } from '../../src/summaries/index.ts';

const title = 'مدير الأرشيف السابق: خسرنا نصف المخطوطات في حريق المخزن والحل في التصوير';
const opening = 'أدار سليم الكيلاني الأرشيف الوطني بين عامي 2015 و2022، وغادره بعد خلاف علني على كلفة الترميم.';
const presents = 'في هذا الحوار يتحدث الكيلاني عن سنوات الأرشيف، وعن مشروع صغير في الجبل يرى فيه بداية حل.';
const answer =
  'الدولة خسرت نصف المخطوطات في حريق المخزن وهي تؤجل التصوير، ورفضتُ أنا التوقيع على عقد الترميم فاتُّهمت بالعرقلة.';
const interview = (introduction: string, first = answer): string[] => [
  opening,
  introduction,
  '* من المسؤول؟ الإهمال أم الفقر؟',
  `- الاثنان، وقبلهما نحن. ${first}`,
  '* لهذا استقلت؟',
  '- لم أستقل، أُقلت. وهناك فرق. طلبوا مني أن أقول إن صحتي لا تسمح فقلت إنها ممتازة.',
  '* ما أول قرار لو عدت غداً؟',
  '- سأوقف كل نقل للوثائق ثلاث سنوات. سأُقال مرة أخرى غالباً، لكن القرار سيكون قد صدر.',
];
const summaryOf = (paragraphs: readonly string[]): string => summariseParagraphs({ title, paragraphs }).summary;

describe('an interview’s summary', () => {
  test('has, behind its introduction, what the interviewed person says of the title', () => {
    const { summary, sentences } = summariseParagraphs({ title, paragraphs: interview(presents) });
    expect(summary).toContain(opening);
    expect(summary).toContain(`ويقول الكيلاني: «${answer.slice(0, -1)}».`);
    expect(sentences.at(-1)?.start).toBe(interview(presents).join('\n\n').indexOf(answer));
    expect([...summary].length).toBeLessThanOrEqual(350);
  });

  test('has none of it where the introduction does not say who answers', () => {
    expect(summaryOf(interview('ويعمل الكيلاني اليوم مستشاراً لمشروع صغير في الجبل يرى فيه بداية حل.'))).not.toContain(
      'يقول',
    );
  });

  test('has no answer that quotes somebody else', () => {
    const quoting = answer.replace('وهي تؤجل التصوير', 'وهي تقول «غداً نبدأ التصوير»');
    expect(summaryOf(interview(presents, quoting))).not.toContain('خسرت نصف');
  });

  test('has no answer that leans on its question', () => {
    const leaning = answer.replace('الدولة خسرت', 'لكنها خسرت');
    expect(summaryOf(interview(presents, leaning))).not.toContain('خسرت نصف');
  });
});

describe('an interview whose turns open with who speaks', () => {
  const named = [
    'المدار: أثار مشروع المحرقة في العقبة احتجاجات. هل تراجعت عنه الوزارة؟',
    'أيمن سليمان: لن نرخص محرقة في العقبة قبل دراسة أثر بيئي مستقلة. المستثمر قدّم دراسة أعدها مكتب يملكه.',
    'المدار: متى تنتهي الدراسة الجديدة؟',
    'أيمن سليمان: خلال ستة أشهر. ستتولاها الجمعية العلمية الملكية، وستُنشر كاملة.',
    'المدار: وماذا عن النفايات المتراكمة؟',
    'أيمن سليمان: سنوسع مكب الغباوي ونبني محطة فرز تعالج 400 طن يومياً بكلفة تسعة ملايين دينار.',
  ];
  const { summary, sentences } = summariseParagraphs({
    title: 'وزير البيئة: لن نرخص محرقة في العقبة',
    paragraphs: named,
  });

  test('is told in his words, as quotations behind his name, and never in the interviewer’s', () => {
    expect(summary).toContain('أيمن سليمان: «لن نرخص محرقة في العقبة قبل دراسة أثر بيئي مستقلة».');
    expect(summary).not.toContain('المدار');
    expect(named.join('\n\n').slice(sentences[0]?.start, sentences[0]?.end)).toBe(
      'لن نرخص محرقة في العقبة قبل دراسة أثر بيئي مستقلة.',
    );
  });

  test('and nothing that leans on a question, or that nobody is named for', () => {
    expect(summary).not.toContain('ستة أشهر');
    const closing = 'غادر الوزير القاعة بعد ساعة من الحديث ولم يجب عن أسئلة الحاضرين عن المحرقة في العقبة.';
    expect(summariseParagraphs({ title, paragraphs: [...named, closing] }).summary).not.toContain('«غادر');
  });
});

describe('an interview with labelled turns under an introduction', () => {
  const introduction = 'جمعت «المدار» ثلاثة صناعيين في ندوة عن عودة المصانع إلى حلب.';
  const panel = [
    introduction,
    'المدار: ما أول ما تحتاجون إليه؟',
    'كامل الحرب: نحتاج إلى كهرباء ثابتة ثماني ساعات في اليوم قبل أن نتحدث عن القروض.',
    'المدار: كم مصنعاً عاد؟',
    'كامل الحرب: عاد 140 مصنعاً من أصل 900 كانت تعمل في المدينة الصناعية قبل 2012.',
  ];

  test.each([200, 350, 600])('is told behind the introduction, within %i', (maxChars) => {
    const { summary } = summariseParagraphs(
      { title: 'ندوة: كيف تعود المصانع إلى حلب؟', paragraphs: panel },
      { maxChars },
    );
    expect(summary.startsWith(introduction)).toBe(true);
    expect(summary).toContain('كامل الحرب: «عاد 140 مصنعاً');
  });

  test.each([
    ['س', 'ج'],
    ['سؤال', 'جواب'],
  ])('a label that names nobody («%s», «%s») is not printed', (asks, answers) => {
    const paragraphs = [
      'قالت عمدة المدينة ليلى الحكيم إن خط الترام الأول ينطلق في الربيع بطول 14 كيلومتراً.',
      `${asks}: ما كلفة الخط؟`,
      `${answers}: بلغت كلفة الخط 220 مليون يورو، دفع الاتحاد الأوروبي ثلثها.`,
      `${asks}: لماذا تأخر المشروع سنتين؟`,
      `${answers}: عثر العمال على مقبرة رومانية تحت ساحة المحطة فتوقف الحفر تسعة أشهر.`,
    ];
    const { summary } = summariseParagraphs({ title: 'عمدة المدينة: الترام ينطلق في الربيع', paragraphs });
    expect(summary).toContain(' بلغت كلفة الخط 220 مليون يورو');
    expect(summary).not.toContain(`${answers}:`);
  });
});

test('places and their degrees are no turns of anybody', () => {
  const paragraphs = [
    'تتراوح درجات الحرارة في مدن الساحل اليوم بين عشرين وثلاثين درجة مئوية.',
    'المرفأ: غائم جزئياً.',
    'المرفأ: 30 درجة.',
  ];
  expect(summariseParagraphs({ title: 'طقس الساحل', paragraphs }).summary).toBe(paragraphs[0]);
});
