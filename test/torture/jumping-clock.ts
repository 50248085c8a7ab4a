import { readFileSync } from 'node:fs';

/**
 * Loaded into a worker before everything else (`node --import`): its wall clock can be moved while it runs, as by an
 * operator or a time server that corrects a clock. SIGUSR2 makes it read by how much from the file NASHRA_CLOCK_OFFSET
 * names, in milliseconds. What never goes back (`performance.now`, timers) stays as it is, as on a real machine.
 */
const RealDate = Date;
let offset = 0;

class JumpingDate extends RealDate {
  constructor(...given: readonly unknown[]) {
    // @ts-expect-error Date takes one to seven arguments of several kinds; they are handed on as they came.
    super(...(given.length === 0 ? [RealDate.now() + offset] : given));
  }

  static override now(): number {
    return RealDate.now() + offset;
  }
}

globalThis.Date = JumpingDate as DateConstructor;
process.on('SIGUSR2', () => {
  offset = Number(readFileSync(process.env.NASHRA_CLOCK_OFFSET ?? '', 'utf8'));
});
