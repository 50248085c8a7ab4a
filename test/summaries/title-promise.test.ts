import { describe, expect, test } from 'vitest';
import { tokens } from '../../src/articles/text/index.ts';
import { summariseParagraphs } from '../../src/summaries/index.ts';
import { readSource } from '../../src/summaries/source.ts';
import { withSpeaker } from '../../src/summaries/speaker.ts';
import { titleClaims } from '../../src/summaries/title-claims.ts';

const summaryOf = (title: string, ...paragraphs: string[]): string =>
  summariseParagraphs({ title, paragraphs }).summary;
const read = (...texts: string[]) => readSource(texts.map((text) => ({ kind: 'paragraph', text, start: 0 })));

describe('what a title promises and the opening does not tell', () => {
  const opening =
    'عقد اتحاد الصيادين في جزر النخيل مؤتمره السنوي الأسبوع الماضي في مقر الجمعية الزراعية، وشارك فيه مندوبون عن تسعة موانئ.';
  const between = [
    'وهذا هو المؤتمر الأول بعد الإعصار الذي أغرق في الشتاء ستين زورقاً وأغلق ميناءين.',
    'وانتخب المندوبون مجلساً جديداً من أحد عشر عضواً، بينهم ثلاث نساء للمرة الأولى.',
    'وناقشوا في اليوم الثاني أسعار الوقود وكلفة تأمين الزوارق وديون الجمعية للمصارف.',
  ];
  const kept = 'وقرر المؤتمر تعليق الصيد بشباك الجر ثلاثة أشهر ابتداء من آذار، حتى تتكاثر الأسماك الصغيرة.';

  test('is told behind it, however far below it stands', () => {
    const summary = summaryOf('صيادو جزر النخيل يعلقون الصيد بشباك الجر ثلاثة أشهر', opening, ...between, kept);
    expect(summary).toMatch(/^عقد اتحاد الصيادين/);
    expect(summary).toContain(kept);
  });

  test('and what follows stays where the title promises nothing more', () => {
    const summary = summaryOf('صيادو جزر النخيل يعقدون مؤتمرهم السنوي', opening, ...between, kept);
    expect(summary).toContain(between[0]);
    expect(summary).not.toContain(kept);
  });

  test('is told in somebody’s words of himself, too', () => {
    const quoted = 'وقال شهاب في مقابلة بثتها الإذاعة الجمعة "منذ افتتاح الميناء اشترينا كل شيء ودفعنا المال مقابله".';
    const summary = summaryOf(
      'شهاب يرد على الوزير: ندفع ثمن كل مشترياتنا من الرافعات أولاً بأول',
      'رفض مدير ميناء الشمال المهندس سامر شهاب ما قاله وزير النقل عن أن الخزينة تمول رافعات الميناء.',
      quoted,
      'وأدلى الوزير بتلك التصريحات خلال تجمع حاشد قبل أيام قائلاً "إننا نمد موانئهم بالرافعات".',
      'ونفى شهاب أي خلاف بين الميناء والوزير، قائلاً "تعرفون أن أي شريك يقول أموراً جيدة وأخرى سيئة، يجب أن تتقبلوا ذلك".',
      'ورغم التصريحات القوية والمتكررة من الوزير حول الميناء ومديره إلا أن وزارة النقل تحظى بعلاقة وثيقة مع شهاب.',
    );
    expect(summary).toContain(quoted);
  });

  test('but not in place of whoever it is held against', () => {
    const summary = summaryOf(
      'عمال المقلع "يقدمون شكوى من الشركة إلى منظمة العمل الدولية في جنيف"',
      'يستعد عمال مقلع الرخام في جبل النسر لحملة واسعة ضد شركة «المرمر» بسبب ما يسمونه انتهاك حقوقهم منذ الشتاء.',
      'ويقولون إن الشركة اقتطعت من أجورهم ثمن الخوذات والقفازات، ومنعت عنهم إجازات المرض منذ الشتاء الماضي.',
      'وتقول شركة «المرمر» إن الاقتطاع مذكور في العقود التي وقعها العمال، وإن إجازات المرض تصرف لمن يحمل تقريراً.',
      'وقال ممثل العمال رامي الشوفي إن الحملة تبدأ بتقديم شكوى مفصلة وقعها ثلاثمئة وأربعون عاملاً إلى منظمة العمل الدولية في جنيف للمطالبة بتدخل مفتشيها لحماية من يعملون في مقالع الجبل كلها وفي ورش المدينة.',
    );
    expect(summary).toContain('وتقول شركة «المرمر»');
  });

  test('in somebody’s words has the speaker put in who is named before them', () => {
    const summary = summaryOf(
      'محافظ البصيرة: «لن نقطع شجرة واحدة من الكورنيش»',
      'افتتح محافظ البصيرة نزار العكيلي أمس معرضاً لمشاريع التطوير في قاعة البلدية، بحضور ممثلين عن النقابات وعدد من سكان الأحياء القريبة من النهر.',
      'ويضم المعرض مجسمات لثمانية عشر مشروعاً ستنفذ على مدى ثلاث سنوات، بينها جسر للمشاة ومحطة للنقل النهري.',
      'وقال العكيلي للحضور إن المجسمات وضعت ليسأل الناس عنها قبل أن يبدأ العمل.',
      'وأضاف: «لن نقطع شجرة واحدة من الكورنيش، ومن يملك مخططاً يقول غير ذلك فليأتني به».',
    );
    expect(summary).toMatch(/ وقال العكيلي[^:]*: «لن نقطع شجرة واحدة من الكورنيش/);
  });
});

