import { describe, expect, test } from 'vitest';
import { summariseParagraphs } from '../../src/summaries/index.ts';
import { readOpening } from '../../src/summaries/rules/opening.ts';

const vocabulary = new Set('قال اعلنت كانت الوزير الحكومه'.split(' '));
const inside = (sentence: string) => readOpening(sentence, vocabulary, 'inside');

describe('openings that need the sentence before', () => {
  test.each([
    ['لكن الحكومة رفضت الطلب بعد يومين من تقديمه.', 'connective'],
    ['كما أعلن الحزب انسحابه من المفاوضات.', 'connective'],
    ['الأمر الذي أثار غضب السكان في المدينة.', 'connective'],
    ['وفي هذه الحالة تسقط الدعوى نهائياً.', 'connective'],
    ['هذا القرار سيدفع الآلاف إلى الرحيل عن المدينة.', 'pronoun'],
    ['وهو ما نفته الشركة في بيان لاحق.', 'connective'],
    ['والدته تقول إنها لم تره منذ عامين.', 'pronoun'],
    ['وأضاف أن المحادثات ستستأنف الأسبوع المقبل.', 'speaker'],
    ['وقال إن بلاده لن تتراجع عن قرارها.', 'speaker'],
    ['وأشار إلى أن الخسائر بلغت مليون دولار.', 'speaker'],
    ['فقد يواجه الوزير حجب الثقة في الجلسة المقبلة.', 'connective'],
    ['ويكشف هذا التقرير أن الأموال صرفت مرتين.', 'pronoun'],
    ['في وقت تستعد الوزارة لنشر النتائج في الأيام المقبلة.', 'connective'],
    ['وحينها كان النهر قد فاض على ضفتيه.', 'connective'],
    ['ولا يقتصر الأمر على جمهور الفريق وحده في المدينة.', 'connective'],
    ['وقال لوكالة الأنباء: «نصدق اللاعب وسيفوز فريقه بالكأس».', 'speaker'],
    ['وقالت للصحافيين إن القرار نهائي ولا رجعة عنه.', 'speaker'],
  ])('%s', (sentence, tie) => {
    expect(inside(sentence).tie).toBe(tie);
  });
});

describe('openings that stand by themselves', () => {
  test.each([
    'وزير الخارجية يزور بغداد الأسبوع المقبل.',
    'وكالة الأنباء الرسمية نشرت البيان كاملاً.',
    'هذا العام سجلت البلاد أعلى نسبة بطالة.',
    'نتنياهو يرفض وقف إطلاق النار في الجنوب.',
    'أعلن الخميس التحالف الحاكم فوزه في الانتخابات.',
    'فقد النحالون في الشمال نصف قفرانهم خلال عام.',
    'يكشف هذا التحقيق، الذي استمر شهرين، شبكة تبيع الشهادات.',
    'قال الوزير إن المحادثات ستستأنف قريباً.',
    'في وقت تستعد المدارس للعطلة، أعلنت الوزارة نتائج الامتحان.',
    'وقالت لوكالة الأنباء وزيرة الصحة إن المحادثات ستستأنف قريباً.',
  ])('%s', (sentence) => {
    expect(inside(sentence)).toMatchObject({ tie: null });
  });
});

describe('what may be taken off the front', () => {
  test.each([
    ['من جهته، أعلن الحزب انسحابه من الحكومة.', 'أعلن الحزب انسحابه من الحكومة.'],
    ['في المقابل، أعلنت دمشق إسقاط الطائرة.', 'أعلنت دمشق إسقاط الطائرة.'],
    ['وفي الشأن الصحي، أعلنت دمشق فتح المشافي.', 'في الشأن الصحي، أعلنت دمشق فتح المشافي.'],
    ['وقال الوزير إن القرار نهائي.', 'قال الوزير إن القرار نهائي.'],
    ['وُقتل سبعة أشخاص منذ بداية الأسبوع.', 'قتل سبعة أشخاص منذ بداية الأسبوع.'],
    ['و أعلنت الوزارة نتائج الامتحان.', 'أعلنت الوزارة نتائج الامتحان.'],
    ['وسارت الكلمة في مسارين يتعلق أولهما بالمرفأ.', 'سارت الكلمة في مسارين يتعلق أولهما بالمرفأ.'],
    ['ووزّع المتطوعون مئة خيمة على العائلات.', 'وزّع المتطوعون مئة خيمة على العائلات.'],
    ['وافتتح المعرض أمس في قاعة البلدية.', 'افتتح المعرض أمس في قاعة البلدية.'],
    ['ونظم المعرض أمس في قاعة البلدية.', 'نظم المعرض أمس في قاعة البلدية.'],
    ['وقد أعلنت الوزارة نتائج الامتحان.', 'أعلنت الوزارة نتائج الامتحان.'],
    ['وقد يؤدي القرار إلى إقفال المدارس.', 'قد يؤدي القرار إلى إقفال المدارس.'],
    ['وبحسب بيان للوزارة، تتأخر نتائج الامتحان شهراً.', 'بحسب بيان للوزارة، تتأخر نتائج الامتحان شهراً.'],
    ['وغالباً ما تتأخر نتائج الامتحان شهراً.', 'غالباً ما تتأخر نتائج الامتحان شهراً.'],
    ['فقد نبهت النقابة إلى خطر الانهيار.', 'نبهت النقابة إلى خطر الانهيار.'],
    ['فخلال عام رفعت المدارس أقساطها مرتين.', 'خلال عام رفعت المدارس أقساطها مرتين.'],
  ])('%s', (sentence, rest) => {
    const { tie, droppable } = inside(sentence);
    expect(tie).toBeNull();
    expect(sentence.slice(droppable)).toBe(rest);
  });

  test('an article’s opening draws no consequence from anything', () => {
    const first = 'وبهذا يبلغ ما أتلفته الشركة تسعين مليوناً.';
    expect(first.slice(readOpening(first, vocabulary, 'opens-article').droppable)).toMatch(/^يبلغ/);
    const second = 'ففي مباراتين وديتين تظاهر الحارس بالإصابة.';
    expect(second.slice(readOpening(second, vocabulary, 'opens-article').droppable)).toMatch(/^في/);
    expect(inside(first).tie).toBe('connective');
  });

  test('an apposition between dashes is no dateline, nor a label without a verb', () => {
    expect(inside('سعاد بركات – طبيبة – تقول إن العيادة أقفلت.').droppable).toBe(0);
    expect(inside('محمد صالح - نجم المنتخب يقود فريقه إلى النهائي.').droppable).toBe(0);
  });

  test('the و of a word stays', () => {
    expect(inside('وزير الخارجية يزور بغداد.').droppable).toBe(0);
    expect(inside('واشنطن تفرض عقوبات جديدة على الشركة.').droppable).toBe(0);
  });
});

