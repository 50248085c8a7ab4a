import { isInside, isStopWord, type QuotationSpan, quotations, type Token, tokens } from '../articles/text/index.ts';
import { isEverydayWord } from './everyday-words.ts';
import { CONTINUING_VERBS, TELLING_VERBS } from './rules/lexicon.ts';

/** A person whom the article names in full once and by surname afterwards. */
export interface Person {
  /** The surname's normalised words: «توكاييف», «ابو الفتوح». */
  readonly surname: readonly string[];
  /** What stands before the surname in the full name, as the author wrote it: «قاسم جومارت». */
  readonly given: string;
  /** Normalised words of `given`. */
  readonly givenKeys: readonly string[];
  /** `sure`: a person, whose given name may be put in; `perhaps`: two rare words that may be a name, so never touched. */
  readonly reading: 'sure' | 'perhaps';
}

/** A mention of a person in a text; offsets are of the surname, the prefix letters (و، ل، ب …) included. */
export interface Mention {
  readonly person: Person;
  readonly start: number;
  readonly end: number;
  readonly full: boolean;
  readonly quoted: boolean;
  /** Letters joined to the front of the surname: «ل» in «لتوكاييف». */
  readonly prefix: string;
}

/**
 * Learns from one article who is called by a surname alone. A person is a pair «given surname» such that the surname
 * returns alone, the given name never comes without it, and something tells that it is a person: a known given name, an
 * office before the name, or a verb of speaking beside the surname. Surnames that two given names share are left out.
 */
export function learnPeople(sentences: readonly string[]): Person[] {
  const texts = sentences.map((sentence) => tokens(sentence));
  const occurrences = new Map<string, number>();
  for (const list of texts)
    for (const token of list) occurrences.set(bareKey(token), (occurrences.get(bareKey(token)) ?? 0) + 1);

  const found = new Map<string, Candidate>();
  texts.forEach((list, index) => {
    const text = sentences[index] ?? '';
    for (let at = 1; at < list.length; at++) {
      const candidate = readPair(list, at, text);
      if (candidate === null) continue;
      const key = `${candidate.givenKeys.at(-1)} ${candidate.surname.join(' ')}`;
      const known = found.get(key);
      found.set(
        key,
        known === undefined
          ? candidate
          : { ...known, count: known.count + 1, office: known.office || candidate.office },
      );
    }
  });

  const bySurname = new Map<string, Candidate[]>();
  const surnames = new Set([...found.values()].filter((one) => one.count > 1).map((one) => one.surname.join(' ')));
  for (const candidate of found.values()) {
    const last = candidate.givenKeys.at(-1) ?? '';
    const head = candidate.surname[0] ?? '';
    const alone = (occurrences.get(head) ?? 0) - candidate.count;
    if (alone < 1 || surnames.has(last)) continue;
    const known = GIVEN_NAMES.has(last) && !ALSO_WORDS.has(last);
    const speaking = speaks(candidate.surname, texts);
    if (known) {
      // «محمود عباس» is a name; «عمر الساعة» and «محمد جواد (ظريف)» are not.
      const doubtful = head.startsWith('ال') || GIVEN_NAMES.has(head);
      if (doubtful && !speaking && alone < 2) continue;
    } else {
      // A name nobody has heard of must be in office, speak, and stand nowhere else.
      const elsewhere = (occurrences.get(last) ?? 0) - candidate.count;
      if (elsewhere > 0 || head.startsWith('ال') || !candidate.office || !speaking || isEverydayWord(last)) continue;
    }
    const key = candidate.surname.join(' ');
    bySurname.set(key, [...(bySurname.get(key) ?? []), candidate]);
  }
  const people: Person[] = [];
  for (const sharing of bySurname.values()) {
    const only = fullest(sharing);
    if (only === null) continue;
    if (!isWhoTheSurnameMeans(only, texts)) continue;
    people.push({ surname: only.surname, given: only.given, givenKeys: only.givenKeys, reading: 'sure' });
  }
  const sure = new Set(people.map((person) => person.surname.join(' ')));
  return [...people, ...strangers(texts, sentences).filter((one) => !sure.has(one.surname.join(' ')))];
}

