import { describe, expect, test } from 'vitest';
import type { PaceNotice } from '../../../src/delivery/pacing/lane-pacer.ts';
import { Pacer } from '../../../src/delivery/pacing/pacer.ts';
import { SharedPacer } from '../../../src/delivery/pacing/shared-pacer.ts';
import { seededRandom } from '../../setup/random.ts';
import { keepSending, SimulatedFarEnd } from './simulated-far-end.ts';
import { SimulatedTime } from './simulated-time.ts';

/** How long a notice takes from one process to the other, milliseconds. */
const noticeMs = 3;

/**
 * One process sends a long push at the ceiling, another answers people six times a second, through the same account; the
 * far end takes a few more than the ceiling.
 */
async function twoProcesses(notices: 'heard' | 'lost', seconds = 60) {
  const time = new SimulatedTime();
  const network = { roundTripMs: 50, jitterMs: 4, random: seededRandom(7) };
  const farEnd = new SimulatedFarEnd(time, { global: { kind: 'window', perSecond: 30 } }, network);
  const processes: SharedPacer[] = [];
  const open = () => {
    const tellOthers = (notice: PaceNotice) => {
      if (notices === 'lost') return;
      for (const other of processes) if (other !== opened) time.after(noticeMs, () => other.hear(notice));
    };
    const opened = new SharedPacer(new Pacer({ rate: 28, clock: time }), tellOthers);
    processes.push(opened);
    return opened;
  };
  const [holder, bot] = [open(), open()];
  void keepSending(holder, farEnd, () => ({ slot: { urgency: 'broadcast' }, chat: 1 }));
  const waits: number[] = [];
  void (async () => {
    for (let chat = 2; ; chat += 1) {
      await time.wait(1_000 / 6);
      const asked = time.now();
      const slot = await bot.take({ urgency: 'reply' });
      waits.push(time.now() - asked);
      void farEnd.send(slot, chat);
    }
  })();
  await time.run(seconds * 1_000);
  return { farEnd, waits, perSecond: farEnd.acceptedBetween(10_000, seconds * 1_000) / (seconds - 10) };
}

describe('an account that two processes use', () => {
  test('answers leave at once, the push makes room for them, and the far end has nothing to refuse', async () => {
    const { farEnd, waits, perSecond } = await twoProcesses('heard');
    expect(farEnd.refused).toBe(0);
    expect(Math.max(...waits)).toBeLessThan(50);
    expect(perSecond).toBeGreaterThan(27);
    const alone = await twoProcesses('lost');
    expect(alone.farEnd.refused).toBeGreaterThan(0);
  });

  test('a refusal that one of them hears holds up both', async () => {
    const time = new SimulatedTime();
    const holder = new SharedPacer(new Pacer({ rate: 28, clock: time }), () => {});
    const bot = new SharedPacer(new Pacer({ rate: 28, clock: time }), (notice) => holder.hear(notice));
    const slot = await bot.take({ urgency: 'reply' });
    slot.left();
    expect(holder.blockedFor).toBe(0);
    slot.answered({ kind: 'refused', retryAfterMs: 5_000, scope: 'account' });
    expect(bot.blockedFor).toBe(5_000);
    expect(holder.blockedFor).toBe(5_000);
  });
});
