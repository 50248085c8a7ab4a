import type { CarefulPace } from '../../src/delivery/pacing/careful-pacer.ts';

/** WhatsApp without its cares, for tests of other things. */
export const fastPace: CarefulPace = {
  gap: { min: 0, max: 1 },
  replyGap: { min: 0, max: 1 },
  changeGap: { min: 0, max: 1 },
  perHour: 100_000,
  perDay: 100_000,
  warmUp: { first: 100_000, growth: 1 },
  hours: { from: 0, until: 24, timeZone: 'Asia/Beirut' },
};
