import { describe, expect, test } from 'vitest';
import { lineKind } from '../../src/articles/boilerplate/line.ts';
import { cleanParagraphs } from '../../src/articles/boilerplate.ts';
import { summariseParagraphs } from '../../src/summaries/index.ts';

const brief = {
  title: 'الدفاع المدني يخمد حريقاً في مستودع',
  paragraphs: [
    'أخمد الدفاع المدني حريقاً شب في مستودع للأخشاب في المنطقة الصناعية جنوب المدينة',
    'لم تسجل إصابات',
    'قدرت الخسائر بمليون دينار',
    'باشرت الجهات المختصة التحقيق لمعرفة أسباب الحريق والمتسبب فيه',
  ],
};

const kept = (paragraphs: readonly string[], title: string): string[] =>
  cleanParagraphs(paragraphs, { title }).kept.map(({ text }) => text);

describe('an article without stops, a line for each sentence', () => {
  test('keeps its short sentences beside its long ones', () => {
    expect(kept(brief.paragraphs, brief.title)).toEqual(brief.paragraphs);
    const explosion = [
      'انفجرت عبوة ناسفة بسيارة في حي الميدان صباح اليوم ما أدى إلى إصابة السائق بجروح',
      'تداولت صفحات محلية صوراً للسيارة وقد احترق مقدمها',
      'فرضت قوى الأمن طوقاً حول المكان ومنعت الاقتراب',
    ];
    expect(kept(explosion, 'انفجار عبوة في حي الميدان')).toEqual(explosion);
  });

  test('is summed up from where it begins', () => {
    expect(summariseParagraphs(brief, { maxChars: 350 }).summary).toContain('أخمد الدفاع المدني حريقاً');
  });

  test('and lists without a label leave from below an article that ends its sentences', () => {
    const text = [
      'أخمد الدفاع المدني حريقاً شب في مستودع للأخشاب في المنطقة الصناعية جنوب المدينة.',
      'وقال قائد الدفاع المدني إن الحريق لم يسفر عن إصابات، وإن الخسائر بلغت مليون دينار.',
    ];
    const others = ['منتخب الشباب يستعد لدورة الصيف', 'قطار الليل يصل إلى الواحة بعد غياب عامين'];
    expect(kept([...text, 'أخبار ذات صلة', ...others], brief.title)).toEqual(text);
  });
});

describe('sentences that are no line of the page’s', () => {
  test.each([
    'واصل المنتخب بعد الإعلان عن القائمة تدريباته في الملعب الكبير',
    'تابع الوزير بعد الإعلان عن الموازنة جولته في الشمال',
    'واصل القراءة تحت الإعلان، هكذا صار الخبر شقوقاً بين إعلانين.',
  ])('%s', (line) => {
    expect(lineKind(line)).toBe('text');
  });

  test('an appeal that the article tells of', () => {
    const lines = [
      'أوقفت الشرطة ثلاثة أشخاص جمعوا تبرعات باسم مؤسسة خيرية وهمية.',
      'كان الإعلان يقول: لا نأخذ أموالاً من الحكومات، تبرعك وحده ينقذنا، ادعمنا اليوم.',
      'ونصحت الشرطة المواطنين بالتحقق من ترخيص الجمعيات قبل التبرع لها عبر الإنترنت.',
    ];
    expect(kept(lines, 'القبض على محتالين باسم مؤسسة خيرية')).toEqual(lines);
  });

  test('a trade and what became of somebody are no author’s life', () => {
    const lines = [
      'قتل مصور قناة الساحل في غارة استهدفت سيارة للصحافة على طريق المرفأ.',
      'مصور لبناني، عمل في القناة منذ 2015، وغطى الحرب في الشمال، وله ثلاثة أطفال.',
      'مصور آخر أصيب بجروح خطيرة، وهو سابقاً مع وكالة أجنبية.',
      'ودانت نقابة المصورين الاستهداف.',
    ];
    expect(kept(lines, 'مقتل مصور قناة الساحل')).toEqual(lines);
  });
});
