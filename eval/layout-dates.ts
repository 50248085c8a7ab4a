const MONTHS = [
  'يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر'.split(' '),
  'كانون الثاني|شباط|آذار|نيسان|أيار|حزيران|تموز|آب|أيلول|تشرين الأول|تشرين الثاني|كانون الأول'.split('|'),
  'جانفي فيفري مارس أفريل ماي جوان جويلية أوت سبتمبر أكتوبر نوفمبر ديسمبر'.split(' '),
];
const WEEKDAYS = 'الأحد الاثنين الثلاثاء الأربعاء الخميس الجمعة السبت'.split(' ');
const ENGLISH = 'January February March April May June July August September October November December'.split(' ');

type Form = (day: Date, months: readonly string[]) => string;

const two = (value: number): string => String(value).padStart(2, '0');
const parts = (day: Date): [string, string, string] => [
  String(day.getUTCFullYear()),
  two(day.getUTCMonth() + 1),
  two(day.getUTCDate()),
];
const clock = (day: Date): string => `${two(day.getUTCHours())}:${two(day.getUTCMinutes())}`;
const long: Form = (day, months) => `${day.getUTCDate()} ${months[day.getUTCMonth()] ?? ''} ${day.getUTCFullYear()}`;

const FORMS: Readonly<Record<string, Form>> = {
  iso: (day) => parts(day).join('-'),
  dmy: (day) => parts(day).reverse().join('-'),
  slashed: (day) => parts(day).reverse().join('/'),
  dots: (day) => parts(day).reverse().join('.'),
  dashed: (day) => parts(day).join(' '),
  long,
  eastern: (day, months) =>
    `${long(day, months)} ${clock(day)}`.replace(/\d/g, (digit) => '٠١٢٣٤٥٦٧٨٩'[Number(digit)] ?? digit),
  english: (day) => `${day.getUTCDate()}th, ${ENGLISH[day.getUTCMonth()] ?? ''} ${day.getUTCFullYear()}`,
  weekday: (day) => WEEKDAYS[day.getUTCDay()] ?? '',
  'weekday-english': (day) => 'Sun Mon Tue Wed Thu Fri Sat'.split(' ')[day.getUTCDay()] ?? '',
  clock,
  'half-clock': (day) =>
    `${day.getUTCHours() % 12 || 12}:${two(day.getUTCMinutes())} ${day.getUTCHours() < 12 ? 'صباحاً' : 'مساءً'}`,
};

export function isDateForm(name: string): boolean {
  return name in FORMS;
}

/** A day from 2017 on as pages print it; `region` chooses between three regions' names of the months. */
export function dateIn(form: string, region: number, day: number): string {
  const at = new Date(Date.UTC(2017, 0, 1 + day, 7 + (day % 14), day % 60));
  const print = FORMS[form];
  if (print === undefined) throw new Error(`layouts: no date is printed as «${form}»`);
  return print(at, MONTHS[region % MONTHS.length] ?? []);
}
