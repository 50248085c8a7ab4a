/** Hours in which messages arrive without sound, as `HH:MM` of the newsroom's day; may go over midnight. */
export interface QuietHours {
  readonly from: string;
  readonly to: string;
}

export function isQuiet(hours: QuietHours | undefined, now: Date, timeZone: string): boolean {
  if (!hours) return false;
  const format = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', timeZone });
  const time = format.format(now);
  return hours.from <= hours.to ? time >= hours.from && time < hours.to : time >= hours.from || time < hours.to;
}
