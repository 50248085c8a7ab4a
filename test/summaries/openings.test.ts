import { describe, expect, test } from 'vitest';
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
    'وقالت لوكالة الأنباء وزيرة الصحة إن المحادثات ستستأنف قريباً.',
  ])('%s', (sentence) => {
    expect(inside(sentence)).toMatchObject({ tie: null });
  });
});

describe('what may be taken off the front', () => {
  test.each([
    ['من جهته، أعلن الحزب انسحابه من الحكومة.', 'أعلن الحزب انسحابه من الحكومة.'],
    ['في المقابل، أعلنت دمشق إسقاط الطائرة.', 'أعلنت دمشق إسقاط الطائرة.'],
    ['وقال الوزير إن القرار نهائي.', 'قال الوزير إن القرار نهائي.'],
    ['وُقتل سبعة أشخاص منذ بداية الأسبوع.', 'قتل سبعة أشخاص منذ بداية الأسبوع.'],
    ['و أعلنت الوزارة نتائج الامتحان.', 'أعلنت الوزارة نتائج الامتحان.'],
    ['وقد أعلنت الوزارة نتائج الامتحان.', 'أعلنت الوزارة نتائج الامتحان.'],
    ['وقد يؤدي القرار إلى إقفال المدارس.', 'قد يؤدي القرار إلى إقفال المدارس.'],
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
