import { describe, expect, test } from 'vitest';
import { lead } from '../../eval/baselines/lead.ts';
import { pairedBootstrap } from '../../eval/bootstrap.ts';
import { editorChecks } from '../../eval/editor-checks.ts';
import { rouge, rougeWords } from '../../eval/rouge.ts';

describe('ROUGE against examples worked by hand', () => {
  // Candidate: six words; reference: five. In common: استقال وزير التعليم الأحد (4); pairs: «استقال وزير», «وزير التعليم» (2).
  const candidate = rougeWords('استقال وزير التعليم ماهر شلبي الأحد.');
  const reference = rougeWords('استقال وزير التعليم يوم الأحد');

  test('ROUGE-1', () => {
    const { r1 } = rouge(candidate, reference);
    expect(r1.precision).toBeCloseTo(4 / 6);
    expect(r1.recall).toBeCloseTo(4 / 5);
    expect(r1.f1).toBeCloseTo(8 / 11);
  });

  test('ROUGE-2', () => {
    const { r2 } = rouge(candidate, reference);
    expect(r2.precision).toBeCloseTo(2 / 5);
    expect(r2.recall).toBeCloseTo(2 / 4);
    expect(r2.f1).toBeCloseTo(4 / 9);
  });

  test('ROUGE-L takes the longest common subsequence, not common words', () => {
    expect(rouge(candidate, reference).rl.f1).toBeCloseTo(8 / 11);
    const reversed = rouge(rougeWords('الأحد التعليم وزير استقال'), rougeWords('استقال وزير التعليم الأحد'));
    expect(reversed.r1.f1).toBe(1);
    expect(reversed.rl.f1).toBeCloseTo(1 / 4);
  });

  test('a repeated word counts as often as the reference has it', () => {
    const { r1 } = rouge(rougeWords('نفط نفط نفط نفط'), rougeWords('سعر نفط نفط'));
    expect(r1.precision).toBeCloseTo(2 / 4);
    expect(r1.recall).toBeCloseTo(2 / 3);
  });

  test('spelling does not divide: hamza, taa marbuta, harakat, digits, punctuation', () => {
    expect(rouge(rougeWords('أُعلنت النتيجةُ: ١٢'), rougeWords('اعلنت النتيجه 12')).rl.f1).toBe(1);
  });

  test('nothing against something is nought', () => {
    expect(rouge([], reference)).toMatchObject({ r1: { f1: 0 }, r2: { f1: 0 }, rl: { f1: 0 } });
  });
});

test('the bootstrap finds a difference that is there, and none that is not', () => {
  const base = Array.from({ length: 200 }, (_, i) => (i * 37) % 100);
  const better = pairedBootstrap(
    base.map((value, i) => value + 1 + (i % 3)),
    base,
  );
  expect(better.mean).toBeCloseTo(1.995, 2);
  expect(better.low).toBeGreaterThan(1.5);
  const same = pairedBootstrap(
    base.map((value, i) => value + (i % 2 === 0 ? 1 : -1)),
    base,
  );
  expect(same.low).toBeLessThan(0);
  expect(same.high).toBeGreaterThan(0);
});

describe('the editor’s checks see each fault', () => {
  const article = {
    title: 'استقالة وزير التعليم',
    paragraphs: [
      'استقال وزير التعليم ماهر شلبي، الأحد، بعد أسبوع من تسرب الأسئلة.',
      'قال شلبي إنه يتحمل المسؤولية كاملة. وأضاف أن التحقيق سيحدد المسؤوليات.',
      'رد فعل الشارع',
      'لكن التلامذة تظاهروا أمام الوزارة مطالبين بإلغاء الامتحان.',
    ],
  };
  const collection = { documents: new Map<string, number>(), size: 100 };
  const check = (summary: string) => [...editorChecks(summary, article, { maxChars: 350 }, collection)];

  test.each([
    ['', 'empty'],
    ['استقال وزير التعليم ماهر شلبي، الأحد، بعد أسبوع من', 'cut'],
    ['لكن التلامذة تظاهروا أمام الوزارة مطالبين بإلغاء الامتحان.', 'connective'],
    ['وأضاف أن التحقيق سيحدد المسؤوليات.', 'speaker'],
    ['قال شلبي إنه يتحمل المسؤولية كاملة.', 'surname only'],
    ['رد فعل الشارع لكن التلامذة تظاهروا أمام الوزارة.', 'heading'],
    ['استقال الوزير «بعد أسبوع من تسرب الأسئلة.', 'marks'],
    ['«نتحمل المسؤولية كاملة أمام الشعب والبرلمان والتاريخ».', 'nobody’s quotation'],
    ['فمن يدفع ثمن الأسئلة؟', 'question'],
    ['نعتقد أن الوزير لم يستقل طوعاً.', 'first person'],
    ['استقال الوزير. اشتركوا في نشرتنا.', 'furniture'],
  ])('%s → %s', (summary, fault) => {
    expect(check(summary)).toContain(fault);
  });

  test('no given name is a verb («نفى شلبي»), and no surname a given name («كارتر بيج»)', () => {
    const told = (paragraphs: readonly string[], summary: string): string[] => [
      ...editorChecks(summary, { title: 'وثائق التحقيق', paragraphs }, { maxChars: 350 }, collection),
    ];
    const denied = ['نفى شلبي التهم التي وجهتها إليه النيابة أمس.', 'وقال شلبي إنه سيتابع عمله كما كان.'];
    expect(told(denied, 'نفى الوزير ماهر شلبي التهم التي وجهتها إليه النيابة أمس.')).toEqual([]);
    const watched = ['طلب المكتب ترخيصاً بوضع كارتر بيج تحت المراقبة.', 'ونفى كارتر بيج أن يكون عميلاً لأحد.'];
    expect(told(watched, 'ونفى كارتر بيج أن يكون عميلاً لأحد.')).not.toContain('surname only');
  });

  test('who advises speaks, and «هو …» opens the text under «من هو …؟»', () => {
    const advised = 'نصحت الشرطة سكان الحي «بالبقاء في بيوتهم وإغلاق الأبواب والنوافذ» حتى المساء.';
    expect([
      ...editorChecks(advised, { title: 'إطلاق نار في الحي', paragraphs: [advised] }, { maxChars: 350 }, collection),
    ]).toEqual([]);
    const opening = 'هو محام مشاكس يخدم موكله منذ عشرين عاماً ويرعى مصالحه.';
    const under = (title: string): string[] => [
      ...editorChecks(opening, { title, paragraphs: [opening] }, { maxChars: 350 }, collection),
    ];
    expect(under('من هو محامي الرئيس؟')).toEqual([]);
    expect(under('محامي الرئيس أمام القضاء')).toEqual(['pronoun']);
  });

  test('and none in a good summary', () => {
    expect(
      check('استقال وزير التعليم ماهر شلبي، الأحد، بعد أسبوع من تسرب الأسئلة. قال شلبي إنه يتحمل المسؤولية كاملة.'),
    ).toEqual([]);
  });
});

describe('the lead that ours is measured against', () => {
  test.each([
    [11, 'ألف باء تاء'],
    [10, 'ألف باء'],
    [7, 'ألف باء'],
    [40, 'ألف باء تاء ثاء'],
  ])('cut to %i characters it has as many whole words as fit', (chars, text) => {
    expect(lead(['ألف باء تاء ثاء'], 1, chars)).toBe(text);
  });
});