/** The one person whom candidates of one surname name, some in fewer words («قاسم توكاييف»); null when they are several. */
function fullest(sharing: readonly Candidate[]): Candidate | null {
  const [longest] = sharing.toSorted((a, b) => b.givenKeys.length - a.givenKeys.length);
  if (longest === undefined) return null;
  const same = sharing.every((one) => one.givenKeys.every((key) => longest.givenKeys.includes(key)));
  return same ? longest : null;
}

/**
 * Whether the surname alone means this person: it is not used before the full name is given (there «ترامب» is somebody
 * readers know, and «ميلانيا ترامب» comes later), nor is it a statesman's whose given name is another.
 */
function isWhoTheSurnameMeans(candidate: Candidate, texts: readonly (readonly Token[])[]): boolean {
  const head = candidate.surname[0] ?? '';
  const last = candidate.givenKeys.at(-1) ?? '';
  const known = STATESMEN.get(candidate.surname.join(' '));
  if (known !== undefined) return known === last;
  for (const list of texts) {
    const at = list.findIndex((token) => token.key === head);
    if (at >= 0) return stripPrefix(list[at - 1]?.key ?? '') === stripPrefix(last);
  }
  return false;
}

/** Words that come first behind another rare word, and later alone: likely surnames, though nothing else tells so. */
function strangers(texts: readonly (readonly Token[])[], sentences: readonly string[]): Person[] {
  const seen = new Set<string>();
  const introduced = new Map<string, { given: string; givenKeys: string[] }>();
  const alone = new Set<string>();
  texts.forEach((list, index) => {
    list.forEach((token, at) => {
      const before = list[at - 1];
      const earlier = introduced.get(token.key);
      if (earlier !== undefined) {
        if (before === undefined || !earlier.givenKeys.includes(before.key)) alone.add(token.key);
        return;
      }
      if (seen.has(token.key)) return;
      seen.add(token.key);
      if (before === undefined || !adjacent(sentences[index] ?? '', before, token)) return;
      const given = stripPrefix(before.key);
      const familiar = GIVEN_NAMES.has(given) && !ALSO_WORDS.has(given);
      if (!familiar && (!isNameWord(before) || !isSurnameWord(token) || isEverydayWord(before.key))) return;
      if (token.key.startsWith('ال') || token.key.length < 3 || NOT_SURNAME.has(token.key) || isStopWord(token.key))
        return;
      introduced.set(token.key, { given: before.text, givenKeys: [before.key] });
    });
  });
  return [...introduced].flatMap(([surname, one]) =>
    alone.has(surname) && isTold(surname, texts) ? [{ surname: [surname], ...one, reading: 'perhaps' as const }] : [],
  );
}

/** Every mention of `people` in `text`, in order. */
export function mentionsOf(people: readonly Person[], text: string): Mention[] {
  const list = tokens(text);
  const spans = quotations(text).spans;
  const mentions: Mention[] = [];
  for (let at = 0; at < list.length; at++) {
    for (const person of people) {
      const mention = mentionAt(person, list, at, spans);
      if (mention !== null) mentions.push(mention);
    }
  }
  return mentions;
}

/** `text` with the given name put before a surname mentioned alone; null where that would not be sound. */
export function withGivenName(text: string, mention: Mention): string | null {
  if (mention.quoted || mention.full || mention.person.reading === 'perhaps') return null;
  if (mention.prefix !== '' && mention.person.given.startsWith('ال')) return null;
  const surname = text.slice(mention.start + mention.prefix.length, mention.end);
  return `${text.slice(0, mention.start)}${mention.prefix}${mention.person.given} ${surname}${text.slice(mention.end)}`;
}

/** Whether the word stands beside a verb of saying somewhere: «قال هوك», «توكاييف أعلن». */
function isTold(surname: string, texts: readonly (readonly Token[])[]): boolean {
  const tells = (key: string): boolean =>
    [key, stripPrefix(key)].some((one) => TELLING_VERBS.has(one) || CONTINUING_VERBS.has(one));
  return texts.some((list) =>
    list.some(
      (token, at) => token.key === surname && (tells(list[at - 1]?.key ?? '') || tells(list[at + 1]?.key ?? '')),
    ),
  );
}

interface Candidate {
  readonly surname: readonly string[];
  readonly given: string;
  readonly givenKeys: readonly string[];
  readonly count: number;
  readonly office: boolean;
}

