import { describe, expect, test } from 'vitest';
import { cleanParagraphs } from '../../src/articles/boilerplate.ts';

const keptOf = (title: string, paragraphs: readonly string[]): string[] =>
  cleanParagraphs(paragraphs, { title }).kept.map(({ text }) => text);

describe('lines that look like the page and are the article', () => {
  test('posts with the hour before a whole sentence, also right under «إعلان»', () => {
    const posts = [
      '21:10 الدفاع المدني: إخماد حريق في مستودع للأخشاب شرقي المدينة.',
      '19:30 قالت وزارة الصحة إن سبعة عمال نقلوا إلى المستشفى الجامعي.',
      '18:05 دعت نقابة الصيادين إلى إضراب يومين احتجاجاً على رسوم الميناء.',
    ];
    expect(keptOf('مباشر.. تطورات اليوم', ['تغطية حية', ...posts.slice(0, 2), 'إعلان', ...posts.slice(2)])).toEqual(
      posts,
    );
  });

  test('what we chose, over the list of it', () => {
    const intro =
      'تنخفض الحرارة في الجرد إلى ما دون الصفر، فيقصده الهاربون من رطوبة الساحل. اخترنا أربعاً من بلداته يسهل بلوغها.';
    const list = [
      '1. عين الحور: بيوت من حجر فوق نبع لا ينضب.',
      '2. كفر ندى: يزهر فيها اللوز قبل غيرها.',
      '3. الشير: طريقها ترابي طوله عشرون كيلومتراً.',
      '4. المنيطرة: مهجورة منذ ستين عاماً.',
    ];
    expect(keptOf('وجهات تستحق الزيارة هذا الشتاء', [intro, ...list])).toEqual([intro, ...list]);
  });

  test('a prayer in several lines under a story of a death', () => {
    const told = [
      'توفيت معلمة في حادث سير على طريق الجبل مساء السبت، ونقل مرافقها إلى المستشفى.',
      'وفتحت الشرطة تحقيقاً في أسباب الحادث.',
      'رحم الله الفقيدة وألهم أهلها الصبر',
      'إنا لله وإنا إليه راجعون',
    ];
    const title = 'وفاة معلمة في حادث سير على طريق الجبل';
    expect(keptOf(title, [title, ...told, 'مشاركة', 'طباعة'])).toEqual(told);
  });

  test('how it ends: a last question, a verdict', () => {
    const body = [
      'قطعت البلدية مئة شجرة على طريق المطار القديم، وقالت إنها تعيق الرؤية عند المنعطف.',
      'وتزيد حرارة الطريق العاري إحدى عشرة درجة، بحسب قياسات كلية الزراعة في الجامعة.',
    ];
    expect(keptOf('عن مدن تكره الظل', [...body, 'فمن يسمع؟'])).toEqual([...body, 'فمن يسمع؟']);
    const asked = [...body, 'النتيجة: زائف', 'هل لديك خبر تريد التحقق منه؟ أرسله إلى رقمنا على واتساب'];
    expect(keptOf('عن مدن تكره الظل', asked)).toEqual([...body, 'النتيجة: زائف']);
  });

  test('how an opinion ends: a wish; the name and office below it are who signed', () => {
    const told = [
      'قطعت البلدية مئة شجرة على طريق المطار القديم، وقالت إنها تعيق الرؤية عند المنعطف.',
      'وتزيد حرارة الطريق العاري إحدى عشرة درجة، بحسب قياسات كلية الزراعة في الجامعة.',
      'حمى الله مدننا من قصر النظر',
    ];
    const { kept, removed } = cleanParagraphs([...told, 'سامي الخطيب، رئيس جمعية أصدقاء الشجر'], {
      title: 'عن مدن تكره الظل',
    });
    expect(kept.map(({ text }) => text)).toEqual(told);
    expect(removed).toEqual([{ text: 'سامي الخطيب، رئيس جمعية أصدقاء الشجر', why: 'byline' }]);
  });

  test('the head of a table', () => {
    const page = [
      'أعلنت المفوضية النتائج الأولية لانتخابات المجلس البلدي بعد فرز الأصوات كلها.',
      'القائمة | الأصوات | المقاعد',
      'الكرامة | 8,091 | 9',
      'البناء | 4,081 | 5',
      'وبلغت نسبة المشاركة 72 في المئة، وهي الأعلى منذ أول انتخابات، بحسب رئيس المفوضية.',
      'ورفضت قائمتا البناء والكرامة النتائج في حيين، وقالتا إنهما ستقدمان طعوناً خلال المهلة القانونية.',
    ];
    expect(keptOf('نتائج الانتخابات البلدية', page)).toEqual(page);
  });

  test('but a trail from the home page is the page’s', () => {
    const body = 'أقر المجلس البلدي في جلسته أمس موازنة العام المقبل بزيادة عشرة في المئة على الحالية.';
    expect(keptOf('المجلس البلدي يقر الموازنة', ['الرئيسية » محليات » بلديات', body])).toEqual([body]);
  });
});

describe('under a list of other stories', () => {
  const title = 'نصائح قبل شراء سيارة مستعملة';
  const list = ['الأكثر قراءة', 'مصرف الجبل يرفع الفائدة مرة رابعة', 'عودة الصيادين إلى الميناء القديم'];

  test('the article’s numbered points stay, each over its text', () => {
    const points = [
      '1- اطلب سجل الصيانة',
      'سجل الصيانة يقول أكثر من كلام البائع، وتواريخه تقارن بعداد المسافة.',
      '2- افحص الهيكل في ضوء النهار',
      'الفروق في درجة اللون تدل على دهان جديد، ومعها ضربة قديمة.',
    ];
    expect(keptOf(title, [...list, ...points])).toEqual(points);
  });

  test('numbered titles alone are other stories', () => {
    const numbered = list.slice(1).map((text, at) => `${at + 1}. ${text}`);
    const text = 'يقول الميكانيكي إن نصف زبائنه جاؤوه بعد شراء سيارة مستعملة لا قبله، ونصائحه قليلة.';
    expect(keptOf(title, ['الأكثر قراءة', ...numbered, text])).toEqual([text]);
  });
});

test('an interview’s question over the controls of its post is no poll’s', () => {
  const text = 'بدأنا من السقف. كان الماء يتسرب إلى القاعة الثالثة، فنقلنا 12 ألف صندوق في شهرين.';
  const page = ['كيف بدأت العمل؟', 'انسخ الرابط', 'شارك', text];
  expect(keptOf('مديرة الأرشيف: بدأنا العمل من السقف', page)).toContain(page[0]);
  expect(keptOf('مديرة الأرشيف: بدأنا العمل من السقف', ['هل توافق؟', 'نعم', 'لا', text])).toEqual([text]);
});
