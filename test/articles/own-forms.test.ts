import { describe, expect, test } from 'vitest';
import { cleanParagraphs } from '../../src/articles/boilerplate.ts';

const title = 'انقطاع المياه عن أحياء المرفأ يومين';
const lead = 'أعلنت مؤسسة مياه الساحل أن المياه ستنقطع عن أحياء المرفأ الثلاثة من صباح الأحد حتى مساء الاثنين.';
const next = 'وقالت المؤسسة إن صهاريج مجانية ستقف عند مدخل كل حي من السادسة صباحاً.';
const last = 'وتعود المياه تدريجياً بعد إصلاح الأنبوب الرئيسي تحت جسر المرفأ، بحسب المؤسسة.';
const foot = ['شارك الخبر', 'الأكثر قراءة', 'مصرف الجبل يرفع الفائدة مرة رابعة', 'عودة الصيادين إلى الميناء القديم'];

const cleaned = (...page: string[]) => cleanParagraphs([title, ...page], { title });
const keptOf = (...page: string[]): string[] => cleaned(...page).kept.map(({ text }) => text);
const whyOf = (line: string, ...page: string[]) => cleaned(...page).removed.find(({ text }) => text === line)?.why;

describe('short lines whose form is the article’s stay above the page’s foot', () => {
  test('an interview’s questions behind one mark, also the last one, which nobody answers', () => {
    const asked = ['■ كم حياً ستشمل؟', lead, '■ وماذا يفعل الناس؟', next, '■ هل من كلمة أخيرة؟'];
    expect(keptOf(...asked, ...foot)).toEqual(asked);
  });

  test('but questions of other stories behind a mark, with no answer under them, do not', () => {
    const others = ['* لماذا ارتفع سعر القمح في الربيع؟', '* كيف تختار حاسوبك المحمول الجديد؟'];
    expect(keptOf(lead, next, last, ...others, ...foot)).toEqual([lead, next, last]);
  });

  test('what speaks for something and against it', () => {
    const points = ['✔ وقت قصير', '✘ كلفة الصهاريج'];
    expect(keptOf(lead, next, last, ...points, ...foot)).toEqual([lead, next, last, ...points]);
  });

  test('a poem, whose lines go on with one another', () => {
    const poem = ['تركت نافذتي مواربة', 'وتركت الحبل على البئر', 'كي لا يضل الماء', 'وقلت لجارتنا', 'نامي قليلاً'];
    const heard = 'وحضر الأمسية عدد من أهل الحي ومن طلاب المعهد القريب.';
    expect(keptOf(...poem, heard, ...foot).slice(0, poem.length)).toEqual(poem);
  });

  test('a translator’s note, and footnotes under their rule', () => {
    const note = '[هكذا في الأصل بصيغة الجمع – المترجم]';
    const notes = ['ــــــــــــــ', '(1) انظر الفصل الثاني من دفتر الشروط القديم.', '(2) عُدّل النص بعد ذلك بعامين.'];
    expect(keptOf(lead, 'إعلان', note, next, last, ...notes, ...foot)).toEqual([lead, note, next, last, ...notes]);
  });
});

describe('who signed an article is known as that', () => {
  test.each(['ب.س/ر.ن (وكالة السنابل)', 'ع.م / ه.ك', 'حاورتها في صفاقس / سلمى الدريدي -'])('%s', (line) => {
    expect(whyOf(line, lead, next, last, line, ...foot)).toBe('byline');
  });

  test('a name under a farewell', () => {
    expect(whyOf('سلمى الدريدي', lead, next, last, 'وللحديث بقية.', 'سلمى الدريدي', ...foot)).toBe('byline');
  });
});
