import { describe, expect, it } from 'vitest';
import { readKinds, readOwnSet } from '../../eval/own.ts';
import { cleanParagraphs } from '../../src/articles/boilerplate.ts';
import { interview, quarrel } from './told-stories.ts';

const letters = (text: string): string => text.replace(/[^\p{L}\p{N}]/gu, '');
const endIn = (text: string, mark: string): string => text.replace(/[\s.…!؟?]+(["»”)]*)$/u, '$1') + mark;
/** A shorter line without a mark has the form of a title. */
const isLong = (text: string): boolean => text.length >= 120;

/** Paragraphs that stay by themselves and leave once those of `which` end in `mark`, of how many. */
function lostBy(mark: string, articles: readonly { title: string; paragraphs: readonly string[] }[]) {
  const lost: string[] = [];
  let all = 0;
  for (const { title, paragraphs } of articles) {
    const kept = (texts: readonly string[]): string =>
      cleanParagraphs(texts, { title })
        .kept.map(({ text }) => letters(text))
        .join('|');
    const before = kept(paragraphs);
    const after = kept(paragraphs.map((text) => (isLong(text) ? endIn(text, mark) : text)));
    for (const text of paragraphs.filter((one) => isLong(one) && before.includes(letters(one)))) {
      all++;
      if (!after.includes(letters(text))) lost.push(text);
    }
  }
  return { lost, all };
}

describe('how a paragraph ends does not tell whose it is', () => {
  it.each(['..', '...', '…', '!', ''])('an article’s own paragraphs that end in «%s»', async (mark) => {
    const { lost, all } = lostBy(mark, [...(await readOwnSet()), ...(await readKinds())]);
    expect(all).toBeGreaterThan(70);
    expect(lost.length, lost.join('\n')).toBeLessThanOrEqual(all * 0.01);
  });

  it.each(['..', '…'])('the last paragraph of a police story, that ends in «%s»', (mark) => {
    const texts = quarrel.paragraphs.map((text, at, all) => (at === all.length - 1 ? endIn(text, mark) : text));
    const cleaned = cleanParagraphs(texts, quarrel);
    expect(cleaned.removed).toEqual([]);
  });

  it('an excerpt in dots under its title still leaves, above the article and below it', () => {
    const listed = [
      'افتتاح معرض الكتاب في الدوحة بمشاركة أربعين دولة',
      'تفتتح الدوحة معرض الكتاب اليوم بمشاركة أربعين دولة وتستضيف…',
    ];
    const above = cleanParagraphs([...listed, ...quarrel.paragraphs], quarrel);
    expect(above.removed.map(({ text }) => text)).toEqual(listed);
    const below = cleanParagraphs([...quarrel.paragraphs, 'اقرأ أيضا', ...listed], quarrel);
    expect(below.removed.map(({ text }) => text)).toEqual(['اقرأ أيضا', ...listed]);
  });
});

describe('what somebody says is no call of the page', () => {
  it('«نحن», «الآن» and an exclamation mark in answers', () => {
    const texts = interview.paragraphs.map((text) => (text.startsWith('- ') ? endIn(text, '!') : text));
    expect(cleanParagraphs(texts, interview).removed).toEqual([]);
  });

  it('the first question of an interview without an introduction', () => {
    const texts = interview.paragraphs.slice(2);
    expect(cleanParagraphs(texts, interview).removed).toEqual([]);
  });

  it('a tip among tips, whatever it ends in', async () => {
    const tips = [
      'مع اقتراب رمضان يسأل مرضى السكري أطباءهم: هل نصوم؟ ويجيب الأطباء بأن الصيام ممكن لمن استعد له قبل أسابيع.',
      'اختاروا سحوراً متأخراً، وتناولوا فيه الحبوب الكاملة والفول والبيض لأنها ترفع السكر ببطء.',
      'اسألوا الصيدلي عن جرعة الإفطار، وقيسوا السكر قبل السحور وقبل الإفطار بساعة.',
      'راجعوا طبيبكم قبل رمضان بستة أسابيع، واسألوه عن جرعة السحور.',
    ];
    for (const mark of ['!', '…']) {
      const told = [...tips, `أخبر من حولك: يجب أن يعرف أفراد أسرتك أعراض الهبوط وكيفية التصرف${mark}`];
      expect(cleanParagraphs(told, { title: 'نصائح لصيام آمن لمرضى السكري في رمضان' }).removed).toEqual([]);
    }
  });

  it('a call that names what only a page has still leaves', () => {
    const call = 'نحن ننشر الآن على واتساب! اشتركوا في قناتنا';
    const { removed } = cleanParagraphs([...quarrel.paragraphs, call], quarrel);
    expect(removed.map(({ text }) => text)).toEqual([call]);
  });
});

describe('an officer’s report and a paragraph under a table', () => {
  it('a sentence with «مدير» and «وصوله» tells no author’s life', () => {
    expect(cleanParagraphs(quarrel.paragraphs, quarrel).removed).toEqual([]);
  });

  it('under a table of prices the market goes on', () => {
    const texts = [
      'أنهت بورصة مسقط تعاملات الثلاثاء على ارتفاع نسبته 0.9% ليغلق مؤشرها الرئيسي عند 4,912.37 نقطة، بدعم من أسهم البنوك التي تلقت زخماً من نتائج أعمال الربع الأول.',
      'وبلغت قيمة التداولات 9.8 مليون ريال عُماني، وهو أعلى مستوى في شهر، مقابل 6.1 مليون ريال في الجلسة السابقة.',
      'جاء التحول بعد أن أعلن بنك الساحل، ثاني أكبر مقرض في السلطنة، نمو صافي أرباحه 14% على أساس سنوي إلى 21.3 مليون ريال، متجاوزاً متوسط تقديرات المحللين.',
      '"النتائج أعطت المستثمرين سبباً للعودة، لكن الاختبار الحقيقي هو أسعار النفط"، قالت ريم الكندي، رئيسة البحوث في "ظفار كابيتال".',
      'أداء أبرز الأسهم',
      'السهم | الإغلاق (ريال) | التغير',
      'بنك الساحل | 0.318 | +4.6%',
      'عُمان للكابلات | 2.140 | +1.2%',
      'الباطنة للطاقة | 0.077 | -2.5%',
      'في المقابل، هبط سهم "الباطنة للطاقة" 2.5% بعد أن أعلنت الشركة تأجيل توزيع أرباحها النقدية إلى النصف الثاني من العام. كما تراجع قطاع الخدمات 0.4%..',
      'اقرأ أيضاً: أسعار النفط اليوم',
      'ورغم صعود اليوم، لا يزال المؤشر منخفضاً 1.7% منذ بداية العام، وهو من بين الأسوأ أداءً في الخليج.',
    ];
    const { kept } = cleanParagraphs(texts, { title: 'بورصة مسقط تصعد 0.9% بدعم أسهم البنوك' });
    expect(kept.map(({ text }) => text)).toContain(texts[9]);
  });
});
