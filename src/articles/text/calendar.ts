/** Names of the months as `normalise` leaves them, January's first: in the east, the Levant and the Maghreb. */
export const MONTHS: readonly (readonly string[])[] = [
  ['يناير', 'كانون الثاني', 'جانفي'],
  ['فبراير', 'شباط', 'فيفري'],
  ['مارس', 'اذار'],
  ['ابريل', 'نيسان', 'افريل'],
  ['مايو', 'ايار', 'ماي'],
  ['يونيو', 'يونيه', 'حزيران', 'جوان'],
  ['يوليو', 'يوليه', 'تموز', 'جويليه', 'يوليوز'],
  ['اغسطس', 'اب', 'اوت', 'غشت'],
  ['سبتمبر', 'ايلول', 'شتنبر'],
  ['اكتوبر', 'تشرين الاول'],
  ['نوفمبر', 'تشرين الثاني', 'نونبر'],
  ['ديسمبر', 'كانون الاول', 'دجنبر'],
];

/** One of them, and one of the Hijri year's, to be set into a pattern. */
export const MONTH = `(?:${MONTHS.flat()
  .toSorted((one, other) => other.length - one.length)
  .join('|')})`;
export const HIJRI_MONTH =
  '(?:محرم|صفر|ربيع (?:الاول|الثاني|الاخر)|جمادي (?:الاولي|الثانيه|الاخره)|رجب|شعبان|رمضان|شوال|ذ[وي] (?:القعده|الحجه))';

/** The days of the week, as `normalise` leaves them. */
export const WEEKDAY = '(?:ال)?(?:سبت|احد|اثنين|ثلاثاء|اربعاء|خميس|جمعه)';
