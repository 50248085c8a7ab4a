import { describe, expect, test } from 'vitest';
import { datelineLength, isDateline, partsOf } from '../../src/articles/dateline/index.ts';

const told = 'قال رئيس الوزراء إن بلاده ستفرض رسوماً جديدة على الواردات.';
const done = 'أقرت الحكومة زيادة الأجور بنسبة خمسة في المئة.';
const nominal = 'الزيادة في الأجور تشمل ستين ألف عامل في المرافئ.';

test('a name shortened to one word behind a day in two calendars comes off before a verb or a particle', () => {
  const day = 'جدة 17 شعبان 1447 هـ الموافق 23 يناير 2025 م ';
  expect(datelineLength(`${day}نخيل ${done}`, 'opens-article')).toBe(`${day}نخيل `.length);
  expect(datelineLength(`${day}نخيل في كل عام يعود السؤال نفسه.`, 'opens-article')).toBe(`${day}نخيل `.length);
  expect(datelineLength(`${day}وزير الخارجية يصل إلى الدوحة اليوم.`, 'opens-article')).toBe(day.length);
});

test('a figure with a point is no day', () => {
  const text = 'صنعاء/ وكالة النخيل هزة أرضية بقوة 4.2 درجات ضربت الساحل.';
  expect(datelineLength(text, 'opens-article')).not.toBe(text.indexOf('درجات'));
});

test('a house by its word with its town in brackets, and an office with the weekday, come off', () => {
  for (const line of ['تلفزيون السرايا (نواكشوط):', 'وكالة الشراع (الجزائر) – ', 'إدارة العلاقات العامة - السبت: '])
    expect(datelineLength(line + done, 'opens-article')).toBe(line.length);
  for (const text of [
    'الأحد - الاثنين: تغلق المصارف أبوابها أمام الزبائن.',
    'السبت: تبدأ الحملة في مدارس المدينة كلها.',
  ])
    expect(datelineLength(text, 'opens-article')).toBe(0);
});

describe('a house glued to the first sentence comes off', () => {
  test.each([
    ['ضفتنا اليوم:', 'يطرأ غداً انخفاض على درجات الحرارة في مدن الساحل.'],
    ['أخبار الضفاف:', 'خلال الأشهر الأخيرة بدت المحاكم منشغلة بملفات المقاولات.'],
    ['الضفاف-', 'اصيب سبعة عمال في انهيار سقف مستودع قرب المرفأ.'],
    ['نخيل ديجيتال:', 'تتفاقم مخاوف مربي النحل في القرى الجبلية مع اتساع المرض.'],
  ])('%s', (house, sentence) => {
    expect(datelineLength(house + sentence, 'opens-article')).toBe(house.length);
  });

  test('a speaker and a name with a hyphen stay', () => {
    expect(datelineLength('الوزير: يجب أن تدفع الشركات ما عليها من ديون.', 'opens-article')).toBe(0);
    expect(datelineLength('أبو-غوش بلدة تقع غرب القدس وتشتهر بمطاعمها.', 'opens-article')).toBe(0);
    expect(datelineLength('ضفتنا اليوم:يطرأ غداً انخفاض على درجات الحرارة.', 'inside')).toBe(0);
  });
});

test('a writer with a degree, a channel’s hashtag and a section of two words are parts of one', () => {
  for (const line of ['السنابل برس - د. راشد القاسم - ', '⭕️ #المرفأ :: ', 'إذاعة السنابل - مال وأعمال '])
    expect(datelineLength(line + done, 'opens-article')).toBe(line.length);
  expect(datelineLength(`حقوق وحريات ${nominal}`, 'opens-article')).toBe(0);
});

test('a writer with the day and the hour comes off', () => {
  const head = 'كتبت: ياسمين النخلي في الثلاثاء 5 أغسطس 2025 12:58 مساءً - ';
  expect(datelineLength(head + done, 'opens-article')).toBe(head.length);
});

test('a house and its section, or a day alone before a dash and what happened, open an article', () => {
  const house = 'نخيل – شؤون محلية – ';
  expect(datelineLength(`${house}أصيب خمسة عمال في انهيار سقف مستودع.`, 'opens-article')).toBe(house.length);
  const day = '18 تموز – ';
  expect(datelineLength(day + done, 'opens-article')).toBe(day.length);
  // In mid-article it is an entry of a diary.
  expect(datelineLength(day + done, 'opens-paragraph')).toBe(0);
});

test.each(['تواصل نيوز - ', 'متابعات-الراي الساحلي-', '(خاص) '])(
  '«%s» before what happened comes off, whatever its words are elsewhere',
  (line) => {
    expect(datelineLength(`${line}${done}`, 'opens-article')).toBe(line.length);
  },
);