/** Reads «given surname» ending at or after index `at`, or null. */
function readPair(list: readonly Token[], at: number, text: string): Candidate | null {
  const head = list[at];
  const before = list[at - 1];
  if (head === undefined || before === undefined || !adjacent(text, before, head)) return null;
  let surname = [head];
  if (COMPOUND.has(head.key)) {
    const next = list[at + 1];
    if (next === undefined || !adjacent(text, head, next)) return null;
    surname = [head, next];
  }
  if (!isNameWord(before) || !isSurnameWord(surname.at(-1) ?? head) || COMPOUND.has(before.key)) return null;
  // «علي خامنئي» inside «آية الله علي خامنئي»: the given name takes the name words on its left.
  const given: Token[] = [before];
  for (let left = at - 2; left >= 0 && given.length < 3; left--) {
    const token = list[left];
    const right = given[0];
    if (token === undefined || right === undefined || !adjacent(text, token, right)) break;
    if (
      COMPOUND.has(token.key) ||
      GIVEN_NAMES.has(stripPrefix(token.key)) ||
      (COMPOUND.has(right.key) && isNameWord(token))
    )
      given.unshift(token);
    else break;
  }
  const first = given[0];
  if (first === undefined || COMPOUND.has(before.key)) return null;
  const { start, prefix } = detach(first, list, at, text);
  const last = before;
  const office = hasOffice(list, at - given.length, text, first);
  const givenText = text.slice(start, last.end);
  return {
    surname: surname.map((token) => token.key),
    given: givenText,
    givenKeys: given.map((token, index) => (index === 0 && prefix > 0 ? token.key.slice(prefix) : token.key)),
    count: 1,
    office,
  };
}

/** Where the given name begins once a joined و، ل، ب is off («وديريك» is «ديريك» when the name is known so). */
function detach(first: Token, _list: readonly Token[], _at: number, _text: string): { start: number; prefix: number } {
  const bare = stripPrefix(first.key);
  if (bare !== first.key && GIVEN_NAMES.has(bare) && !GIVEN_NAMES.has(first.key)) {
    return { start: first.start + (first.key.length - bare.length), prefix: first.key.length - bare.length };
  }
  return { start: first.start, prefix: 0 };
}

function stripPrefix(key: string): string {
  return /^[ولبفك]/.test(key) && key.length > 3 ? key.slice(1) : key;
}

function bareKey(token: Token): string {
  return token.key;
}

function adjacent(text: string, left: Token, right: Token): boolean {
  return /^[ \u00A0-]{1,2}$/.test(text.slice(left.end, right.start));
}

function isNameWord(token: Token): boolean {
  const { key } = token;
  if (
    /ى$/.test(token.text) &&
    !/^(?:موسى|عيسى|يحيى|مصطفى|مرتضى|مجتبى|سلمى|منى|هدى|ليلى|سهى|لبنى|بشرى)$/.test(token.text)
  )
    return false;
  if (!/^[\u0621-\u064A]{2,}$/.test(key) || key.startsWith('ال') || /^[ولبف]ال|^لل/.test(key)) return false;
  return (
    !NOT_GIVEN.has(key) &&
    !NOT_GIVEN.has(stripPrefix(key)) &&
    !TELLING_VERBS.has(key) &&
    !CONTINUING_VERBS.has(key) &&
    !/(?:ه|ات|ون|ين|يه)$/.test(GIVEN_NAMES.has(key) ? '' : key)
  );
}

function isSurnameWord(token: Token): boolean {
  const { key } = token;
  if (isEverydayWord(key) || /[اً]ً|ًا?$/.test(token.text)) return false;
  return (
    /^[\u0621-\u064A]{3,}$/.test(key) &&
    !NOT_GIVEN.has(key) &&
    !NOT_SURNAME.has(key) &&
    !TELLING_VERBS.has(key) &&
    !CONTINUING_VERBS.has(key)
  );
}

/** Whether words of office stand before the name: «الرئيس الروسي فلاديمير بوتين», «رئيس كازاخستان قاسم …». */
function hasOffice(list: readonly Token[], firstGiven: number, text: string, first: Token): boolean {
  for (let back = 1; back <= 4; back++) {
    const token = list[firstGiven - back];
    if (token === undefined || /[.؟!؛:]/.test(text.slice(token.end, first.start))) return false;
    if (OFFICES.has(stripPrefix(token.key)) || OFFICES.has(token.key)) return true;
  }
  return false;
}

