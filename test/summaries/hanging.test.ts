import { describe, expect, test } from 'vitest';
import { withNamedBody } from '../../src/summaries/bare-body.ts';
import { summariseParagraphs } from '../../src/summaries/index.ts';
import { readSource } from '../../src/summaries/source.ts';

const read = (...paragraphs: string[]) =>
  readSource(paragraphs.map((text) => ({ kind: 'paragraph', text, start: 0 }) as const));

const summaryOf = (title: string, ...paragraphs: string[]): string =>
  summariseParagraphs({ title, paragraphs }).summary;

/** The last paragraph with the name put in that those above give. */
function named(...paragraphs: string[]): string | null {
  const sentences = read(...paragraphs);
  const last = sentences.at(-1);
  return last === undefined ? null : (withNamedBody(sentences, last)?.text ?? null);
}

describe('a body called by its kind alone', () => {
  const ministry = 'كتبت وزارة التجارة والاستثمار على موقعها أن المرأة تستطيع بدء عملها دون موافقة أحد.';

  test('has the name that the article gave it', () => {
    expect(named(ministry, 'وصدر القرار ضمن مبادرة أطلقتها الوزارة لتسهيل الأعمال.')).toBe(
      'وصدر القرار ضمن مبادرة أطلقتها وزارة التجارة والاستثمار لتسهيل الأعمال.',
    );
    expect(named(ministry, 'وقال متحدث للصحافة إن القرار صدر وفقاً للوزارة قبل شهر واحد.')).toContain(
      'وفقاً لوزارة التجارة والاستثمار قبل',
    );
    const paper = 'كشفت صحيفة «الساحل» أن المرفأ يستقبل سفناً لا تعلن حمولتها منذ عامين.';
    expect(named(paper, 'واستند تقرير نشرته الصحيفة إلى وثائق من الجمارك.')).toContain('نشرته صحيفة «الساحل» إلى');
    const day = 'أعلنت وزارة الخارجية البريطانية الأربعاء أن السفارة طلبت زيارة الشابة في المستشفى.';
    expect(named(day, 'وقالت المتحدثة باسم الوزارة إن الشابة ستقرر ذلك بنفسها.')).toContain(
      'باسم وزارة الخارجية البريطانية إن',
    );
  });

  test('has none where there are several, where the end of a name cannot be told, or where the sentence says more of it', () => {
    const other = 'وردت وزارة المالية بأن الرسوم لن تتغير قبل نهاية السنة المقبلة.';
    expect(named(ministry, other, 'وصدر القرار ضمن مبادرة أطلقتها الوزارة لتسهيل الأعمال.')).toBeNull();
    const unclear = 'طالبت وزارة الصحة السلطات المحلية بفتح مراكز جديدة في الأحياء البعيدة.';
    expect(named(unclear, 'وصدر القرار ضمن مبادرة أطلقتها الوزارة لتسهيل العلاج.')).toBeNull();
    expect(named(ministry, 'وصدر القرار ضمن مبادرة أطلقتها الوزارة الجديدة لتسهيل الأعمال.')).toBeNull();
    expect(named(ministry, 'وقال التاجر: «أطلقتها الوزارة لتسهيل الأعمال علينا جميعاً».')).toBeNull();
    const abroad = 'أبلغت وزارة خارجية الجزر سفيرها أن عليه العودة قبل نهاية الأسبوع.';
    expect(named(abroad, 'وقالت المتحدثة باسم الوزارة إن السفير سيعود بعد العيد.')).toBeNull();
  });

  test('is named in the summary where what named it was left out, and not where that was taken', () => {
    const title = 'لندن ترد على طلب زيارة الشابة';
    const opening = `${'أعلنت وزارة الخارجية البريطانية الأربعاء أن الشابة التي ترقد في المستشفى منذ أربعة أسابيع رفضت عرضاً للمساعدة القنصلية نقل إليها'}، ${'وأن أطباءها يرون أن حالها تتحسن يوماً بعد يوم وأنها ستغادر قريباً إلى مكان لا يعرفه أحد حفاظاً على سلامتها وسلامة أهلها كلهم'}.`;
    const next = 'وقالت المتحدثة باسم الوزارة في بيان إن الطلب الذي تقدمت به السفارة لزيارة الشابة نقل إليها كما هو.';
    const short = summariseParagraphs({ title, paragraphs: [opening, next] }, { maxChars: 150 }).summary;
    expect(short).toContain('باسم وزارة الخارجية البريطانية في بيان');
    const long = summariseParagraphs({ title, paragraphs: [opening, next] }, { maxChars: 400 }).summary;
    expect(long).toContain('باسم الوزارة في بيان');
  });
});

