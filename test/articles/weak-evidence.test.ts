import { describe, expect, test } from 'vitest';
import { cleanParagraphs } from '../../src/articles/boilerplate.ts';
import { articleFromPage } from '../../src/articles/from-page.ts';

const blocks = (lines: readonly string[], title: string) => cleanParagraphs(lines, { title }).kept;
const kept = (lines: readonly string[], title: string): string[] => blocks(lines, title).map((block) => block.text);

const cafe = 'مقهى الزنك في أم درمان يفتح بابه بعد عامين من الحرب';
const scene =
  'تصبّ حاجة نفيسة القهوة في الفنجان ببطء. رائحة الزنجبيل تسبق الكلام. على الحائط ثقب رصاصة وضعت عليه صورة ابنها.';
const feature = [
  'عاد مقهى الزنك في سوق أم درمان إلى العمل الشهر الماضي بعد عامين من الحرب، وهو واحد من أحد عشر مقهى فقط فتحت أبوابها من أصل ستين، بحسب غرفة السوق.',
  'في الصباح يأتي الحمالون إلى المقهى. يجلسون على علب الزيت الفارغة، ويتركون الكراسي للنساء العائدات من النزوح.',
  'تقول سلمى عثمان، وهي باحثة في تاريخ المدينة، إن المقاهي كانت برلمان أم درمان غير المعلن، وفيها كتبت بيانات ثورتي أكتوبر وأبريل.',
  'ثمن فنجان القهوة في السوق اليوم ألف جنيه، وكان مئة قبل الحرب. لكن أحداً لا يدفع قبل أن يسأل عن الغائبين.',
  'عند المغرب تغلق نفيسة نصف باب المقهى. تعدّ الفناجين: ثلاثة وعشرون. كانت ثلاثين قبل الحرب.',
];

describe('an opening that shares no word with its article stays, unconfirmed, where no other story’s title stands by it', () => {
  test('a scene under a section’s name, a writer’s and a dateline', () => {
    const head = ['ثقافة', 'أحمد عبد الباقي', 'الخرطوم - 3 نوفمبر 2026'];
    const found = blocks([...head, scene, 'أم درمان (تصوير: محمد نور)', ...feature], cafe);
    const opening = found.find((block) => block.text === scene);
    expect(opening?.unconfirmed).toBe(true);
  });

  test('a scene under the lead picture’s caption', () => {
    const caption = 'حاجة نفيسة ورائحة الزنجبيل في فنجان القهوة، سوق الجمعة (ضفاف)';
    const body = [scene, ...feature].map((text) => `<p>${text}</p>`).join('');
    const html = `<html lang="ar"><body><h1>${cafe}</h1><div class="node__content">
      <div class="field field--name-field-image"><img src="a.jpg" alt=""><div class="field--name-field-caption">${caption}</div></div>
      <div class="field--name-body">${body}</div></div></body></html>`;
    const read = articleFromPage(html, 'https://difaf.example/a')?.article.blocks ?? [];
    expect(read.map(({ text }) => text)).toContain(scene);
    expect(kept([caption, scene, ...feature], cafe)).toContain(scene);
  });

  test('a single short sentence', () => {
    const article = [
      'ثمة أبواب لا تُطرق مرتين.',
      'بهذه الجملة تفتتح سهاد كبها روايتها الثالثة «البيت الذي لا يصل إليه أحد»، الصادرة عن دار الآداب، وفيها تعود إلى حيفا عام 1948 من خلال ثلاث شقيقات.',
      'لا تسرد كبها النكبة من الشارع بل من المطبخ. الخبز الذي تُرك في الفرن يوم الرحيل يعود في كل فصل من الرواية بطعم مختلف.',
      'ومع ذلك تبقى رواية كبها من أجمل ما صدر هذا العام عن حيفا.',
    ];
    const page = ['كتب', 'حيفا - رنا أبو حنا', 'الأحد، 15 تشرين الثاني 2026', ...article];
    expect(kept(page, '«البيت الذي لا يصل إليه أحد»: ذاكرة حيفا في رواية جديدة')).toEqual(
      expect.arrayContaining(article),
    );
  });

  test('but another story’s, under its title, goes', () => {
    const other = ['حملة لمكافحة الجراد في كسلا والقضارف', 'بدأت فرق مكافحة الجراد عملها في ثلاث محليات بكسلا.'];
    expect(kept(['الأكثر قراءة', ...other, ...feature], cafe)).toEqual(feature);
  });
});