test('a name with a hyphen is no dateline behind a label where nothing has happened', () => {
  expect(datelineLength('متابعات-الراي الساحلي-الأسبوعية في حلتها الجديدة.', 'opens-article')).toBeLessThan(10);
});

describe('a dateline before any sentence comes off', () => {
  test.each([
    // An agency, named or in brackets.
    'بيروت ـ رويترز: ',
    'القاهرة (أ ف ب) - ',
    'الدوحة - (اف ب) - ',
    'دبي، الإمارات العربية المتحدة (CNN) -- ',
    'دبي، الإمارات العربية المتحدة - (CNN) ',
    'أتلانتا، الولايات المتحدة الأمريكية (CNN)— ',
    '(CNN)-- ',
    'عمّان - بترا - ',
    'غزة / الأناضول / ',
    'أبوظبي في 12 مارس / وام / ',
    'الكويت - 12 - 3 (كونا) -- ',
    'بكين 4 كانون الثاني/يناير 2018 (شينخوا) -- ',
    'رام الله 12-3-2018 وفا- ',
    'الخرطوم 3-4-2025 (سونا)- ',
    'دمشق-سانا: ',
    'عمان (شينخوا) 12 مارس ــ ',
    'الرباط / 12 مارس 2018 / و م ع / ',
    'الرباط / وكالات / ',
    // A day in two calendars, which needs no mark behind it; a name in brackets behind a day.
    'جدة 17 شعبان 1447 هـ الموافق 23 يناير 2025 م ',
    'تونس غرة جمادى الأولى 1444هـ الموافق 10 سبتمبر 2017 م واس ',
    'حلب 8 أكتوبر 2021 (وكالة النخيل للأنباء) ',
    '(حلب، 3 فبراير 2019) – ',
    // A day and an hour that run on to the writer; initials.
    'الموصل في السبت 12 آذار 2022 1:36 مساءً كتب جهاد الطويل - ',
    'س.م.ع / ',
    'س.م.ع /',
    // What is said to be national or local.
    'وطنية - ',
    // A house, by its marks or its word.
    'لندن – «الشرق الأوسط»: ',
    'عمّان ـ «القدس العربي»: ',
    'القاهرة ـ «الصحراء نيوز»: ',
    'رام الله – "وطن اليوم" – ',
    'عمان 19 كانون الثاني (و ا و)- ',
    'مسقط في 14 مايو /العمانية/ ',
    'صفاقس – وكالة النخيل للأنباء – ',
    'النخيل برس _ وهران - ',
    'جدة في 4 أوت 2021 /وكالة النخيل للأنباء/ ',
    'صحيفة السنابل/ عمان - ',
    'السنابل نيوز/ بيروت - طرابلس 14 مارس 2025 – ',
    // A town that houses write from, with a name nobody knows.
    'القدس - معانا - ',
    'أصداء الوادي _ حلب - ',
    'القاهرة - ',
    // A day, an hour, what the newsroom calls it, who wrote it.
    'نواكشوط، 19/11/2025 - ',
    '12 مارس | الجزائر | ',
    'الأحد 3 نوفمبر 2024 - تعز - ',
    '18:40 - ',
    '14:30 | القاهرة | ',
    'عاجل | ',
    'بالفيديو.. ',
    'خاص ـ الموقع: ',
    'متابعات - صنعاء - ',
    'تونس - خاص - ',
    'القاهرة - كتبت هناء أبو العز: ',
    'كتب: سامي درويش - ',
    'غزة - خاص بـ"زاوية": ',
    'برلين - موفد "سبور المغرب": ',
    'الرباط - مراسلنا: ',
  ])('%s', (dateline) => {
    for (const rest of [told, done, nominal])
      expect(datelineLength(dateline + rest, 'opens-article')).toBe(dateline.length);
  });
});

describe('a dateline that is told by its form and the verb behind it comes off', () => {
  test.each([
    'واشنطن (رويترز) ',
    'الرياض 12 مارس (واس) ',
    'وطنية - طرابلس - ',
    'عمان، 12 مارس 2023 (د ب أ) - ',
    'مسقط (العُمانية) - ',
    'نزوى (العُمانية) - ',
    'بيروت ــ المدن: ',
    'عمان - الرأي - ',
    'تيزنيت - الصباح - ',
    'إيلاف من لندن: ',
    'أخبار الوادي/ ',
    'بغداد/ نينا/ ',
    'الأردن.. ',
    'القضارف – ',
    'عين صالح - ',
    'الرياض، المملكة العربية السعودية – 2 يونيو 2026: ',
    'بني ملال 2 يونيو 2026 - ',
    '(ليبيا برقية) طرابلس – ',
    'مراكش ـــ النخيل برس ',
    'طنجة ــ صحيفة السنابل ',
    'فاس ـــ أصداء الوادي ',
    'السنابل نيوز – ',
    'أصداء الوادي – ',
    'أصداء الوادي - عربي ودولي ',
    'صنعاء ـ خاص ',
    'بيروت: ',
    'كتب سامي درويش: ',
  ])('%s', (dateline) => {
    expect(datelineLength(dateline + done, 'opens-article')).toBe(dateline.length);
  });

  test.each(['بلغ', 'حضر', 'استمر', 'تسبب'])('also before «%s», which no shape tells', (verb) => {
    const dateline = 'أصداء الوادي – ';
    expect(datelineLength(`${dateline}${verb} المعرض السنوي ما يكفي لملء القاعة.`, 'opens-article')).toBe(
      dateline.length,
    );
  });
});