function speaks(surname: readonly string[], texts: readonly (readonly Token[])[]): boolean {
  const [head] = surname;
  return texts.some((list) =>
    list.some((token, at) => {
      if (token.key !== head) return false;
      const before = stripPrefix(list[at - 1]?.key ?? '');
      return (
        TELLING_VERBS.has(before) ||
        CONTINUING_VERBS.has(before) ||
        TELLING_VERBS.has(list[at - 1]?.key ?? '') ||
        CONTINUING_VERBS.has(list[at - 1]?.key ?? '')
      );
    }),
  );
}

function mentionAt(
  person: Person,
  list: readonly Token[],
  at: number,
  spans: readonly QuotationSpan[],
): Mention | null {
  const token = list[at];
  const [head] = person.surname;
  if (token === undefined || head === undefined) return null;
  let prefix = '';
  if (token.key !== head) {
    const joined = token.key.endsWith(head) ? token.key.slice(0, token.key.length - head.length) : '';
    if (!/^(?:[وف]?[لبك]?)$/.test(joined) || joined === '' || head.startsWith('ال')) return null;
    prefix = token.text.slice(0, joined.length);
  }
  for (let i = 1; i < person.surname.length; i++) if (list[at + i]?.key !== person.surname[i]) return null;
  const last = list[at + person.surname.length - 1] ?? token;
  const givenBefore = list[at - 1]?.key ?? '';
  const lastGiven = person.givenKeys.at(-1) ?? '';
  const full =
    prefix === '' &&
    (givenBefore === lastGiven ||
      stripPrefix(givenBefore) === lastGiven ||
      GIVEN_NAMES.has(givenBefore) ||
      person.givenKeys.includes(givenBefore));
  return { person, start: token.start, end: last.end, full, quoted: isInside(spans, token.start), prefix };
}

const list = (text: string): ReadonlySet<string> => new Set(text.split(/\s+/).filter((word) => word !== ''));

/** Surnames that in the news mean one person, with that person's given name. */
const STATESMEN: ReadonlyMap<string, string> = new Map([
  ['ترامب', 'دونالد'],
  ['بايدن', 'جو'],
  ['اوباما', 'باراك'],
  ['كلينتون', 'بيل'],
  ['ماكرون', 'ايمانويل'],
  ['بوتين', 'فلاديمير'],
  ['اردوغان', 'طيب'],
  ['نتنياهو', 'بنيامين'],
  ['نتانياهو', 'بنيامين'],
  ['ميركل', 'انغيلا'],
  ['زيلينسكي', 'فولوديمير'],
]);

const COMPOUND = list('ابو ابي ابا بن ابن ال عبد بنت ام دي دو دا فان فون لو مار سانت سان الحاج ماك ده');

const OFFICES =
  list(`رييس رييسه الرييس الرييسه وزير وزيره الوزير الوزيره ملك الملك امير الامير ولي العهد الشيخ شيخ السيد السيده الدكتور الدكتوره دكتور البروفيسور
  النايب نايب نايبه السفير سفير السفيره القاضي قاضي الجنرال اللواء العميد العقيد الرايد المقدم الفريق المشير قايد القايد زعيم الزعيم مدير مديره المدير المديره
  المتحدث المتحدثه متحدث باسم الناطق الناطقه الامين امين عام العام السناتور السيناتور المحامي المحاميه محامي الكاتب الكاتبه الصحفي الصحافي الصحفيه الصحافيه الباحث
  الباحثه المخرج المخرجه الممثل الممثله الفنان الفنانه المغني المغنيه اللاعب لاعب المدرب مدرب المهاجم المدافع الحارس المرشح المرشحه الناشط الناشطه المعارض المعارضه
  الخبير الخبيره المحلل المحلله الاستاذ استاذ استاذه الطبيب الطبيبه العالم عضو المستشار المستشاره مستشار المفوض مفوض المفوضه حاكم محافظ عمده رجل الاعمال الموسس موسس
  الامريكي الاميركي الروسي الفرنسي البريطاني الالماني التركي الايراني الاسراييلي السوري اللبناني المصري العراقي السعودي القطري الاماراتي الصيني الياباني الهندي
  الاوكراني البولندي الايطالي الاسباني البرازيلي الارجنتيني الاردني الفلسطيني اليمني الليبي التونسي الجزايري المغربي السوداني الكندي الاسترالي الدولي السابق السابقه
  الحالي الشاب الشابه الفتاه زوجها زوجته والده والدته شقيقه شقيقته ابنه ابنته صديقه ويدعي المدعو يدعي الجديد المنتخب الكازاخستاني الكازاخي البلجيكي الهولندي السويدي`);

