const hour = 3_600_000;

/** Hours of the day in `timeZone`: from 8 to 22 is 08:00 until 21:59. */
export interface Hours {
  readonly from: number;
  readonly until: number;
  readonly timeZone: string;
}

/** When a day begins and when people are awake, by the clocks of their place. All moments are epoch milliseconds. */
export class WakingHours {
  readonly #hours: Hours;
  readonly #format: Intl.DateTimeFormat;

  constructor(hours: Hours) {
    this.#hours = hours;
    this.#format = formatter(hours.timeZone);
  }

  /** The first moment from `now` on that lies in the waking hours. */
  opensAt(now: number): number {
    const { from, until } = this.#hours;
    const at = this.#timeOfDay(now).hour;
    if (at >= from && at < until) return now;
    const midnight = at < from ? this.midnight(now) : this.nextMidnight(now);
    let opens = midnight + from * hour;
    // A day on which the clocks change is an hour longer or shorter.
    const shown = this.#timeOfDay(opens).hour;
    if (shown !== Math.floor(from)) opens += (from - shown) * hour;
    return Math.max(now, opens);
  }

  /** When the day of `at` began. */
  midnight(at: number): number {
    const parts = this.#timeOfDay(at);
    const passed = ((parts.hour * 60 + parts.minute) * 60 + parts.second) * 1_000 + (((at % 1_000) + 1_000) % 1_000);
    const guess = at - passed;
    const { hour: shown } = this.#timeOfDay(guess);
    return shown === 0 ? guess : guess + (shown > 12 ? 24 - shown : -shown) * hour;
  }

  /** When the day after that of `at` begins. */
  nextMidnight(at: number): number {
    // No day is longer than 25 hours, or shorter than 23.
    return this.midnight(this.midnight(at) + 26 * hour);
  }

  #timeOfDay(at: number): { readonly hour: number; readonly minute: number; readonly second: number } {
    const [h = 0, m = 0, s = 0] = this.#format.format(at).split(':').map(Number);
    return { hour: h % 24, minute: m, second: s };
  }
}

const formatters = new Map<string, Intl.DateTimeFormat>();

function formatter(timeZone: string): Intl.DateTimeFormat {
  const known = formatters.get(timeZone);
  if (known) return known;
  const made = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  });
  formatters.set(timeZone, made);
  return made;
}
