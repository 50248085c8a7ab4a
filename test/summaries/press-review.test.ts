import { describe, expect, test } from 'vitest';
import { summariseParagraphs } from '../../src/summaries/index.ts';

const summaryOf = (title: string, ...paragraphs: string[]): string =>
  summariseParagraphs({ title, paragraphs }).summary;

describe('a review of the press', () => {
  const opening =
    'واصل عمال المرافئ إضرابهم في جزر النخيل لليوم التاسع، وسط مخاوف من نفاد الدقيق في القرى البعيدة والمستشفيات الريفية، وهددت نقابتهم بإقفال محطة الوقود إذا استخدمت الحكومة الجيش لتفريغ السفن الراسية في العاصمة.';
  const first =
    'في صحيفة الميزان نقرأ مقالاً للكاتب عماد الترك يرى أن الحكومة أضاعت شهرين قبل أن تدعو النقابة إلى التفاوض.';
  const others = [
    'صحيفة الرأي الحر رأت أن الإضراب يعكس فقدان وزير النقل سيطرته على المرافئ.',
    'وتقول صحيفة الشراع إن السفن تنتظر دورها أمام الأرصفة منذ أسبوع كامل.',
  ];
  const museum =
    'في الشؤون الثقافية اهتمت الصحف بإغلاق متحف اللؤلؤ القديم في العاصمة وبيع مجموعته النادرة من الأصداف في مزاد، وهو ما وصفته وزيرة الثقافة بأنه خسارة لا تعوض للجزر.';
  const title = 'جزر النخيل: إغلاق متحف اللؤلؤ خسارة نادرة';

  test('tells what its title is taken from, however far below it stands', () => {
    expect(summaryOf(title, opening, first, ...others, museum)).toContain(museum);
  });

  test('has no paper in mid-paragraph without what it speaks of', () => {
    const attack =
      'اهتمت الصحف باستهداف موكب محافظ الجزيرة الكبرى قرب الميناء القديم صباح الأحد ونجاته منه مع سائقه وثلاثة من حراسه الذين نقلوا إلى المستشفى العسكري، فيما أغلقت الشرطة الطرق المؤدية إلى الميناء حتى ساعة متأخرة من الليل.';
    const judged = 'صحيفة الرأي الحر رأت أن الاستهداف يعكس فقدان السيطرة.';
    const papers = [opening, first, `${attack} ${judged}`, others[1] ?? '', museum];
    const summary = summaryOf('إضراب المرافئ يتواصل في جزر النخيل وإغلاق متحف اللؤلؤ', ...papers);
    expect(summary).toContain(museum);
    expect(summary).not.toContain('الاستهداف');
  });

  test('opens with no other matter than its title’s, and with no sentence that is broken off', () => {
    const other = 'اهتمت الصحف بنجاة محافظ الجزيرة الكبرى من حادث سير قرب الميناء صباح الأحد.';
    const broken = 'صحيفة الشراع رأت أن بيع الأصداف.';
    const summary = summaryOf('إغلاق متحف اللؤلؤ خسارة نادرة', opening, first, ...others, other, museum, broken);
    expect(summary).toMatch(/^في الشؤون الثقافية/);
    expect(summary).not.toContain(broken);
  });

  test('is read from its top where the title is of that', () => {
    const summary = summaryOf('جزر النخيل: إضراب المرافئ مستمر', opening, first, ...others, museum);
    expect(summary).toBe(`${opening} ${first}`);
  });

  test('no article that names two papers is one', () => {
    const said = 'ولم تعلق النقابة على المقال حتى مساء الثلاثاء.';
    expect(summaryOf(title, opening, first, said, museum)).toMatch(/^واصل عمال المرافئ/);
  });
});
