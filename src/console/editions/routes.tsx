import { Hono } from 'hono';
import { reportEdition } from '../../editions/edition-report.ts';
import { nextTicks } from '../../editions/next-ticks.ts';
import { type ScheduledEdition, scheduledEditions } from '../../editions/scheduled.ts';
import { listDestinations } from '../../subscribers/destination-report.ts';
import { countEditionReaders } from '../../subscribers/overview.ts';
import { answer } from '../answer.ts';
import type { SignedIn } from '../guard.ts';
import type { ConsoleParts } from '../parts.ts';
import { EditionsPage } from './page.tsx';

/** Instants that are shown of an edition. */
const ahead = 3;

/** To count a million readers takes a second, and the page renews itself. Milliseconds. */
const countedFor = 30_000;

/** `/console/editions`. */
export function editionRoutes(parts: Pick<ConsoleParts, 'db' | 'newsroom' | 'mode' | 'now'>): Hono<SignedIn> {
  const { db, newsroom, now } = parts;
  const app = new Hono<SignedIn>();
  const scheduled = new Map(
    scheduledEditions(newsroom, { sandbox: parts.mode === 'sandbox' }).map((edition) => [edition.name, edition]),
  );
  const next = rememberedTicks();
  const counts = rememberedFor(countedFor, () => countEditionReaders(db));

  app.get('/console/editions', async (c) => {
    const at = now();
    const [readers, destinations] = await Promise.all([counts(at), listDestinations(db)]);
    const editions = await Promise.all(
      Object.entries(newsroom.editions).map(async ([name, config]) => ({
        name,
        config,
        next: next(scheduled.get(name), at),
        readers: readers.filter(({ edition }) => edition === name),
        destinations: destinations.filter(({ editions }) => editions.includes(name)),
        report: await reportEdition(db, newsroom, name, at),
      })),
    );
    return answer(c, <EditionsPage user={c.get('user')} newsroom={newsroom} editions={editions} />);
  });
  return app;
}

/** What `find` found, until it is so many milliseconds old. */
function rememberedFor<T>(age: number, find: () => Promise<T>): (now: Date) => Promise<T> {
  let kept: { readonly at: number; readonly found: Promise<T> } | null = null;
  return (now) => {
    if (kept === null || Math.abs(now.getTime() - kept.at) > age) {
      const found = find();
      kept = { at: now.getTime(), found };
      // What failed is asked for again.
      found.catch(() => {
        kept = null;
      });
    }
    return kept.found;
  };
}

/** They change only when one has passed: to find them takes a tenth of a second. */
function rememberedTicks(): (edition: ScheduledEdition | undefined, now: Date) => readonly Date[] {
  const known = new Map<string, { readonly since: Date; readonly ticks: readonly Date[] }>();
  return (edition, now) => {
    if (edition === undefined) return [];
    const kept = known.get(edition.name);
    const [first] = kept?.ticks ?? [];
    if (kept && first && kept.since <= now && now < first) return kept.ticks;
    const ticks = nextTicks(edition.cron, edition.timeZone, now, ahead);
    known.set(edition.name, { since: now, ticks });
    return ticks;
  };
}