describe('a title of two halves of which the opening tells one', () => {
  const opening =
    'وصف وزير المناجم في حكومة المرتفعات نزيه البزال تقرير النقابة عن انهيار منجم النحاس القديم بأنه "مزحة" كتبها من لم ينزل إلى بئر.';
  const next =
    'وقال البزال إن مفتشي الوزارة منعوا من دخول البئر الثالثة يوم الانهيار، مشيراً إلى أن أحداً لن يجيب عن أسئلة الصحافة حتى يسمح لهم بالنزول إليها وفحص دعائمها.';
  const half = 'وذكرت وكالة أنباء المرتفعات أن وزارة المناجم استدعت الأمين العام للنقابة كامل السرحان صباح الثلاثاء.';

  test('has the other told behind it', () => {
    const title =
      'المرتفعات تستدعي الأمين السرحان وتصف تقريره عن انهيار منجم النحاس القديم بأنه "مزحة كتبها من لم ينزل إلى بئر"';
    expect(summaryOf(title, opening, next, half)).toBe(`${opening} ${half}`);
  });

  test('and no more than one half is looked for where there is no other', () => {
    const title = 'وزير المناجم يصف تقرير النقابة العمالية عن انهيار منجم النحاس بأنه "مزحة"';
    expect(summaryOf(title, opening, next, half)).toContain('وقال البزال');
  });
});

describe('the speaker of a sentence that goes on with his words', () => {
  const voiced = (...texts: string[]): string | null => {
    const sentences = read(...texts);
    const last = sentences.at(-1);
    return last === undefined ? null : withSpeaker(sentences, last);
  };
  const words = '«سنعود إلى بيوتنا قبل الشتاء».';

  test.each([
    ['a name', `وقال شاهين لصحيفة محلية إن القرار متأخر.`, `وأضاف: ${words}`, `وقال شاهين: ${words}`],
    ['an office', `وقالت رئيسة لجنة الأهالي إن القرار متأخر.`, `وتابعت ${words}`, `وقالت رئيسة لجنة الأهالي ${words}`],
    [
      'an office with its name',
      `وقال مدير الميناء، سامي الراعي، إن الرصيف مغلق.`,
      `وأضاف أن الرصيف يفتح بعد غد.`,
      'وقال مدير الميناء، سامي الراعي، إن الرصيف يفتح بعد غد.',
    ],
    [
      'a verb that says more than that he goes on',
      `وقال شاهين إن القرار متأخر جداً.`,
      `وأشار إلى أن ستين بيتاً هدمت.`,
      'وأشار شاهين إلى أن ستين بيتاً هدمت.',
    ],
    ['his own sentence', `ووصل الوفد إلى القرية صباح أمس.`, `وأضاف شاهين: ${words}`, `وقال شاهين: ${words}`],
  ])('%s', (_name, before, sentence, expected) => {
    expect(voiced(before, sentence)).toBe(expected);
  });

  test.each([
    ['who is told only by his kind', 'وقال المتحدث إن القرار متأخر جداً.', `وأضاف: ${words}`],
    ['who may be another', 'ورفض شاهين الاعتذار عن كلامه أمام اللجنة.', `وأضاف: ${words}`],
    ['who is a woman where a man goes on', 'وقالت منى شاهين إن القرار متأخر جداً.', `وأضاف: ${words}`],
    ['whom nothing names', 'ووصل الوفد إلى القرية صباح أمس.', `وأضاف: ${words}`],
  ])('is not put in %s', (_name, before, sentence) => {
    expect(voiced(before, sentence)).toBeNull();
  });
});

test('a title’s words are told in all their forms', () => {
  const title = 'إنقاذ مهاجرين بغياب القبطان الإيطالي';
  const claims = titleClaims(title, tokens(title), read('أنقذت سفينة إيطالية المهاجرين وغاب قبطانها عن جلسة المحكمة.'));
  expect(claims?.share(claims.toldBy(tokens('أنقذت إيطالية المهاجرين وغاب قبطانها')))).toBe(1);
  expect(claims?.share(claims.toldBy(tokens('سفينة عن جلسة المحكمة')))).toBe(0);
});
