import { describe, expect, test } from 'vitest';
import { tokens } from '../../src/articles/text/index.ts';
import { formsOf, nameAll } from '../../src/summaries/forms.ts';
import { summariseParagraphs } from '../../src/summaries/index.ts';
import { learnPeople, mentionsOf, withOffice } from '../../src/summaries/names/index.ts';
import { officeBefore, officeBehind } from '../../src/summaries/names/office.ts';
import { readSource } from '../../src/summaries/source.ts';

const officeAt = (find: typeof officeBefore, text: string, name: string) => {
  const words = tokens(text);
  const place = words.findIndex((word) => word.text === name);
  return find(words, place, text);
};

describe('the office that an article puts beside a name', () => {
  test.each([
    ['التقى وزير الخارجية الروسي سيرغي لافروف نظيره أمس.', 'سيرغي', 'وزير الخارجية الروسي'],
    ['التقى وزير خارجية روسيا، سيرغي لافروف، نظيره أمس.', 'سيرغي', 'وزير خارجية روسيا'],
    ['وقالت المتحدثة باسم الخارجية الأمريكية هيذر ناورت إن بلادها قلقة.', 'هيذر', 'المتحدثة باسم الخارجية الأمريكية'],
    ['وزار نائب الرئيس الأمريكي مايك بنس المخيم.', 'مايك', 'نائب الرئيس الأمريكي'],
    ['وقدم تهنئته لرئيس الوزراء سعد الحريري مساء أمس.', 'سعد', 'رئيس الوزراء'],
  ])('before it: %s', (text, given, office) => {
    expect(officeAt(officeBefore, text, given)).toBe(office);
  });

  test.each([
    ['whose name it is cannot be told', 'وقال المتحدث باسم الرئيس محمود عباس إن الاجتماع انتهى.', 'محمود'],
    ['nor where another serves the office', 'وقال مستشار الرئيس محمود عباس إن الاجتماع انتهى.', 'محمود'],
    ['many hold it', 'وقال وزير سابق سعد الحريري إن الاجتماع انتهى.', 'سعد'],
    ['a rare word may be the name’s', 'وقال مدير منظمة هيومن رايتس ووتش إن الاجتماع انتهى.', 'رايتس'],
    ['none stands there', 'وقال للصحافيين سعد الحريري إن الاجتماع انتهى.', 'سعد'],
  ])('none where %s', (_why, text, given) => {
    expect(officeAt(officeBefore, text, given)).toBeNull();
  });

  test.each([
    ['وقال داميان كولينز، رئيس لجنة الثقافة والرياضة، إن التحقيق لازم.', 'رئيس لجنة الثقافة والرياضة'],
    ['وقال داميان كولينز، رئيس اللجنة الذي استقال أمس، إن التحقيق لازم.', null],
    ['وقال داميان كولينز، نائب سابق، إن التحقيق لازم.', null],
    ['وقال داميان كولينز إن رئيس اللجنة استقال.', null],
  ])('behind it: %s', (text, office) => {
    expect(officeAt(officeBehind, text, 'كولينز')).toBe(office);
  });
});

describe('an office is put before a name that nothing introduces', () => {
  const people = learnPeople(
    [
      'وصل رئيس كازاخستان قاسم جومارت توكاييف إلى المنتدى أمس.',
      'وقال توكاييف إن بلاده لن تعترف بالإقليمين.',
      'ورحب به داميان كولينز، رئيس لجنة الثقافة والرياضة، في القاعة.',
    ].map((text) => ({ text, words: tokens(text) })),
  );

  test.each([
    ['توكاييف أعلن رفضه.', 'رئيس كازاخستان قاسم جومارت توكاييف أعلن رفضه.'],
    ['رسالة لتوكاييف من جاره.', 'رسالة لرئيس كازاخستان قاسم جومارت توكاييف من جاره.'],
    ['وقال داميان كولينز إن التحقيق لازم.', 'وقال رئيس لجنة الثقافة والرياضة داميان كولينز إن التحقيق لازم.'],
  ])('%s', (text, printed) => {
    const [mention] = mentionsOf(people, text);
    expect(mention && withOffice(text, mention)).toBe(printed);
  });

  test.each([
    'الرئيس توكاييف أعلن رفضه.',
    'توكاييف، رئيس البلاد، أعلن رفضه.',
    'كتب أن «توكاييف لا يخاف أحداً في هذا العالم».',
    'وقال داميان كولينز، وهو نائب محافظ، إن التحقيق لازم.',
    'وشاهد داميان كولينز المباراة.',
  ])('but not here: %s', (text) => {
    const [mention] = mentionsOf(people, text);
    expect(mention).toBeDefined();
    expect(mention && withOffice(text, mention)).toBeNull();
  });

  test('in a summary, where there is room', () => {
    const paragraphs = [
      'أقرت الحكومة مساء الاثنين قانون الجنسية الجديد بعد نقاش استمر ست ساعات في القصر.',
      'فهل كان حضور وزير الداخلية هورست زيهوفر المتأخر إلى القاعة الكبرى علامة على غضبه؟',
      'وقال زيهوفر إن القانون يمنح الجنسية لأبناء اللاجئين المولودين في البلاد بعد خمسة أعوام.',
    ];
    const title = 'الحكومة تقر قانون الجنسية لأبناء اللاجئين';
    expect(summariseParagraphs({ title, paragraphs }).summary).toContain(
      'وقال وزير الداخلية هورست زيهوفر إن القانون يمنح الجنسية',
    );
    const { summary } = summariseParagraphs({ title, paragraphs }, { maxChars: 185 });
    expect(summary).toContain('وقال هورست زيهوفر إن القانون يمنح الجنسية');
  });

  test('where there is none, the sentence costs more', () => {
    const sentences = readSource(
      ['وصل رئيس كازاخستان قاسم جومارت توكاييف إلى المنتدى أمس.', 'وقال توكاييف إن بلاده لن تعترف بالإقليمين.'].map(
        (text, start) => ({ text, kind: 'paragraph', start }),
      ),
    );
    const context = { people: learnPeople(sentences), asPulled: () => null, maxChars: 350, opens: 0 };
    const chosen = sentences.slice(1).flatMap((source) => {
      const [form] = formsOf(source, context).asFirst;
      return form === undefined ? [] : [{ source, form }];
    });
    const [wide, narrow] = [60, 15].map((room) => nameAll(chosen, room));
    expect(wide?.sentences[0]?.text).toContain('رئيس كازاخستان قاسم جومارت توكاييف');
    expect(narrow?.sentences[0]?.text).toContain('قال قاسم جومارت توكاييف');
    expect(narrow?.cost).toBeGreaterThan(wide?.cost ?? Number.NaN);
  });
});
