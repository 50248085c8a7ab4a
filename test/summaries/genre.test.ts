import { describe, expect, test } from 'vitest';
import { summariseParagraphs } from '../../src/summaries/index.ts';

const summaryOf = (title: string, ...paragraphs: string[]): string =>
  summariseParagraphs({ title, paragraphs }).summary;

const POINT =
  'المكتبات العامة في المدينة لا تموت لأن الناس هجروا القراءة، بل لأن البلدية تفتحها في ساعات العمل وحدها وتغلقها حين يفرغ القراء.';

describe('an article that is no news', () => {
  test('is summed up from what title and rest take up most, wherever it stands', () => {
    const summary = summaryOf(
      'عن باب مغلق',
      'التاجر فريد بنى مكتبة الحي قبل نصف قرن، وعلق على بابها ساعة من نحاس.',
      'الساعة توقفت. الباب مغلق. مررت به أمس.',
      'كم مرة سمعنا أن الجيل الجديد لا يقرأ؟ نسمعها كل عام. نصدقها أيضاً.',
      'عدد القراء المسجلين في المكتبات العامة زاد الثلث في خمس سنوات.',
      POINT,
      'لست متفائلاً. أعدت الكتاب بعد ثلاثة أيام.',
    );
    expect(summary).toContain(POINT);
  });

  test('is not what opens with what somebody said', () => {
    const summary = summaryOf(
      'من يغلق باب المكتبة؟',
      'قال مدير المكتبات إن دائرته ستمدد ساعات العمل مطلع الشهر المقبل.',
      'الباب مغلق. الحارس يشرب الشاي. ابتسم ولم يقل شيئاً.',
      'كم مرة سمعنا أن الجيل الجديد لا يقرأ؟ نسمعها كل عام. نصدقها أيضاً.',
      'الأرقام تقول غير ذلك: زاد عدد القراء المسجلين في المكتبات العامة الثلث في خمس سنوات.',
      POINT,
      'مكتبة واحدة فتحت أبوابها مساءً فتضاعف زوار المكتبات القريبة منها.',
    );
    expect(summary).toMatch(/^قال مدير المكتبات/);
  });
});
