import { describe, expect, test } from 'vitest';
import { tokens } from '../../src/articles/text/index.ts';
import { COSTS } from '../../src/summaries/costs.ts';
import { summariseParagraphs } from '../../src/summaries/index.ts';
import { learnPeople } from '../../src/summaries/names/index.ts';
import { matterOf } from '../../src/summaries/repetition.ts';
import { readSource, type SourceSentence } from '../../src/summaries/source.ts';
import { standingCost } from '../../src/summaries/standing.ts';

const summaryOf = (title: string, ...paragraphs: string[]): string =>
  summariseParagraphs({ title, paragraphs }).summary;
const read = (...texts: string[]) => readSource(texts.map((text) => ({ kind: 'paragraph', text, start: 0 })));

describe('a further sentence that points to the one above it, which has no room', () => {
  const opening =
    'ضمن فريق الجزيرة لكرة اليد التأهل إلى الدور قبل النهائي في كأس المدن الساحلية، بعد فوزه على غريمه فريق المرفأ بفارق هدفين، خلال اللقاء الذي جمع بينهما الأربعاء في الجولة الثانية من منافسات المجموعة الأولى.';
  const above =
    'وحقق كل من الجزيرة والقلعة فوزين في الجولتين الأوليين من البطولة التي تستضيفها العاصمة للمرة الثانية في تاريخها، ليضمنا بذلك التأهل قبل الجولة الثالثة التي ستقام الاثنين المقبل على ملعبين في المدينة الرياضية الجديدة.';
  const both = 'وسيتنافس الفريقان على صدارة المجموعة في مباراتهما المقبلة أمام جمهور المدينة.';

  test('is left out where it calls two by their kind alone: they are not the two named before', () => {
    const title = 'الجزيرة إلى الدور قبل النهائي في كأس المدن الساحلية';
    expect(summaryOf(title, opening, `${above} ${both}`)).toBe(opening);
    expect(summaryOf(title, opening, above, both)).toContain(both);
  });

  test('costs where it tells what went on meanwhile', () => {
    const [left, , meanwhile] = read(
      'غادرت دفعة من المسلحين مساء الجمعة بلدة السهل المحاصرة قرب العاصمة، بحسب التلفزيون الرسمي.',
      'ودخلت الجمعة 13 شاحنة تحمل مواد غذائية إلى مدينة المرج، بعدما تعذر إفراغ حمولتها الاثنين.',
      'وكان الطيران يحلق في أجواء البلدة على علو منخفض وينفذ غارات عدة في الأرياف.',
    );
    if (left === undefined || meanwhile === undefined) throw new Error('unread');
    const cost = (source: SourceSentence): number => {
      const placed = (one: SourceSentence) => ({ source: one, matter: matterOf(one) });
      const context = { sentences: [left, meanwhile], people: [], titleStems: new Set<string>() };
      return standingCost(placed(source), [placed(left)], context);
    };
    expect(cost(meanwhile) - cost({ ...meanwhile, meanwhile: null })).toBe(COSTS.hangs);
  });
});

test('«وبحسب المرصد، …» wants to be told which', () => {
  const [, bare, named] = read(
    'أعلن التلفزيون الرسمي استعادة السيطرة على المنطقة.',
    'وبحسب المرصد، هناك حوالي ألف مقاتل في الأحياء الجنوبية.',
    'وبحسب المرصد السوري لحقوق الإنسان، هناك حوالي ألف مقاتل في الأحياء الجنوبية.',
  );
  expect(bare?.opening.bareRole).toBe('المرصد');
  expect(named?.opening.bareRole).toBeNull();
});

test('a noun that was brought in as an object («جسماً») is brought in', () => {
  const [, sentence] = read(
    'ورصدت الدفاعات جسماً غير معروف يتجه إلى المدرج.',
    'ومن خلال معاينة حطام الجسم تبين أنه طائرة مسيرة.',
  );
  expect(sentence?.lateNoun).toBe('جسم');
});

test('who is only told of, «إن لابيد يعد …», is known by his surname like one who speaks', () => {
  const texts = [
    'وانتقد رئيس الحكومة بشدة وزير المالية السابق يائير لابيد الذي قدم كشاهد رئيسي.',
    'وتقول استطلاعات الرأي إن لابيد يعد أحد المنافسين.',
  ];
  const people = learnPeople(texts.map((text) => ({ text, words: tokens(text) })));
  expect(people).toContainEqual(expect.objectContaining({ surname: ['لابيد'], given: 'يائير', reading: 'sure' }));
});

test('an adverb («دولياً») brings in no noun that «القانون الدولي» would hang on', () => {
  const [, sentence] = read(
    'وتواصل قوات الحكومة المعترف بها دولياً عملية عسكرية لاستعادة الميناء.',
    'وحض الوزير في بيان كل الأطراف على احترام القانون الدولي.',
  );
  expect(sentence?.lateNoun).toBeNull();
});