/** Common nouns that stand before proper names, and words that begin nothing personal. */
const NOT_GIVEN =
  list(`مدينه بلده قريه منطقه محافظه اقليم ولايه دوله جمهوريه مملكه مقاطعه حي شارع مطار ميناء نهر بحر جبل جزيره خليج مضيق معبر مخيم قاعده ساحه ميدان
  شركه مجموعه مصرف بنك صندوق موسسه منظمه هييه لجنه جمعيه اتحاد رابطه نقابه حزب حركه جماعه تنظيم ميليشيا كتايب لواء فصيل تيار جبهه ايتلاف تحالف حكومه وزاره
  صحيفه مجله قناه وكاله اذاعه موقع شبكه تلفزيون فيلم كتاب روايه مسلسل برنامج مهرجان جايزه بطوله كاس دوري نادي فريق منتخب ملعب جامعه معهد مركز مدرسه مستشفي
  متحف مسرح قصر فندق مطعم كنيسه مسجد جامع دير سجن محكمه مجلس برلمان مكتب ديوان جيش قوات شرطه حرس جهاز طايره سفينه صاروخ عمليه معركه حرب اتفاق اتفاقيه معاهده
  قانون قرار خطه مشروع حمله ازمه ملف قضيه جريمه قتل مقتل اغتيال اعتقال زياره لقاء اجتماع قمه موتمر منتدي انتخابات رييس رييسه وزير وزيره ملك امير ملكه نايب نايبه
  سفير قايد زعيم مدير مديره متحدث امين عام مستشار محامي مخرج ممثل ممثله كاتب لاعب مدرب استاذ عضو عايله اسره زوجه زوج ابن ابنه والد والده شقيق شقيقه نجل اداره نظام
  عهد حكم سياسه موقف خطاب كلمه تصريحات رساله مقابله شعب ابناء اهالي سكان مواطنين يوم عام شهر سنه صباح مساء ليله قبل بعد خلال منذ بين ضد مع عن علي الي في من ان
  كل بعض احد احدي غير مثل نحو حول دون حتي قرب شمال جنوب شرق غرب شرقي غربي شمالي جنوبي وسط داخل خارج امام وراء تحت فوق مليون مليار الف دولار يورو مءه ماءه ميه
  هذا هذه ذلك تلك هو هي هم الذي التي كان كانت قد لم لن لا ما اذا ثم او ام لكن بل انه انها بان لان حيث عندما كما ايضا اكثر اقل اكبر اول ثاني ثالث اخر نفس ذات
  بلاد بلد دول مصر سوريا لبنان العراق ايران تركيا روسيا فرنسا المانيا بريطانيا اوكرانيا الصين اليابان كازاخستان ليبيا تونس الجزاير المغرب السودان اليمن قطر
  واشنطن موسكو باريس لندن برلين بيروت دمشق بغداد طهران انقره القاهره الرياض غزه القدس تل ابيب حلف ناتو داعش طالبان القاعده حماس فتح حزب`);
const NOT_SURNAME = list(
  'الله المتحده الاوروبي الاوروبيه العربيه العربي الاوسط الجديده الجديد الشماليه الجنوبيه السابق السابقه العام العامه الدولي الدوليه الوطني الوطنيه الماضي الماضيه المقبل المقبله الحالي الحاليه الاول الاولي الثاني الثانيه الثالث الاخير الاخيره المركزي المركزيه نفسه نفسها ايضا امس اليوم غدا اكثر فقط انه انها التي الذي قايلا موكدا مشيرا موضحا مضيفا',
);

