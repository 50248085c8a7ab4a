import { describe, expect, test } from 'vitest';
import { tokens } from '../../src/articles/text/index.ts';
import { claimCost } from '../../src/summaries/claim-cost.ts';
import { isAbout } from '../../src/summaries/claims.ts';
import { COSTS } from '../../src/summaries/costs.ts';
import { mayFollow } from '../../src/summaries/follows.ts';
import { summariseParagraphs } from '../../src/summaries/index.ts';
import { otherSide, speakerOf } from '../../src/summaries/other-side.ts';
import { readSource, type SourceSentence } from '../../src/summaries/source.ts';
import { standingCost } from '../../src/summaries/standing.ts';

const read = (paragraphs: readonly string[]) =>
  readSource(paragraphs.map((text, start) => ({ text, kind: 'paragraph', start })));

function sideIn(title: string, paragraphs: readonly string[]): number[] {
  const sentences = read(paragraphs);
  return [...otherSide(tokens(title), sentences[0], sentences)];
}

describe('who speaks in a sentence', () => {
  test.each([
    ['وتقول قطر إن كثيراً منهم يحملون جنسية أخرى.', 'قطر'],
    ['لكن حسن قال في تغريدة "كنت مصاباً".', 'حسن'],
    ['وقال المتحدث باسم الشركة سامي الأيوبي إن الشحنة سليمة.', 'سامي'],
    ['ولم يصدر حتى الآن أي رد علني من الولايات المتحدة.', 'الولايات'],
    ['ونفى ترودو ارتكاب أي خطأ.', 'ترودو'],
    ['وشدد ترودو على أنه لم يرتكب أي خطأ.', 'ترودو'],
    ['ولم يعقب ترودو على الاتهام.', 'ترودو'],
    ['وأصدر متحدث باسم واينستين بيانا قال فيه إن المنتج "لم يشوه سمعة أحد".', 'واينستين'],
    ['وقال محامي واينستين إن موكله لم يفعل ذلك.', 'واينستين'],
  ])('%s', (sentence, name) => {
    expect(speakerOf(tokens(sentence))?.text).toBe(name);
  });

  test.each([
    'وتقع قطر على الخليج.',
    'ولم يصدر القرار من قطر.',
    'ويعتبر الثوران الحالي الأقوى في السنوات الأخيرة.',
    'واقترح 11 تشرين الثاني موعداً.',
  ])('nobody in «%s»', (sentence) => {
    expect(speakerOf(tokens(sentence))).toBeNull();
  });
});

describe('the side against which a story is told', () => {
  const tribe = 'يعتزم أبناء عشيرة الغفران إطلاق حملة لوقف ما يسمونه انتهاك قطر بحق أبناء العشيرة.';

  test('is the one complained of, and not the one who complains', () => {
    const said = 'وقال الغفران إنهم سيجددون الشكوى.';
    const answer = 'وتقول قطر إن كثيراً من الذين سحبت جنسياتهم يحملون جنسيات أخرى.';
    expect(sideIn('عشيرة الغفران تشكو قطر إلى مجلس حقوق الإنسان', [tribe, said, answer])).toEqual([2]);
  });

  test('is behind the verb that «التي» brings in', () => {
    const opening = 'قالت المرأة التي اتهمت رئيس الوزراء الكندي جاستين ترودو بالتحرش بها إنها تصر على اتهامها.';
    const answer = 'لكن في المقابل نفى ترودو ارتكاب أي خطأ.';
    expect(sideIn('امرأة تصر على اتهام رئيس الوزراء الكندي بالتحرش', [opening, answer])).toEqual([1]);
  });

  test('is not whoever issued what the opening tells', () => {
    const opening = 'أصدر جيش النهر بياناً قال فيه إنه شن ليل الأربعاء غارة على مخازن لجماعة الفجر.';
    const said = 'ويقول جيش النهر إنه لا يستخدم الرصاص الحي ضد المتظاهرين.';
    expect(sideIn('غارات على مخازن لجماعة الفجر', [opening, said])).toEqual([]);
  });

  test('is nobody where nothing is held against anybody', () => {
    const opening = 'افتتحت قطر الأحد ميناء جديداً جنوب العاصمة.';
    expect(sideIn('قطر تفتتح ميناء جديداً', [opening, 'وتقول قطر إن الميناء هو الأكبر في المنطقة.'])).toEqual([]);
  });

  test('nor in an accident', () => {
    const opening = 'لقي 14 شخصاً من فريق برونكوس مصرعهم إثر تصادم حافلة وشاحنة غرب كندا.';
    const said = 'وقال برونكوس إن الأمر أكبر بكثير مما يمكن لأحد تخيله.';
    expect(sideIn('مقتل 14 شخصاً في حادث حافلة كانت تقل فريق برونكوس غرب كندا', [opening, said])).toEqual([]);
  });
});