describe('what only looks like a dateline stays', () => {
  test.each([
    // Who speaks.
    'ترامب: “لن نرفع العقوبات”، وطهران تهدد.',
    'ترامب: لن نرفع العقوبات عن طهران قبل العام المقبل.',
    'قال الوزير: الرواتب ستدفع قبل نهاية الشهر.',
    'رويترز: إيران تخزن كميات أكبر من اليورانيوم المخصب.',
    'بي بي سي: سنناقش مع السلطات شكواها من الفيلم.',
    'كتب أبو سليم: «مررت فوقه أمس ومعي أولادي».',
    'كتب ترامب: سنرد على كل هجوم في الأيام المقبلة.',
    'محمد – 20 عاماً: قال إن البيت هُدم في الليل.',
    'سعيد 44 عاماً (بائع خضار) - قال إن السوق أُغلقت.',
    'سالم العلي - قال إن السوق أُغلقت قبل الظهر.',
    'صحافي من غزة (مستقل) – صور الحرب ونشرها.',
    'صلاح محمد الطبيجي: 47 عاماً عند وصوله إلى المدينة.',
    // A headline's subject, a list's item, a heading.
    'تونس: البرلمان يقر قانون المالية بأغلبية ضئيلة.',
    'تونس: سجلت الوزارة خمس إصابات جديدة بالمرض.',
    'سوريا - لبنان حدود لا تنام منذ نصف قرن.',
    'تونس - الجزائر مباراة يترقبها الملايين في المغرب العربي.',
    'رسالة من بيروت: الحرب كما يراها أهلها.',
    'الفايننشال تايمز: ماكرون يدين ما فعلته بلاده.',
    'رحيل نجيبة الدرويش.. صوت الإذاعة الذي علّم جيلاً كيف يصغي.',
    'حراسة المرمى: منير المحمدي (نومانسيا الإسباني) - ياسين وبونو (خيرونا الإسباني).',
    'الكريات الدموية الحمراء: هي عبارة عن خلايا مقعرة عديمة النواة.',
    'ما بعد ذلك.. ووصفت الوكالة كيفية عملها بالتفصيل.',
    // Figures.
    'الوحدات 2 - الرمثا 1 في الجولة السادسة من الدوري.',
    'النجمة 3 - 1 الساحل في افتتاح الدوري أمس.',
    '14:30 بتوقيت غرينتش موعد انطلاق المباراة.',
    '11.25 في المئة سعر الفائدة الذي أبقاه المصرف.',
    // Appositions.
    'سعاد – طبيبة أطفال – قالت إن المستشفى مغلق.',
    'سعاد – طبيبة أطفال – أغلقت عيادتها قبل عام.',
    'سعاد بركات – طبيبة – تقول إن العيادة أقفلت.',
    'محمد صالح - نجم المنتخب يقود فريقه إلى النهائي.',
    'بيروت – المدينة التي لا تنام – أطفأت أنوارها البارحة.',
    'بيروت – العاصمة – تغرق في العتمة منذ أسبوعين.',
    'تقرير الخبراء – وهو سري – يتهم الحكومة.',
    'قالت الوزيرة – وهي طبيبة – إن المستشفى سيبقى مفتوحاً.',
    'قناة السويس – وهي أقصر طريق – تنقل عشر تجارة العالم.',
    'وقالت وكالة رويترز للأنباء - نقلا عن مصادر - إن الفريق وصل.',
    'في القاهرة - كما في بيروت - يشكو الناس من الغلاء.',
    // What has its name shortened in brackets.
    'قالت شبكة سي إن إن (CNN) إن الرئيس سيوقع المرسوم.',
    'ذكرت وكالة الأنباء السعودية (واس) أن الملك استقبل الوزير.',
    'وكالة الأنباء السعودية (واس) نقلت عن الوزير تصريحاً.',
    'أطلقت القناة (BBC) برنامجاً جديداً عن الصحة.',
    'حركة التوحيد والإصلاح (خاص) - نشرت بياناً جديداً.',
    '(وام) أعلنت الوزارة – وهي الجهة المختصة – موعد الدفن.',
    // A month's two names.
    'واضطر كلاينفيلد في أبريل/نيسان/ 2017 إلى ترك منصبه.',
    'كما توفيت في شهر يوليو/ تموز الماضي سيدة أخرى بعد تسممها.',
    'فيلم «الممر» يعرض في قاعات العاصمة منذ الخميس.',
  ])('%s', (sentence) => {
    for (const place of ['opens-article', 'opens-paragraph', 'inside'] as const)
      expect(datelineLength(sentence, place)).toBe(0);
  });
});