/** Given names that are also everyday words, so that alone they tell nothing. */
const ALSO_WORDS = list(
  'باسم صالح امل اسماء مالك نيل دينا عمر انا صادق محسن وسام مبارك حافظ رايد رائد بدر جميله لطيفه حكمت مني دنيا وفاء نور عادل شريف ايمان مكرم ناصر مختار كريم هدي نوال تركي سالم صباح الان زين سلطان ملك نعيم سليم سعيد طاهر هادي عطا عباس جهاد فرحات امير فريد غازي نادر جو عيسي ريم زيد ليلي سلمي سهي سعاد سحر رغد امال حنان اماني',
);

/** Given names that newsrooms write often, of Arabs and others; enough to know a person by, not a register. */
const GIVEN_NAMES =
  list(`محمد احمد محمود مصطفي علي حسن حسين عمر عثمان خالد سعد سعيد سالم سامي سمير كريم كمال جمال جلال طارق طلال عادل عماد عمرو فادي فارس فهد فيصل فواز
  ماجد مازن ماهر مروان معتز منصور منير ناصر نبيل نجيب نزار هاني هشام وائل وايل وليد ياسر ياسين يحيي يوسف ابراهيم اسماعيل اسحق ادريس الياس انس انور ايمن ايهاب باسم باسل بدر بسام
  بشار بلال بندر تامر تركي ثامر جابر جاسم جعفر جهاد جورج حاتم حازم حافظ حامد حبيب حسام حكمت حمد حمدان حمدي حمزه حيدر خليفه خليل داود رائد رايد راشد رامي رجب رشاد رشيد رضا رفيق رياض زاهر
  زكريا زهير زياد زيد سلطان سلمان سليم سليمان سيف شادي شاكر شريف شفيق صابر صادق صالح صباح صبري صدام صفوت صلاح طاهر طه عاصم عاطف عامر عباس عدنان عزت عزمي عصام عطا عطيه عقيل علاء عيسي غازي غالب
  غسان فاروق فاضل فايز فائز فتحي فراس فرحات فريد فؤاد فواد قاسم قيس ليث مالك مبارك مجدي محسن مختار مدحت مراد مسعود مشعل مقتدي مكرم ممدوح مهدي موسي ميشال ميشيل نادر نايف نعيم نور نوري هادي هيثم وسام وسيم
  عبدالله عبدالرحمن عبدالعزيز عبدالفتاح فاطمه عايشه مريم زينب سارة ساره ليلي سميره نادين نادية ناديه نانسي هدي هند هيفاء وفاء ياسمين رنا ريما ريم رانيا دينا دنيا دلال خديجه حنان جميله امل اماني ايمان اسماء
  رمضان شعبان نوال نجلاء مها مني ملك لينا لطيفه كارمن غاده عبير سهي سلمي سعاد سحر زهراء رغد
  دونالد باراك جو هيلاري بيل مايك جون جورج جيمس جاريد ستيف ستيفن روبرت مارك ماركو بول بيتر توماس تيم تيريزا ديفيد دان دانيال دانييل ريكس ريتشارد رونالد سيرغي سيرجي فلاديمير ديمتري دميتري اليكسي الكسي الكسندر يفغيني ميخائيل
  ميخاييل نيكولاي نيكولا ايمانويل فرانسوا جان جاك لوران ادوار الان برونو كريستوف اوليفييه مارين انغيلا انجيلا اولاف فرانك هورست هايكو جيريمي بوريس توني ماثيو وليام هاري ميغان كيت اليزابيث تشارلز اندرو فيليب سيمون ميشيل
  ماريا ماريانو بيدرو خوسيه خوان كارلوس لويس ليونيل كريستيانو نيمار زين الدين ديدييه انطونيو سيلفيو ماتيو جوزيبي باولو فرانشيسكو البابا رجب بن بنيامين افيغدور ايهود نفتالي شيمون يائير حسن جواد محمدجواد شينزو ناريندرا عمران بيل
  فيكتور فولوديمير رامزان نور هرمان مارتن ادم ايلون جيف اندريه اندري ايفان ايغور يوري اوليغ اناتولي رومان روسلان بوب بن كيفن جاك ريان ويليام اريك نيل نيكي سارا ايفانكا ميلانيا كارل كارلا انا ايما امانويل جوليان ادوارد جوشوا مارتين`);