describe('what stands between two paragraphs', () => {
  test('a song that a line announces stays', () => {
    const song = ['غنّى أحدهم:', 'يا طير يا طائر', 'خد معاك سلامي للأهل', 'ضحكت الحاجة ثم مسحت عينيها بطرف ثوبها.'];
    const page = [...feature.slice(0, 2), 'شارك', ...song, 'اقرأ أيضاً', 'ذهب دارفور: من المنجم إلى المطار'];
    const article = [...feature.slice(0, 2), ...song, ...feature.slice(2)];
    expect(kept([...page, ...feature.slice(2)], cafe)).toEqual(article);
  });

  test('running text under «إعلان» that offers nothing stays, and is not summarised', () => {
    const own = 'الجدار الأزرق طلاه بائع الصحف قبل أن يرحل إلى بورتسودان، وترك تحته كرسيه.';
    const page = [...feature.slice(0, 3), 'إعلان', own, ...feature.slice(3)];
    const found = blocks(page, cafe);
    expect(found.map((block) => block.text)).toEqual([...feature.slice(0, 3), own, ...feature.slice(3)]);
  });

  test('an interview’s question under «إعلان» stays over its answer', () => {
    const talk = [
      'في شقتها في الأشرفية تستقبلنا منال برائحة البصل. تقول إن الضيف الذي لا يجوع لا يُكتب عنه.',
      'س: من علمك الطبخ؟',
      'ج: جوع الحرب. كنا سبعة وقدراً واحداً.',
      'س: لماذا ترفضين كتابة المقادير؟',
      'ج: لأن الملعقة تكذب. يد أمي أكبر من يدي.',
      'س: وماذا عن الشهرة؟',
      'ج: تمرّ مثل الغاز: صوت ثم رائحة ثم لا شيء.',
    ];
    const page = [...talk.slice(0, 5), 'إعلان', ...talk.slice(5)];
    expect(kept(page, 'حوار مع الطاهية منال الصغيرة: المطبخ ذاكرة لا وصفات')).toEqual(talk);
  });

  test('but an advertisement with its offer goes', () => {
    const offer = 'احجز شقتك الآن بأقل الأسعار وبالتقسيط على عشر سنوات، والتسليم فوري.';
    expect(kept([...feature.slice(0, 3), 'إعلان', offer, ...feature.slice(3)], cafe)).toEqual(feature);
  });
});

test('as many headed paragraphs as the title promises are the article’s, though none shares a word with another', () => {
  const article = [
    'هنا خمس روايات عربية صدرت هذا العام وتكتب المنفى من زوايا غير مألوفة.',
    '«ملح العتبة» لحسن داود',
    'بائع أحذية في ديترويت يكتشف أن زبونه هو سجّانه القديم. لا انتقام في الرواية، بل مقاس خاطئ.',
    '«ثلج حيفا» لعلاء حليحل',
    'ثلاثة أجيال في شقة واحدة، وجدّة ترفض تعلّم الألمانية.',
    '«القطار لا يقف هنا» لنجوى بركات',
    'رحلة ليلية بين مدينتين لا تُسمّيان. أقصر الكتب الخمسة وأقساها.',
    '«دفتر المترجم» لأحمد سعداوي',
    'يترجم بطلها إفادات اللاجئين ويبدأ بتغيير نهاياتها.',
    '«بيت من ورق الغار» لروزا ياسين حسن',
    'حلب التي تُروى بالروائح: صابون وغبار وخبز محترق.',
  ];
  const page = [...article.slice(0, 5), 'إعلان', ...article.slice(5), 'قد يعجبك', 'أهم معارض الكتب في 2027'];
  expect(kept(page, 'خمس روايات عن المنفى تستحق القراءة')).toEqual(article);
});