describe('the further from the head, the more must tell it', () => {
  test.each([
    ['حلب - ', 'opens-paragraph', true],
    ['تعز - ', 'inside', false],
    ['أصداء الوادي – ', 'opens-paragraph', true],
    ['بيروت: ', 'opens-paragraph', false],
    ['أصداء الوادي _ حلب - ', 'inside', true],
    ['بيروت ـ رويترز: ', 'inside', true],
  ] as const)('%s %s', (dateline, place, comesOff) => {
    expect(datelineLength(dateline + done, place)).toBe(comesOff ? dateline.length : 0);
  });
});

test('a line may be a dateline and nothing else', () => {
  const lines = [
    'إسطنبول/ محمد علي/ الأناضول',
    'لندن: «الشرق الأوسط»',
    'دمشق-سانا',
    'باريس (أ ف ب)',
    'رام الله – حاورها: باسل عودة',
    'الإسكندرية - كتبت هناء أبو العز',
    'غزة- مراسلو القدس الجديدة',
    'الرباط / وكالات',
    'الدوحة - قسم التفاعل والتفسير',
    'بيروت - «النشرة اللبنانية»',
  ];
  expect(lines.filter((line) => !isDateline(line))).toEqual([]);
  expect(lines.filter((line) => datelineLength(line, 'opens-article') > 0)).toEqual([]);
  const others = [
    done,
    'الجيش يدخل المدينة',
    'وكالة الأنباء (واس)',
    'تونس - الجزائر',
    'القدس - المتحف يغلق أبوابه للصيانة',
  ];
  expect(others.filter(isDateline)).toEqual([]);
});

test('each part is known for what it is', () => {
  const kinds = (text: string) => partsOf(text).map(({ kind }) => kind);
  expect(kinds(`القاهرة 12 مارس 2024 - «الشرق الأوسط» - كتبت هناء أبو العز: ${done}`)).toEqual([
    'town',
    'date',
    'quoted',
    'byline',
  ]);
  expect(kinds(`14:30 | خاص | أخبار الوادي / صنعاء (سبأ): ${done}`)).toEqual([
    'clock',
    'label',
    'house',
    'town',
    'agency',
  ]);
  expect(kinds(nominal)).toEqual([]);
});

test('a house and the town it writes from end in a colon only where the article opens, as do initials', () => {
  for (const line of ['خبر الضاحية – صفاقس: ', 'ق.و: ']) {
    expect(datelineLength(`${line}${nominal}`, 'opens-article')).toBe(line.length);
    expect(datelineLength(`${line}${nominal}`, 'opens-paragraph')).toBe(0);
  }
});

describe('what no list of houses has is told by its marks', () => {
  test.each([
    ['a stroke and a dash', 'الواحة/ نخيل- '],
    ['a dash and a colon', 'السهل الشرقي - نخيل: '],
    ['a bracket glued to the town, and a name that ends as houses do', 'بيروت(ا ف ب)-الساحلنيوز: '],
    ['a day without its year between long dashes', 'الرباط – 14 – 3 (كونا) -- '],
  ])('%s', (_, line) => {
    expect(datelineLength(`${line}${done}`, 'opens-article')).toBe(line.length);
  });

  test('a dash that hangs at one word', () => {
    const sentence = 'فجر محامي النقابة خلافاً في المجلس بعدما كشف عقداً لم يوقعه أحد.';
    expect(datelineLength(`نخيل– ${sentence}`, 'opens-article')).toBe('نخيل– '.length);
    expect(datelineLength(`نخيل – ${sentence}`, 'opens-article')).toBe(0);
  });

  test('and nothing comes off before what is no news', () => {
    expect(datelineLength('الميناء - القنطرة: الفريقان يلتقيان مساء الأحد في المرفأ.', 'opens-article')).toBe(0);
    expect(datelineLength('الميناء– المدينة التي لا تنام – تستعد لموسمها.', 'opens-article')).toBe(0);
  });
});
