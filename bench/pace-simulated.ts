import { Pacer } from '../src/delivery/pacing/pacer.ts';
import type { Limits } from '../src/sandbox/telegram/index.ts';
import { type Storm, secondsUntilBack } from '../test/delivery/pacing/after-a-storm.ts';
import { keepSending, SimulatedFarEnd } from '../test/delivery/pacing/simulated-far-end.ts';
import { SimulatedTime } from '../test/delivery/pacing/simulated-time.ts';
import { StallingClock } from '../test/delivery/pacing/stalling-clock.ts';
import { seededRandom } from '../test/setup/random.ts';
import { benchmark, count } from './command.ts';
import { percentile, type Row, report } from './report.ts';

/**
 * How well the pacer finds a limit that it is not told, in time of its own: minutes of many kinds of far ends in a second,
 * each with many seeds. What the real thing does is measured by `bench:pace`.
 */
const {
  only,
  seed: told,
  ...given
} = benchmark('bench:pace-simulated', 'How well the pacer finds a limit that it is not told, in time of its own.')
  .option('--only <text>', 'the courses whose name has it', '')
  .option('--seeds <n>', 'so many of each course, from 1', count, 12)
  .option('--seed <n>', 'that one alone, with what happened', count)
  .parse()
  .opts<{ only: string; seed?: number; seeds: number }>();
const seeds = told === undefined ? Array.from({ length: given.seeds }, (_, index) => index + 1) : [told];
/** Not counted, milliseconds. */
const settling = 10_000;

interface Stretch {
  readonly allowed: number;
  readonly seconds: number;
}

interface Course {
  readonly name: string;
  readonly ceiling: number;
  readonly stretches: (random: () => number) => readonly Stretch[];
  readonly world?: Partial<typeof calm>;
}

const stallsOf = { some: { everyMs: 2_000, forMs: 100 }, many: { everyMs: 1_000, forMs: 400 } };
const calm = { jitterMs: 2, loadMs: 0, stalls: 'none' as 'none' | keyof typeof stallsOf };
const kinds: Readonly<Record<string, (perSecond: number) => Limits>> = {
  'strict second': (perSecond) => ({ global: { kind: 'window', perSecond } }),
  'token bucket': (perSecond) => ({ global: { kind: 'bucket', perSecond, burst: perSecond } }),
  'large bucket': (perSecond) => ({ global: { kind: 'bucket', perSecond, burst: 2.5 * perSecond } }),
  'small bucket': (perSecond) => ({ global: { kind: 'bucket', perSecond, burst: Math.max(2, perSecond / 3) } }),
  'punishes 3 s': (perSecond) => ({ global: { kind: 'window', perSecond }, punishMs: 3_000 }),
};

const hidden = (limit: number, ceiling: number, seconds: number, world?: Partial<typeof calm>, as = ''): Course => ({
  name: `${limit}/s of ${ceiling}${as}`,
  ceiling,
  stretches: () => [{ allowed: limit, seconds }],
  ...(world ? { world } : {}),
});
/** The middle stretch is a little longer or shorter with each seed, so that no search just happens to meet its end. */
const thereAndBack = (limits: readonly [number, number, number], world?: Partial<typeof calm>, as = ''): Course => ({
  name: `${limits.join(' → ')}${as}`,
  ceiling: 30,
  stretches: (random) => [
    { allowed: limits[0], seconds: 60 },
    { allowed: limits[1], seconds: 85 + 10 * random() },
    { allowed: limits[2], seconds: 60 },
  ],
  ...(world ? { world } : {}),
});
const atRandom: Course = {
  name: '6 to 30/s, changing at random',
  ceiling: 30,
  stretches: (random) =>
    Array.from({ length: 8 }, () => ({ allowed: 6 + Math.floor(25 * random()), seconds: 20 + 80 * random() })),
};

const courses: readonly Course[] = [
  hidden(30, 30, 70),
  hidden(5, 30, 190),
  hidden(12, 30, 190),
  hidden(20, 30, 190),
  hidden(100, 1_000, 100),
  hidden(300, 1_000, 100),
  hidden(12, 30, 190, { jitterMs: 40 }, ', ± 40 ms'),
  hidden(12, 30, 190, { loadMs: 10 }, ', slow under load'),
  hidden(12, 30, 190, { stalls: 'some' }, ', sender stalls'),
  hidden(12, 30, 190, { stalls: 'many' }, ', sender starves'),
  thereAndBack([30, 12, 30]),
  thereAndBack([30, 12, 30], { stalls: 'some' }, ', sender stalls'),
  thereAndBack([20, 25, 20]),
  atRandom,
];

