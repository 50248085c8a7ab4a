import { describe, expect, test } from 'vitest';
import { tokens } from '../../src/articles/text/index.ts';
import { summariseParagraphs } from '../../src/summaries/index.ts';
import { tellsAgain } from '../../src/summaries/told-again.ts';

const strike = 'لقي 23 شخصاً مصرعهم وأصيب 40 آخرون في غارات على سوق المدينة الأحد، وفق ما أفادت هيئات الإسعاف.';
const rise = 'حذرت المنظمة من ارتفاع مستوى الهجمات على المسعفين إلى مستوى «خطير».';

describe('a further sentence that only tells again', () => {
  test.each<[string, string, string, 'whole' | 'main clause', boolean]>([
    [
      'the toll of another who counts the same',
      strike,
      'وقال مسؤول محلي إن 23 شخصاً قتلوا في الغارات وأصيب 36 آخرون.',
      'whole',
      true,
    ],
    [
      'a figure of something else is news',
      strike,
      'وقال مسؤول محلي إن 23 شخصاً قتلوا في الغارات وإن 5000 عائلة نزحت.',
      'whole',
      false,
    ],
    [
      'a number in words',
      'أسفرت الصدامات عن سقوط حوالى ثلاثين جريحاً، حسب المعارضة.',
      'وقالت المعارضة التي تحدثت أولاً عن سقوط 16 جريحاً، إن «نحو ثلاثين جريحاً» نقلوا إلى مستشفى المدينة.',
      'whole',
      true,
    ],
    [
      'a quotation',
      'قال الوزير إن محادثاته في العاصمة كانت «ناجحة جداً ومفيدة للغاية».',
      'وأضاف أن «المحادثات جرت وسط أجواء من الصراحة والعمل، واعتبرها ناجحة جداً ومفيدة للغاية».',
      'whole',
      true,
    ],
    [
      'what is left of a sentence, whoever says it and where',
      rise,
      'وقال سالم يوسف، المتحدث باسم المنظمة، في ندوة صحافية الجمعة، إن المنظمة تلاحظ «تصعيداً خطيراً» في هذه الحوادث.',
      'main clause',
      true,
    ],
    [
      'what is told of something else is news',
      rise,
      'وقال سالم يوسف، المتحدث باسم المنظمة، إن المنظمة سحبت فرقها من القرى الجبلية القريبة من الحدود.',
      'whole',
      false,
    ],
    [
      'that it must be',
      'طلب الاتحاد من المجلس التحقيق في الحادث.',
      'وقال سفير الاتحاد سالم يوسف للصحافيين إن «هذا موضوع يجب أن يهتم به المجلس».',
      'whole',
      true,
    ],
    [
      'a name in quotation marks is no quotation',
      'يستعد عمال المقلع لحملة ضد شركة «المرمر» التي اقتطعت من أجورهم ومنعت عنهم إجازات المرض.',
      'وتقول شركة «المرمر» إن الاقتطاع من الأجور مذكور في العقود، وإن إجازات المرض تصرف لمن يحمل تقريراً.',
      'whole',
      false,
    ],
    [
      'what is so besides is news',
      'قتلت الصواعق 16 شخصاً في كنيسة في المنطقة الجنوبية.',
      'وقال رئيس البلدية إن الصواعق قتلت أيضاً طالباً في المنطقة يوم الجمعة.',
      'whole',
      false,
    ],
    ['what nobody tells is judged by its price alone', rise, 'والهجمات على المسعفين خطيرة.', 'whole', false],
  ])('%s', (_, before, text, extent, expected) => {
    expect(tellsAgain({ text, extent }, [before], [])).toBe(expected);
  });

  test('but the other half of the title is told', () => {
    const before = 'تعهد مكتب الرئيس بإغلاق موقع التجارب في مايو المقبل.';
    const text = 'وأعلن مكتب الرئيس أن إغلاق موقع التجارب في مايو المقبل بحضور خبراء.';
    expect(tellsAgain({ text, extent: 'whole' }, [before], [])).toBe(true);
    expect(tellsAgain({ text, extent: 'whole' }, [before], tokens('تعهد بإغلاق الموقع بحضور خبراء'))).toBe(false);
  });
});

describe('a summary', () => {
  const title = 'غارات على سوق المدينة';
  const again = 'وقال مسؤول محلي إن 23 شخصاً قتلوا في الغارات، بينهم نساء وأطفال، وأصيب 36 آخرون.';

  test('tells what adds something in its place', () => {
    const side = 'ونسب المتمردون الغارات على سوق المدينة إلى التحالف الذي لم يعلق عليها.';
    expect(summariseParagraphs({ title, paragraphs: [strike, again, side] }).summary).toBe(`${strike} ${side}`);
  });

  test('is shorter where nothing does', () => {
    expect(summariseParagraphs({ title, paragraphs: [strike, again] }).summary).toBe(strike);
  });
});
