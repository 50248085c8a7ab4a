import { describe, expect, test } from 'vitest';
import { asNextAnswer } from '../../src/summaries/answer-form.ts';
import { summariseParagraphs } from '../../src/summaries/index.ts';

describe('an answer behind another sentence than the one it turned', () => {
  test.each([
    ['لكن بالمقابل نفى نعمان ارتكاب أي خطأ.', 'ونفى نعمان ارتكاب أي خطأ.'],
    ['إلا أن الحكومة تنكر هذه الاتهامات باستمرار.', 'وتنكر الحكومة هذه الاتهامات باستمرار.'],
    ['غير أن الممثلة المتهمة أنكرت التهم وأكدت براءتها.', 'وأنكرت الممثلة المتهمة التهم وأكدت براءتها.'],
    ['لكن حسان قال في تغريدة إنه كان مصاباً.', 'وقال حسان في تغريدة إنه كان مصاباً.'],
    ['ولكن لم يصدر أي رد من الوزارة.', 'ولم يصدر أي رد من الوزارة.'],
    ['لكن يبدو أن الوزير قال غير ذلك.', 'ويبدو أن الوزير قال غير ذلك.'],
  ])('%s', (sentence, next) => {
    expect(asNextAnswer(sentence)).toBe(next);
  });

  test.each([
    'لكنه نفى التهم كلها أمام القاضي.',
    'إلا أن المسؤولين نفوا التهم كلها.',
    'إلا أن الوزيرين نفى كل منهما التهم.',
    'لكن المدير، الذي حضر الجلسة، نفى التهم.',
    'غير أن مسؤولاً قال إن التهم باطلة.',
    'وقالت الوزارة إن التهم باطلة.',
  ])('but not where that cannot be told: %s', (sentence) => {
    expect(asNextAnswer(sentence)).toBeNull();
  });

  test('is printed so, and as its author wrote it right behind that sentence', () => {
    const paragraphs = [
      'قالت منظمة المرصد إن السلطات في بلاد النهر تحتجز سجناء الرأي في الحبس الانفرادي أعواماً، وتعرضهم لسوء المعاملة والتعذيب.',
      'ويستند التقرير إلى مقابلات أجريت مع سجناء سابقين وأفراد من أسرهم، وإلى صور التقطتها الأقمار الصناعية لسجنين في الصحراء، وإلى وثائق سربها حراس سابقون.',
      'إلا أن الحكومة تنكر هذه الاتهامات باستمرار وتقول إنها حالات فردية.',
    ];
    const title = 'المرصد يتهم بلاد النهر بتعذيب سجناء الرأي';
    const { summary } = summariseParagraphs({ title, paragraphs }, { maxChars: 230 });
    expect(summary).toContain('والتعذيب. وتنكر الحكومة هذه الاتهامات باستمرار');
    const { summary: next } = summariseParagraphs({ title, paragraphs: paragraphs.toSpliced(1, 1) }, { maxChars: 230 });
    expect(next).toContain('والتعذيب. إلا أن الحكومة تنكر');
  });
});
