import { describe, expect, test } from 'vitest';
import { tokens } from '../../src/articles/text/index.ts';
import { learnPeople, mentionsOf, withGivenName, withOffice } from '../../src/summaries/names/index.ts';

/** What the repairs make of the last sentence, given name and office. */
function repaired(...sentences: readonly string[]): (string | null)[] {
  const people = learnPeople(sentences.map((text) => ({ text, words: tokens(text) })));
  const text = sentences.at(-1) ?? '';
  return mentionsOf(people, text).flatMap((mention) => [withGivenName(text, mention), withOffice(text, mention)]);
}

const nothing = (made: readonly (string | null)[]): boolean => made.every((one) => one === null);

describe('a name is put in only where it can be nobody else’s', () => {
  test('not before a sister’s surname, nor before one that may now be hers', () => {
    const brother = ['أوقفت الشرطة الناشط شادي القباني فجر الاثنين.', 'وقال القباني إنه مضرب عن الطعام.'];
    const sister = 'وقالت رولا القباني، شقيقة شادي، إن العائلة لم تزره.';
    expect(nothing(repaired(...brother, sister))).toBe(true);
    expect(nothing(repaired(...brother, sister, 'وأضاف القباني أن الزيارة ممنوعة.'))).toBe(true);
    expect(nothing(repaired(...brother, 'وأضاف القباني أن الزيارة ممنوعة.'))).toBe(false);
  });

  test('but behind «إنه» stands a verb, and no given name', () => {
    const made = repaired(
      'أوقفت الشرطة الناشط شادي القباني فجر الاثنين.',
      'وقال القباني إنه مضرب عن الطعام.',
      'وقال المحامي إنه أطلع القباني على لائحة الاتهام.',
    );
    expect(made).toContain('وقال المحامي إنه أطلع شادي القباني على لائحة الاتهام.');
  });

  test('not before a son’s, whose father was named', () => {
    const made = repaired(
      'أسس إدوارد دبس مصنع الساعات في المدينة.',
      'وقال دبس في مذكراته إنه تعلم المهنة وحده.',
      'وورث فردريك دبس المصنع بعد وفاة والده.',
    );
    expect(nothing(made)).toBe(true);
  });

  test('a given name in a longer name is no surname', () => {
    const made = repaired(
      'قال الدكتور صلاح محمد الطبراني إن المشروع جاهز.',
      'وقال صلاح محمد في بيان إنه سعيد.',
      'واستقبل ولي العهد محمد بن راشد المهندس في القصر.',
      'وكان إلى جانبه محمد بن راشد في الصورة.',
    );
    expect(nothing(made)).toBe(true);
  });

  test('nor is a word with a pronoun', () => {
    const made = repaired(
      'تمتاز الأسماك عادة بجمال ألوانها وتعددها.',
      'ولكنها تستعيد ألوانها عندما تهدأ.',
      'تكتسب الأسماك ألوانها من أصباغ في جلدها.',
    );
    expect(nothing(made)).toBe(true);
  });

  test('a name in a title stays as it is', () => {
    const made = repaired(
      'قال المدير السابق للمكتب جيمس كرم إن الرئيس طلب ولاءه.',
      'وأنشأ الحزب موقعاً يحمل عنوان كرم الكاذب وينتقد مذكراته.',
    );
    expect(nothing(made)).toBe(true);
  });
});

describe('an office is put in only where it is held', () => {
  const office = (...sentences: readonly string[]): string | null => repaired(...sentences).at(-1) ?? null;

  test('not before one who has resigned', () => {
    expect(
      office('استقال وزير الخارجية بوريس جبران من منصبه مساء الأحد.', 'وعرف جبران بتصريحاته وميله إلى النكتة.'),
    ).toBeNull();
    expect(
      office('وصل وزير الخارجية بوريس جبران إلى المدينة الأحد.', 'وعرف جبران بتصريحاته وميله إلى النكتة.'),
    ).toContain('وزير الخارجية بوريس جبران');
  });

  test('not behind another title', () => {
    const named = 'قال الرئيس السوري بشار الأسمر إن الانتخابات في موعدها.';
    expect(office(named, 'والدولتان هما الداعمتان الرئيسيتان للرئيس الأسمر في حربه.')).toBeNull();
    expect(office('قال رئيس الهيئة توني هولم إن الفجوة ستسد.', 'وتعهد اللورد هولم بسد الفجوة كاملة.')).toBeNull();
  });

  test('not a man’s behind a verb that a woman or a body speaks with', () => {
    expect(
      office('قال وزير النقل بشار الأسمر إن الطريق سيفتح.', 'وقالت الأسمر إن أحداً لم يسألها عن الحادث.'),
    ).toBeNull();
  });

  test('a weekday is no part of it', () => {
    expect(
      office('التقى الرئيس الفرنسي الخميس إيمانويل مارتان وفداً.', 'وقال مارتان في ختام القمة إن الاتفاق قريب.'),
    ).toBeNull();
  });

  test('a word of every day is one who speaks, behind a verb of saying and nowhere else', () => {
    const named = [
      'وصرح المتحدث باسم الوزارة أشرف القدرة في بيان أن المظاهرات مستمرة.',
      'وتابع القدرة أن الجرحى بالعشرات.',
    ];
    expect(repaired(...named, 'وأشار القدرة إلى 167 إصابة.')).toContain(
      'وأشار المتحدث باسم الوزارة أشرف القدرة إلى 167 إصابة.',
    );
    expect(repaired(...named, 'وتراجعت القدرة على استقبال الجرحى.')).toEqual([]);
    expect(repaired('وقال متحدث باسم الوزارة إن الطرق مقطوعة.', 'وقالت الوزارة إنها ستفتح غداً.')).toEqual([]);
  });
});
