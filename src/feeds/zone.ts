/** Formats are costly to make, and a feed has thousands of dates. */
const formats = new Map<string, Intl.DateTimeFormat>();

/**
 * The instant at which the clocks of a time zone show a time, both in epoch milliseconds (`wall` as if it were UTC). Of an
 * hour that the clocks leave out or show twice it is one of the two readings.
 *
 * @param timeZone an IANA name.
 */
export function instantIn(timeZone: string, wall: number): number {
  const first = wall - aheadOfUtc(timeZone, wall);
  return wall - aheadOfUtc(timeZone, first);
}

/** Milliseconds that a zone's clocks are ahead of UTC at an instant. */
function aheadOfUtc(timeZone: string, instant: number): number {
  if (timeZone === 'UTC') return 0;
  const format = formats.get(timeZone) ?? new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' });
  formats.set(timeZone, format);
  const name = format.formatToParts(instant).find((part) => part.type === 'timeZoneName')?.value ?? '';
  const [, sign, hours = '0', minutes = '0'] = /GMT([+-])(\d\d):(\d\d)/.exec(name) ?? [];
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000;
}