describe('what an article opens on', () => {
  test('is not what points at the page’s pictures, where the title has none', () => {
    const pictures = 'التقطت هذه الصور لجراء الكلاب والنمور وهي تلعب معاً في متنزه المدينة البري.';
    const shown = 'وتظهر الصور التي التقطت يوم الخميس ثمانية جراء بينها شبل صغير هجرته أمه في الشتاء.';
    expect(summaryOf('كلبة ترضع جراء النمور في المتنزه البري', pictures, shown)).toBe(shown.slice(1));
    expect(summaryOf('صور: كلبة ترضع جراء النمور في المتنزه البري', pictures, shown)).toContain(pictures);
  });

  test('is not what goes on with lines that stood above it', () => {
    const above = 'وتحاول سيلين غريت الوقوف على حقيقة الأوضاع التي تعيشها هذه الأسر بعد فقد ذويها.';
    const aunt = 'وتقول أم كلثوم، خالة فتاتين اصطحبهما أبوهما إلى العراق، إنهما يتيمتان الآن في دار للرعاية.';
    const title = 'أيتام من تركيا مشردون في العراق';
    expect(summaryOf(title, above, aunt)).not.toContain('هذه الأسر');
    expect(summaryOf('الأسر التركية التي تشردت في العراق', above, aunt)).toContain('هذه الأسر');
  });

  test('is no sentence whose «here» is a scene above it', () => {
    const scene = 'ارتجفت يدا إلياس وهو يشعل سيجارته.';
    const paragraphs = [
      `${scene} إنها المرة الأولى بالنسبة له، إذ لم يسبق أن وقف على مسرح من قبل.`,
      'وإلياس هنا للمشاركة في أول مسابقة للحكواتيين في لبنان منذ الحرب.',
      'وقد جاء المتسابقون من قرى الجبل كلها، وبينهم من لم يحك حكاية أمام أحد منذ عشرين سنة.',
      'ويجلس الناس على الأرض، ويشربون الشاي، وينتظرون دورهم حتى منتصف الليل.',
    ];
    expect(summaryOf('أول مسابقة للحكواتيين في لبنان', ...paragraphs)).not.toMatch(/^و?إلياس هنا/);
  });
});

describe('one of two', () => {
  test('is the other side of nothing behind what is no side', () => {
    const title = 'قاض يعلق دعوى الممثلة على المحامي';
    const opening = 'علق قاض تسعين يوماً دعوى رفعتها الممثلة سلوى العتر على المحامي مروان الديب في المدينة.';
    const between = `${'وطلب محامو الديب في وقت سابق من المحكمة أن تؤجل النظر في القضية كلها إلى أن ينتهي التحقيق الجنائي الذي فتحته النيابة في أعماله'} ${'التجارية قبل شهرين من الآن، وقالوا إن شهادته في قضية قد تضر به في أخرى، وإن على القاضي أن يحمي حقه في الصمت حتى ذلك الحين'} ${'مهما طال'}.`;
    const other = 'وعلى الجانب الآخر، تقول العتر إنها رفعت الدعوى لتنهي اتفاقاً وقعته مع المحامي قبل عامين.';
    const { summary } = summariseParagraphs({ title, paragraphs: [opening, between, other] }, { maxChars: 220 });
    expect(summary).toBe(`${opening} ${other.replace('وعلى الجانب الآخر، ', 'و')}`);
  });

  test('has no place with its label, without the other', () => {
    const screens = 'شاشات اللمس طبقة شفافة تغطي شاشة العرض في الجوالات، وتتحسس حركات اليد والكتابة عليها بقلم خاص.';
    const list = 'ويوجد نوعان رئيسيان من شاشات اللمس وهما:';
    const item = 'شاشات اللمس المقاومة: وتعتمد على تغير المقاومة الكهربائية للنقطة الملموسة من الشاشة.';
    expect(summaryOf('شاشات اللمس', screens, list, item)).toBe(screens);
    expect(read(screens, item)[1]?.faults).toEqual([]);
  });
});