test('under another story with its date, under a label in mid-article, the text that goes on stays', () => {
  const rest = [
    'وتقول لجنة السوق إن المقاهي التي لم تفتح فقدت كراسيها وأوانيها في الحرب.',
    'وأضافت أن الكهرباء تصل السوق أربع ساعات في اليوم.',
  ];
  const other = ['من الأرشيف', 'جسور الفرات المعلقة وما الذي بقي منها', '3 مايو 2024'];
  expect(kept([...feature, ...other, ...rest], cafe)).toEqual([...feature, ...rest]);
});

describe('what pages set beside an article goes', () => {
  test('a table of contents without links', () => {
    const sections = ['1- رمز التحقق لك وحدك', '2- اخفض سقف التحويل', '3- حدّث التطبيق'];
    const texts = [
      'رمز التحقق يصل إلى هاتفك أنت، ولا يطلبه موظف مصرف من زبون في مكالمة أو رسالة.',
      'خفض سقف التحويل اليومي يحد من خسارة الزبون إن سُرق هاتفه، ويستغرق دقيقتين في المصرف.',
      'تحديث تطبيق المصرف يسد ثغرات الهاتف التي يعرفها اللصوص، وتأجيله شهراً يكفي لاستغلالها.',
    ];
    const article = [
      'يسرق اللصوص حسابات المصارف من هواتف أصحابها.',
      ...sections.flatMap((one, i) => [one, texts[i] ?? '']),
    ];
    const contents = ['محتويات المقال', '1 رمز التحقق لك وحدك', '2 اخفض سقف التحويل', '3 حدّث التطبيق'];
    const page = [article[0] ?? '', ...contents, ...article.slice(1)];
    expect(kept(page, 'كيف تحمي حسابك المصرفي من السرقة')).toEqual(article);
  });

  test('a game about the next match', () => {
    const game = ['خمّن نتيجة المباراة القادمة واربح قميص فريقك', 'المريخ × الهلال'];
    expect(kept([...feature, ...game], cafe)).toEqual(feature);
  });

  test('a picture’s words over «صورة من:», and a name under «بواسطة»', () => {
    const head = ['بواسطة', 'دار السوق', 'زبائن يجلسون في مقهى على الرصيف', 'صورة من: Kay Nietfeld/dpa'];
    expect(kept([...head, ...feature], cafe)).toEqual(feature);
  });
});

const essay = [
  ...feature,
  'يقول النور حسن، وهو صاحب المقهى، إن السوق فقد نصف زبائنه، وإن الحرب أخذت من المقاهي ما لم تأخذه من الدكاكين.',
  'في أم درمان كان المقهى مدرسة، والكرسي فيه مقعداً، وصاحب السوق ناظراً لا يسأل أحداً عن مصروفه.',
  'وتضيف سلمى عثمان أن بيانات الثورة كتبت على علب السجائر في هذه المقاهي قبل أن تصل إلى المطابع.',
  'عاد الحمالون قبل التجار، وعادت النساء قبل الحمالين، وهكذا تعود الأسواق بعد الحرب في كل مدينة.',
  'وترى غرفة السوق أن ستين مقهى كانت تشغل أربعمئة عامل، بقي منهم أقل من مئة، وأن أحد عشر صاحب مقهى طلبوا قروضاً ولم يحصل عليها أحد.',
  'أما إيجار الدكان فتضاعف ثلاث مرات، لأن المباني السليمة قليلة، وصاحب البناية يطلب أجرة ستة أشهر سلفاً قبل أن يسلم المفتاح.',
  'لا تملك البلدية خطة لترميم السوق، ويقول عضو في لجنته إن المال المخصص لها ذهب إلى إصلاح محطة المياه وإزالة الألغام من المدارس.',
];