describe('an answer whose question is not printed', () => {
  const advice = 'الأطباء يتفقون على أن زيارة الطبيب قبل رمضان هي الخطوة الأولى لصيام آمن.';

  test('gives what it comes to', () => {
    const sentence = `الإجابة تختلف من مريض إلى آخر ، لكن ${advice}`;
    const { tie, droppable } = inside(sentence);
    expect(tie).toBeNull();
    expect(sentence.slice(droppable)).toBe(advice);
  });

  test.each([
    'الإجابة تختلف من مريض إلى آخر، وعلى الجميع سؤال الطبيب.',
    'الإجابة نعم، لكن بشروط يحددها الطبيب لكل مريض.',
  ])('and opens nothing otherwise: %s', (sentence) => {
    expect(inside(sentence).tie).toBe('connective');
  });
});

test('a verb that begins with its own و keeps it', () => {
  for (const sentence of [
    'وافقت الحكومة على خطة النقل.',
    'واجهت المدينة أزمة مياه طويلة.',
    'وصلت الباخرة إلى المرفأ مساء الأحد.',
  ])
    expect(inside(sentence).droppable).toBe(0);
});

test('an opening whose stop was forgotten is no heading where the next paragraph goes on with it', () => {
  const { summary } = summariseParagraphs({
    title: 'البلدية تفتح طريق المرفأ',
    paragraphs: [
      'أعلنت بلدية الساحل فتح الطريق الواصل إلى المرفأ أمام الشاحنات',
      'وقالت البلدية بعد ساعات من الإعلان إنها ستفتح الطريق القديم أيضاً.',
    ],
  });
  expect(summary).toMatch(/^أعلنت بلدية الساحل فتح الطريق الواصل إلى المرفأ أمام الشاحنات\./);
});

test('points without a stop over the text are no opening', () => {
  const { summary } = summariseParagraphs({
    title: 'مذكرة تفاهم بين البلدية وشركة النخيل',
    paragraphs: [
      '- مدير الشركة: خطوة تدعم شبكة النقل في المدينة',
      '- رئيس البلدية: مذكرة التفاهم بداية الطريق',
      'نخيل نيوز – صيدا 17 آب 2017: وقعت بلدية الساحل وشركة النخيل مذكرة تفاهم تسيّر الشركة بموجبها ثلاثين حافلة كهربائية على خطوط المدينة الأربعة وذلك بدءاً من الأحياء الشرقية، على أن تصل الدفعة الأولى منها في الربيع المقبل، في خطوة تهدف إلى تخفيف الازدحام في أحياء المرفأ القديمة التي تعاني منذ سنوات ضيق الشوارع وكثرة الشاحنات وغياب مواقف السيارات عن محيط الأسواق والمدارس والدوائر الرسمية والمستشفيات الحكومية.',
      'حضر التوقيع مدير الشركة سامي النخلي ورئيس البلدية وأعضاء المجلس البلدي ومخاتير الأحياء.',
    ],
  });
  expect(summary).toMatch(/^وقعت بلدية الساحل/);
});

test('a statement in quotation marks over several paragraphs is told where it says who speaks', () => {
  const { summary } = summariseParagraphs({
    title: 'بيان لمكتب وزير الأشغال عن حادثة المرفأ',
    paragraphs: [
      'صدر عن مكتب وزير الأشغال سامر النخلي البيان التالي:',
      '"يأسف مكتب وزير الأشغال سامر النخلي لما لحق بعمال المرفأ من إهانة على لسان أحد المتعهدين.',
      'ويؤكد المكتب أن الوزارة فتحت تحقيقاً في الحادثة وستعلن نتائجه قبل نهاية الشهر".',
    ],
  });
  expect(summary).toMatch(/^يأسف مكتب وزير الأشغال سامر النخلي لما لحق بعمال المرفأ/);
});

test('a claim of a statement is not told as the newsroom’s own', () => {
  const { summary } = summariseParagraphs({
    title: 'بيان لاتحاد العمال',
    paragraphs: [
      'صدر عن اتحاد العمال البيان التالي:',
      '"المتعهد سرق أجور العمال طوال سنة كاملة ولم يحاسبه أحد من المسؤولين في المرفأ.',
      'والبلدية شريكة في ذلك منذ اليوم الأول".',
    ],
  });
  expect(summary).not.toContain('سرق أجور');
});
