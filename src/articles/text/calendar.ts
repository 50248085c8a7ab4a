/** Names of the months, as `normalise` leaves them, to be set into a pattern: of the Gregorian year in the east, the Levant and the Maghreb, and of the Hijri. */
export const MONTH =
  '(?:يناير|فبراير|مارس|ابريل|مايو|يوني[وه]|يولي[وه]|اغسطس|سبتمبر|اكتوبر|نوفمبر|ديسمبر|كانون (?:الثاني|الاول)|تشرين (?:الثاني|الاول)|شباط|اذار|نيسان|ايار|حزيران|تموز|اب|ايلول|جانفي|فيفري|افريل|ماي|جوان|جويليه|اوت|غشت|شتنبر|نونبر|دجنبر|يوليوز)';
export const HIJRI_MONTH =
  '(?:محرم|صفر|ربيع (?:الاول|الثاني|الاخر)|جمادي (?:الاولي|الثانيه|الاخره)|رجب|شعبان|رمضان|شوال|ذ[وي] (?:القعده|الحجه))';

/** The days of the week, as `normalise` leaves them. */
export const WEEKDAY = '(?:ال)?(?:سبت|احد|اثنين|ثلاثاء|اربعاء|خميس|جمعه)';
