import { ofSpelling, type Token } from '../../../articles/text/index.ts';
import { bareOf } from './joined.ts';

/** What a number counts, by class: «دولار», «في المئة», «يوم», «قتيل». */
export interface Unit {
  readonly kind: 'money' | 'share' | 'measure' | 'time' | 'people' | 'thing';
  /** The class's name: people of one class are of one fate or age. */
  readonly name: string;
}

/** The unit that a word is; null of other words. */
export const unitOf: (word: Token) => Unit | null = ofSpelling(({ key }) => {
  for (const one of [key, bareOf(key)]) {
    const bare = one.replace(/^(?:ال|لل)/, '');
    for (const unit of UNITS) if (unit.words.test(bare)) return unit;
  }
  return null;
});

const unit = (kind: Unit['kind'], name: string, words: string): Unit & { words: RegExp } => ({
  kind,
  name,
  words: new RegExp(`^(?:${words})$`),
});

const UNITS = [
  ...'دولار يورو دينار درهم ريال لير جنيه شيكل روبل يوان فرنك ين روبي بيزو كرون وون تومان'
    .split(' ')
    .map((name) => unit('money', name, `${name}(?:ا|ه|ات|ين|ان)?`)),
  unit('measure', 'كيلومتر', 'كيلومترا?|كيلومترات|كلم|كم'),
  unit('measure', 'سنتيمتر', 'سنتيمترا?|سنتيمترات'),
  unit('measure', 'مليمتر', 'ملل?يمترا?|ملل?يمترات'),
  unit('measure', 'متر', 'مترا?|امتار|مترين'),
  unit('measure', 'ميل', 'ميلا?|اميال'),
  unit('measure', 'قدم', 'قدما|اقدام'),
  unit('measure', 'كيلوغرام', 'كيلو[غج]راما?|كيلو[غج]رامات|كلغ|كجم|كغ'),
  unit('measure', 'غرام', '[غج]راما?|[غج]رامات'),
  unit('measure', 'طن', 'طنا?|اطنان'),
  unit('measure', 'برميل', 'برميلا?|براميل'),
  unit('measure', 'لتر', 'لترا?|لترات'),
  unit('measure', 'درجه', 'درجه|درجات|درجتين'),
  unit('measure', 'هكتار', 'هكتارا?|هكتارات|فدانا?|فدادين'),
  unit('measure', 'ميغاواط', '[مغ]ي[غج]اواطا?|كيلوواطا?'),
  unit('time', 'قرن', 'قرنا?|قرون|قرنين'),
  unit('time', 'عقد', 'عقدا|عقدين|عقدان'),
  unit('time', 'عام', 'عاما?|اعوام|عامين|عامان|سنه|سنوات|سنين|سنتين|سنتان|عامه|عامها|عمرا?|عمره|عمرها'),
  unit('time', 'شهر', 'شهرا?|اشهر|شهور|شهرين|شهران'),
  unit('time', 'اسبوع', 'اسبوعا?|اسابيع|اسبوعين|اسبوعان'),
  unit('time', 'يوم', 'يوما?|ايام|يومين|يومان|نهارا?|ليله|ليال'),
  unit('time', 'ساعه', 'ساعه|ساعات|ساعتين|ساعتان'),
  unit('time', 'دقيقه', 'دقيقه|دقايق|دقيقتين|دقيقتان'),
  unit('time', 'ثانيه', 'ثوان|ثواني|ثانيتين'),
  unit('time', 'مره', 'مره|مرات|مرتين|مرتان'),
  unit(
    'people',
    'قتيل',
    'قتيلا?|قتلي|قتيله|قتيلين|قتيلان|وفاه|وفيات|ضحيه|ضحايا|شهيدا?|شهداء|مصرع|مقتل|حتفهم|قتلوا|قتل',
  ),
  unit('people', 'جريح', 'جريحا?|جرحي|جريحين|جريحان|مصابا?|مصابين|مصابون|اصابه|اصابات|اصيب|اصيبوا|جرح|بجروح'),
  unit('people', 'طفل', 'طفلا?|اطفال|طفله|طفلين|طفلان|قاصرا?|رضيعا?|رضع|صبيا?'),
  unit('people', 'والد', 'اباء|والدا|الاباء|امهات'),
  unit('people', 'امراه', 'امراه|نساء|سيده|سيدات|امراتين|امراتان'),
  unit('people', 'رجل', 'رجلا?|رجال|رجلين|رجلان'),
  unit('people', 'جندي', 'جنديا?|جنود|جنديين|جنديان|عسكريا?|عسكريين'),
  unit('people', 'مدني', 'مدنيا?|مدنيين|مدنيون'),
  unit('people', 'معتقل', 'معتقلا?|معتقلين|سجينا?|سجناء|موقوفا?|موقوفين|اسيرا?|اسري|محتجزا?|محتجزين'),
  unit('people', 'لاجي', 'لاجيا?|لاجيين|نازحا?|نازحين|مهاجرا?|مهاجرين|مهاجرون'),
  unit('people', 'شخص', 'شخصا?|اشخاص|شخصين|شخصان|فردا?|افراد|نسمه|انسانا?|مواطنا?|مواطنين|الناس'),
];