async function run(course: Course, limits: (perSecond: number) => Limits, seed: number) {
  const random = seededRandom(seed * 7_919);
  const { jitterMs, loadMs, stalls } = { ...calm, ...course.world };
  const time = new SimulatedTime();
  const process = stalls === 'none' ? time : new StallingClock(time, { ...stallsOf[stalls], random });
  const stretches = course.stretches(random);
  const [first] = stretches;
  if (!first) throw new Error(`${course.name} has no stretch`);
  const farEnd = new SimulatedFarEnd(time, limits(first.allowed), { roundTripMs: 50, jitterMs, loadMs, random });
  const pacer = new Pacer({ rate: course.ceiling, clock: process });
  const slot = { urgency: 'broadcast', leadMs: 25 } as const;
  void keepSending(pacer, farEnd, () => ({ slot }), { process, markMs: () => 2 + 6 * random() });
  let possible = 0;
  let counted = 0;
  let from = 0;
  for (const { allowed, seconds } of stretches) {
    farEnd.limiter.limits = limits(allowed);
    const to = from + seconds * 1_000;
    if (told) await tell(time, farEnd, pacer, to);
    else await time.run(to - from);
    const begin = Math.max(from, settling);
    possible += ((to - begin) / 1_000) * allowed;
    counted += farEnd.acceptedBetween(begin, to);
    from = to;
  }
  return { share: counted / possible, accepted: farEnd.accepted, refused: farEnd.refused, early: farEnd.early };
}

/** Says each second in which something was refused, and the rate aimed at then. */
async function tell(time: SimulatedTime, farEnd: SimulatedFarEnd, pacer: Pacer, until: number): Promise<void> {
  while (time.now() < until) {
    const before = farEnd.refused;
    await time.run(Math.min(1_000, until - time.now()));
    const refused = farEnd.refused - before;
    if (refused > 0)
      console.error(`${(time.now() / 1_000).toFixed(0)} s: ${refused} refused, ${pacer.rate.toFixed(2)}/s`);
  }
}

const rows: Row[] = [];
for (const course of courses) {
  for (const [kind, limits] of Object.entries(kinds)) {
    const name = `${course.name}, ${kind}`;
    if (!name.includes(only)) continue;
    const runs = [];
    for (const seed of seeds) runs.push(await run(course, limits, seed));
    const shares = runs.map(({ share }) => share);
    const each = runs.map(({ accepted, refused }) => (refused === 0 ? Number.POSITIVE_INFINITY : accepted / refused));
    const finite = (value: number) => (Number.isFinite(value) ? value : null);
    rows.push({
      course: name,
      'of what is allowed, worst': Math.min(...shares),
      median: percentile(shares, 0.5),
      'messages a refusal, worst': finite(Math.min(...each)),
      'median ': finite(percentile(each, 0.5)),
      'sent too early': runs.reduce((sum, { early }) => sum + early, 0),
    });
  }
}
if (rows.length > 0) {
  report(`The search for a hidden limit, simulated, ${seeds.length} seeds, 50 ms there and back`, rows);
}

/** The far end refuses whatever comes, more or less of it, and is well again. */
const storms: Readonly<Record<string, Storm>> = {
  'a third for 10 s': { share: 0.3, retryAfterMs: 1_000, seconds: 10 },
  'a third for 60 s': { share: 0.3, retryAfterMs: 1_000, seconds: 60 },
  'a tenth for 60 s': { share: 0.1, retryAfterMs: 1_000, seconds: 60 },
  'all for 30 s': { share: 1, retryAfterMs: 1_000, seconds: 30 },
  'all for 30 s, retry after 15 s': { share: 1, retryAfterMs: 15_000, seconds: 30 },
  'a third for 60 s, retry after 15 s': { share: 0.3, retryAfterMs: 15_000, seconds: 60 },
};
const after: Row[] = [];
for (const [kind, storm] of Object.entries(storms)) {
  for (const ceiling of [30, 200]) {
    for (const [what, sizes] of [['messages', [1]] as const, ['messages and albums of four', [1, 4]] as const]) {
      const name = `storm: ${kind}, ${ceiling}/s, ${what}`;
      if (!name.includes(only)) continue;
      const took: number[] = [];
      for (const seed of seeds) {
        for (const calmSeconds of [0, 5, 60]) {
          took.push(await secondsUntilBack({ ceiling, calmSeconds, storm, sizes, random: seededRandom(seed * 7_919) }));
        }
      }
      after.push({ course: name, 'median, s': percentile(took, 0.5), 'longest, s': Math.max(...took) });
    }
  }
}
if (after.length > 0) {
  report(
    'After a far end refused whatever came: until a second has half of the ceiling again (900: not by then)',
    after,
  );
}
