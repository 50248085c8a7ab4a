import { describe, expect, test } from 'vitest';
import { lineKind } from '../../src/articles/boilerplate/line.ts';
import { cleanParagraphs } from '../../src/articles/boilerplate.ts';
import { summariseParagraphs } from '../../src/summaries/index.ts';
import { body, inMid, title } from './port-story.ts';

const kept = (lines: readonly string[], of = title): string[] =>
  cleanParagraphs(lines, { title: of }).kept.map(({ text }) => text);

describe('rows of a forecast and of a market are the article’s', () => {
  test('which announces them', () => {
    const lines = [
      'ضربت موجة برد المرتفعات أمس، وأغلقت السلطات ثلاث طرق جبلية أمام الشاحنات.',
      'وفيما يلي درجات الحرارة المتوقعة:',
      'الميناء 12°',
      'القنطرة: 9° م',
      'ودعت الشرطة السائقين إلى القيادة ببطء حتى مساء الجمعة.',
    ];
    expect(kept(lines, 'إغلاق ثلاث طرق جبلية')).toEqual(lines);
  });

  test('whose title is of such things', () => {
    const lines = [
      'صعدت الأسهم في ثلاث أسواق وهبطت في اثنتين مع ختام تعاملات الأسبوع.',
      'مؤشر الميناء 7,210.4 +0.31%',
      'مؤشر الواحة 4,510.7 -0.22%',
      'وصعد سهم بنك الساحل بنسبة اثنين في المئة بعد إعلان أرباحه الفصلية.',
    ];
    expect(kept(lines, 'كيف أغلقت البورصات الخميس')).toEqual(lines);
  });

  test('and the page’s over another story', () => {
    expect(kept(['الميناء 22°', 'تاسي 12,341.20 +0.45%', title, ...body])).toEqual(body);
  });
});

describe('names under what they did stay', () => {
  test('in a list of books, each with its own writer', () => {
    const lines = [
      'أعلنت لجنة الجائزة القائمة القصيرة، وضمت روايتين من بلدين.',
      '«بيت الريح»',
      'الكاتبة: سميرة عبد الله',
      'المترجم: حسن البنا',
      '«ليل المدن»',
      'الكاتب: يوسف الحداد',
      'المترجمة: رنا صالح',
      'وستعلن النتيجة في معرض الكتاب في أيار.',
    ];
    expect(kept(lines, 'القائمة القصيرة لجائزة الرواية')).toEqual(lines);
  });

  test('announced, or under what each has won', () => {
    const [opening = '', , last = ''] = [
      'وزعت جوائز الصحافة في الميناء مساء الثلاثاء بحضور ألف مدعو.',
      '',
      'وقيمة كل جائزة خمسة عشر ألف دولار.',
    ];
    const announced = [opening, 'ونالها هذا العام:', 'المصور: إياد البابا', 'المترجمة: شيرين حمدان', last];
    expect(kept(announced, 'توزيع جوائز الصحافة')).toEqual(announced);
    const parted = [opening, 'أفضل صورة', 'المصور: إياد البابا', 'أفضل ترجمة', 'المترجمة: شيرين حمدان', last];
    expect(kept(parted, 'توزيع جوائز الصحافة')).toEqual(parted);
  });

  test('and over the text alone they are the page’s', () => {
    expect(kept([title, 'الكاتبة: رنا الحداد', 'المصور: كريم ناصر', ...body])).toEqual(body);
    expect(lineKind('الكاتب: توقفت عن النشر فقط')).toBe('text');
  });
});

describe('sentences that open as the page’s lines do', () => {
  test.each([
    'في السياق نفسه: أكدت لجنة الموازنة أن العجز سيتقلص إلى أربعة في المئة من الناتج المحلي.',
    'شاهد: عداد الكهرباء يدور حتى والأضواء مطفأة.',
    'وسوم الحراك اختفت بعد الانتخابات',
    'كلمات مفتاحية مثل الطقس والذهب تتصدر القائمة',
    'يستمر العرض بعد الإعلان.',
    'هل كانت التجربة مفيدة؟',
    'هل كان النص مفيداً للممثلين؟ يجيب المخرج بأنه كتب مرتين.',
    'كانت هذه تفاصيل الخبر كما روتها ثلاث موظفات سابقات في الوكالة.',
  ])('%s', (line) => {
    expect(lineKind(line)).toBe('text');
  });

  test('what is no call as a whole is not parted before a noun that looks like a verb', () => {
    const line = 'اختار محررونا عشرة كتب صدرت هذا العام وتستحق أن ترافقك إلى البحر في الصيف.';
    expect(kept(inMid(line), 'عشرة كتب لهذا الصيف')).toContain(line);
  });

  test('whose money a body takes may stand in a summary, said by it', () => {
    const paragraphs = [
      'أعلنت منظمة أطباء الساحل أنها لن تقبل أي دعم من أطراف النزاع، وأن عملها رهن بتبرعات الأفراد.',
      'وأضافت المنظمة في بيان: لا نتلقى أموالاً من حكومات، ولا نعتمد على أي تمويل عسكري.',
      'وتدير المنظمة تسع عيادات ميدانية منذ اندلاع القتال.',
    ];
    const of = 'منظمة أطباء الساحل: لن نقبل أموالاً من أطراف النزاع';
    expect(summariseParagraphs({ title: of, paragraphs }, { maxChars: 350 }).summary).toContain(paragraphs[1]);
  });
});