describe('its word', () => {
  const title = 'هل تظاهر حارس مرمى المنتخب بالإصابة؟';
  const opening = 'في مباراتين وديتين بدا أن حارس المرمى معز حسن يتظاهر بالإصابة في وقت الإفطار.';
  const scene = 'وأثناء تمدده على أرض الملعب، هرع زملاؤه إلى الخط الجانبي لشرب الماء وتناول بعض حبات التمر.';
  const next = 'وستراقب الأعين معز حسن عندما يلتقي المنتخب نظيره الإسباني في التاسع من الشهر الجاري.';
  const answer = 'لكن حسن قال في تغريدة إنه كان مصاباً في المباراتين.';

  test('stands by what is held against it, also behind «لكن» and further down', () => {
    const { summary } = summariseParagraphs({ title, paragraphs: [opening, scene, next, answer] }, { maxChars: 250 });
    expect(summary).toBe(`${opening} ${scene} وقال حسن في تغريدة إنه كان مصاباً في المباراتين.`);
  });

  test('stands behind «إلا أن» right under the charge, and under nothing else', () => {
    const charge =
      'قالت منظمة حقوقية إن سلطات الساحل تحتجز معارضين في الحبس الانفرادي، وإن هذه المعاملة قد تصل إلى التعذيب.';
    const between =
      'ووثقت المنظمة في تقريرها شهادات محامين وأقارب وأطباء وسجناء سابقين في أربع مدن على الساحل وفي الجبل، وجمعتها في ملحق من مئة صفحة ترجم إلى ثلاث لغات وأودع في مكتبة الجامعة وفي دار المحفوظات وفي قصر الأمم أيضاً قبل نشره بأسبوعين.';
    const denial = 'إلا أن الحكومة تنكر هذه الاتهامات وتعتبر ما يحدث حالات فردية.';
    const accusing = 'منظمة تتهم سلطات الساحل بتعذيب معارضين';
    const { summary } = summariseParagraphs(
      { title: accusing, paragraphs: [charge, between, denial] },
      { maxChars: 250 },
    );
    expect(summary).toBe(`${charge} وتنكر الحكومة هذه الاتهامات وتعتبر ما يحدث حالات فردية.`);
    const arrest = 'وأوقفت الشرطة الشهر الماضي محرر الصحيفة في مطار العاصمة.';
    const sentences = read([charge, arrest, between, denial]);
    const [opening, arrested, , refusal] = sentences;
    if (opening === undefined || arrested === undefined || refusal === undefined) throw new Error('four are read');
    const claims = claimCost(tokens(accusing), opening, sentences);
    expect(mayFollow(refusal, [opening], claims, () => false)).toBe(true);
    expect(mayFollow(refusal, [opening, arrested], claims, () => false)).toBe(false);
  });

  test('what a denial without proof says is one', () => {
    const [denial] = read(['وتقول شركة سانوفي إنه لا يوجد دليل على علاقة اللقاح بوفاة الأطفال.']);
    expect(denial?.denies).toBe(true);
  });

  test('so is a refusal of the accusations', () => {
    const [refusal] = read(['لكن الصحيفة المعارضة بشدة للرئيس ترفض هذه الاتهامات وتندد بما تعتبره محاكمة سياسية.']);
    expect(refusal?.denies).toBe(true);
  });

  test.each([
    'وردت اللجنة العليا لتنظيم نهائيات كأس العالم في بيان، قالت فيه إنها تنفي جميع المزاعم.',
    'ومع ذلك، قال المنتج إنه لم يكن له دور في اختيار الممثلين، كما نفى محاولته عرقلة مسيرتها.',
  ])('so is one that comes late: %s', (sentence) => {
    expect(read([sentence])[0]?.denies).toBe(true);
  });

  test('a short denial is of what was told, in whatever form', () => {
    const [news, denial, other] = read([
      'قررت الحكومة سحب ترخيص شركة «النخيل» باعتبارها مسؤولة عن تلويث النهر بمواد سامة في آذار.',
      'ونفت «النخيل» بشدة لعب أي دور في تلوث المياه.',
      'ونفت «النخيل» بشدة أي صلة بالمصرف المفلس.',
    ]);
    if (news === undefined || denial === undefined || other === undefined) throw new Error('three sentences are read');
    expect(isAbout(denial, [news])).toBe(true);
    expect(isAbout(other, [news])).toBe(false);
  });

  test('stands far from the charge without a word in common with it', () => {
    const [news, between, denial, other] = read([
      'أظهرت وثائق أن مستشار الرئيس للشؤون الزراعية كان يتعامل مع شركة أجنبية.',
      'وتخضع الوثائق للفحص منذ آذار.',
      'ونفى كارتن بيلو أن يكون مخبراً.',
      'وشوهد كارتن بيلو وهو يتنزه.',
    ]);
    if (news === undefined || between === undefined || denial === undefined || other === undefined)
      throw new Error('four sentences are read');
    const placed = (source: SourceSentence) => ({ source, matter: new Set<string>() });
    const context = { sentences: [news, between, denial, other], people: [], titleStems: new Set<string>() };
    const cost = (source: SourceSentence) =>
      standingCost(placed({ ...source, strangeName: null }), [placed(news)], context);
    expect(cost(other) - cost(denial)).toBeCloseTo(COSTS.loose);
  });

  test('out of proportion is what force is blamed for', () => {
    const opening = 'قال مقرر أممي إن شرطة الساحل استعملت قوة مفرطة مع المتظاهرين في المرفأ.';
    const answer = 'وقالت وزارة داخلية الساحل إن المتظاهرين هم الذين بدأوا.';
    expect(sideIn('الساحل استخدمت قوة مفرطة ضد المتظاهرين', [opening, answer])).toEqual([1]);
  });

  test('but no denial of what was not told', () => {
    const paragraphs = [
      'رفعت برلمانية أسترالية دعوى قضائية ضد أحد خصومها السياسيين، بتهمة توجيه افتراءات جنسية.',
      'وأصبحت سارة هانسون-يونغ، وهي عضو مجلس الشيوخ عن حزب البيئة وتبلغ من العمر 36 عاماً، أول سياسية في أستراليا تقاضي سياسياً آخر بهذا الاتهام.',
      'وتقول البرلمانية إن عضو مجلس الشيوخ ديفيد ليونيلم أدلى بتعليقات تخص حياتها في البرلمان وفي وسائل إعلام أسترالية مختلفة وإنها لن تسكت عنها.',
      'وادعى خصمها أنها قالت خلال تلك المناقشة إن على الرجال أن يتوقفوا عن الكلام، وإن ذلك أغضبه وأغضب أعضاء المجلس كلهم كما قال في حوار إذاعي.',
      'ونفت هانسون-يونغ أنها قالت هذا الكلام.',
    ];
    const title = 'برلمانية في أستراليا تقاضي خصماً لها بتهمة الافتراء الجنسي';
    expect(summariseParagraphs({ title, paragraphs }).summary).not.toContain('هذا الكلام');
  });

  test('that nobody has answered is told too, whatever stands between', () => {
    const paragraphs = [
      'قال الرئيس التركي رجب طيب أردوغان إن بلاده تسعى إلى تنظيم قمة في إسطنبول في السابع من أيلول بمشاركة فرنسا وألمانيا وروسيا.',
      'وتابع أردوغان "سنتباحث بما بوسعنا القيام به معاً في المنطقة"، دون إعطاء تفاصيل حول القمة.',
      'والخميس، أجرى أردوغان محادثات في جوهانسبورغ مع نظيره الروسي فلاديمير بوتين على هامش قمة دول بريكس التي دعي إليها مع قادة آخرين لدول غير أعضاء من القارات الثلاث.',
      'ولم يصدر أي تأكيد على الفور من موسكو أو باريس أو برلين.',
    ];
    const title = 'أردوغان يعلن عن قمة في إسطنبول بمشاركة فرنسا وألمانيا وروسيا';
    expect(summariseParagraphs({ title, paragraphs }, { maxChars: 260 }).sentences.at(-1)?.text).toBe(paragraphs[3]);
  });
});

test('a denial of three words is heard, and what goes on with it', () => {
  const paragraphs = [
    'قضت محكمة الاستئناف في المرفأ، الاثنين، بسجن رجل الأعمال سامر بوتير ست سنوات، بعد إدانته بالتحرش الجنسي بحق موظفات سابقات.',
    'وكانت ست موظفات تقدمن بشكاوى ضد بوتير، البالغ من العمر 77 عاماً، قبل سنتين.',
    'ونفى بوتير التهم. وقال محاميه إنه سيطعن في الحكم أمام محكمة النقض.',
    'وحكمت المحكمة على خمسة متهمين آخرين بالسجن مدداً تراوح بين سنتين وأربع سنوات.',
  ];
  const { summary } = summariseParagraphs({ title: 'محكمة في المرفأ تدين رجل أعمال بتهمة التحرش', paragraphs });
  expect(summary).toContain('ونفى بوتير التهم. وقال محاميه إنه سيطعن في الحكم');
});
