import type { Language } from '../config/newsroom.ts';

/** Zones whose readers name the months «كانون الثاني»; elsewhere they say «يناير». Newsrooms of the first give both. */
const levant = new Set([
  'Asia/Beirut',
  'Asia/Damascus',
  'Asia/Amman',
  'Asia/Jerusalem',
  'Asia/Gaza',
  'Asia/Hebron',
  'Asia/Baghdad',
]);

/** A day as a newsroom writes it: «23 تشرين الثاني/ نوفمبر 2026» in the Levant, «23 نوفمبر 2026» elsewhere. */
export function longDate(instant: Date, language: Language, timeZone: string): string {
  if (language === 'en') return new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone }).format(instant);
  const part = (locale: string, options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(`${locale}-u-nu-latn-ca-gregory`, { ...options, timeZone }).format(instant);
  const common = part('ar-EG', { month: 'long' });
  const month = levant.has(timeZone) ? `${part('ar-LB', { month: 'long' })}/ ${common}` : common;
  return `${part('ar-EG', { day: 'numeric' })} ${month} ${part('ar-EG', { year: 'numeric' })}`;
}

/** Hours and minutes, 24-hour. */
export function clockTime(instant: Date, timeZone: string): string {
  return new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', timeZone }).format(instant);
}
