import { describe, expect, test } from 'vitest';
import { summariseParagraphs } from '../../src/summaries/index.ts';

const summaryOf = (title: string, paragraphs: readonly string[], maxChars: number): string =>
  summariseParagraphs({ title, paragraphs }, { maxChars }).summary;

describe('an opening with a small blemish', () => {
  const embassy = [
    'ويأتي ذلك قبيل افتتاح السفارة الجديدة في العاصمة، وهو افتتاح أثار جدلاً كبيراً وأغضب سكان الحي القديم.',
    'وقال مسعفون إن المستشفى الميداني استقبل عشرات الجرحى منذ الفجر، وإن الطرق إليه أغلقت مرتين، وإن ثلاثة من سيارات الإسعاف تعطلت.',
    'وتقول الشرطة إن المتظاهرين حاولوا اجتياز السياج الحديدي.',
  ];

  test('is taken where what has room tells less of the title, above which nothing stands', () => {
    const summary = summaryOf('قتلى في تظاهرات قبيل افتتاح السفارة في العاصمة', embassy, 110);
    expect(summary).toBe(embassy[0]?.slice(1));
  });

  test('and not where the other tells as much of it', () => {
    const [opening = '', ...rest] = embassy;
    const told = 'وأفادت الشرطة بسقوط أربعة قتلى في تظاهرات العاصمة أمام السفارة الجديدة قبيل افتتاح أبوابها.';
    expect(summaryOf('قتلى في تظاهرات قبيل افتتاح السفارة في العاصمة', [opening, told, ...rest], 110)).toBe(
      told.slice(1),
    );
  });

  test('exclaims: it is told with a stop where there is room for nothing that tells as much', () => {
    const opinion = [
      'ليس من المقبول أن يقال إن دور النقابة الآن هو في خدمة أصحاب المصانع.. ويحل محلهم!!',
      'وبكل المقاييس، فإن ما تفعله ليس هو هذا كله، مع احترام التحفظات كلها، ومع أن أحداً لم يسألها رأيها حين كتب القانون قبل عامين في مكتب مغلق.',
      'إن التنظيم بديل الدولة حين تغيب، وليس خصمها حين تعود.',
    ];
    expect(summaryOf('دور النقابة في أزمة المصانع', opinion, 90)).toBe(
      'ليس من المقبول أن يقال إن دور النقابة الآن هو في خدمة أصحاب المصانع، ويحل محلهم.',
    );
  });
});