describe('under a list whose items did not come', () => {
  const opening =
    'لا يعرف رواد السوق القديم متى بدأت الحكاية، لكن أول من رواها بائعة شاي كانت تجلس قرب البوابة الشرقية كل صباح، وتضع أمامها ثلاثة مقاعد من القش.';
  const above = [cafe, 'الأكثر قراءة', '[tptn_list show_date="1" limit="5"]'];

  test.each(['أم درمان - «ضفاف»', 'أم درمان - سلمى كمبال', 'مراجعة: سلمى كمبال', 'رأي الصحيفة'])(
    'what «%s» stands over is the article’s opening',
    (line) => {
      expect(kept([...above, line, opening, ...essay], cafe)).toContain(opening);
    },
  );

  test('an encyclopaedia’s entry under its name is another text', () => {
    const entry =
      'الفيزياء علم الطبيعة، ويبدأ من أصغر الجسيمات وينتهي بالمجرات، واسمه مشتق من كلمة يونانية قديمة. وقد عرفه الإغريق والبابليون. ويدرس الطاقة والمادة والكون، ويقيس الضوء والحرارة والصوت والكتلة.';
    expect(kept([...above, 'الفيزياء', entry, ...essay], cafe)).toEqual(essay);
  });

  test('and what a whole title stands over is another story’s', () => {
    const other = ['بائعة الشاي التي روت حكاية السوق القديم قرب البوابة الشرقية', opening];
    expect(kept([...above, ...other, ...essay], cafe)).toEqual(essay);
  });
});

describe('in a long article', () => {
  const stray =
    'طائر صغير حطّ فوق السلك ثم مضى. لا شيء يشبه ذلك الضوء، ولا أظن أن له اسماً في القواميس كلها، مهما بحثنا.';
  const around = (...lines: readonly string[]) => [...essay.slice(0, 5), ...lines, ...essay.slice(5)];

  test('running text that shares nothing, between two lines of the page, stays and is not summarised', () => {
    const found = blocks(around('منذ ساعتين', stray, 'إعلان'), cafe);
    expect(found.find(({ text }) => text === stray)?.unconfirmed).toBe(true);
  });

  test('but not under another story’s title that it takes up', () => {
    const title = 'طائر صغير فوق السلك يحيّر علماء القواميس';
    expect(kept(around('اقرأ أيضاً', title, stray, 'إعلان'), cafe)).not.toContain(stray);
  });

  test('nor when it is one flat sentence beside another site’s line', () => {
    const line = 'باقة الربيع الجديدة لدينا في كل فرع من فروع الشمال.';
    expect(kept(around('اقرأ أيضاً', 'منتخب السلة يبلغ نهائي كأس آسيا لأول مرة', line, 'إعلان'), cafe)).toEqual(essay);
  });

  test('names of its sections stay beside the page’s lines', () => {
    const [first = '', ...rest] = essay;
    const sections = [
      first,
      'النشأة',
      ...rest.slice(0, 3),
      'الأثر الاجتماعي',
      ...rest.slice(3, 6),
      'القهوة',
      ...rest.slice(6),
    ];
    const page = sections.flatMap((line) => (line === 'الأثر الاجتماعي' ? ['طباعة', line, 'شارك'] : [line]));
    expect(kept(page, cafe)).toEqual(sections);
  });
});

test('a licence under the article is the page’s, and a book’s is news', () => {
  const licence = 'تتاح هذه المادة برخصة المشاع الإبداعي، مع ذكر المصدر ومن دون تعديل.';
  const news = 'كتاب المقهى متاح منذ أمس برخصة المشاع الإبداعي، بحسب ناشره في أم درمان.';
  expect(kept([...feature, news, licence], cafe)).toEqual([...feature, news]);
});
