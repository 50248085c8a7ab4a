import { Hono } from 'hono';
import { listDestinations } from '../../subscribers/destination-report.ts';
import { countMovement, countSubscribers, countTopicChoices } from '../../subscribers/overview.ts';
import { answer } from '../answer.ts';
import type { SignedIn } from '../guard.ts';
import type { ConsoleParts } from '../parts.ts';
import { ReadersPage } from './page.tsx';

const day = 24 * 3_600_000;

/** `/console/readers`. */
export function readerRoutes({ db, newsroom, now }: Pick<ConsoleParts, 'db' | 'newsroom' | 'now'>): Hono<SignedIn> {
  const app = new Hono<SignedIn>();
  app.get('/console/readers', async (c) => {
    const since = (days: number) => new Date(now().getTime() - days * day);
    const [counts, topics, week, month, destinations] = await Promise.all([
      countSubscribers(db),
      countTopicChoices(db),
      countMovement(db, since(7)),
      countMovement(db, since(30)),
      listDestinations(db),
    ]);
    const shown = { newsroom, counts, topics, week, month, destinations };
    return answer(c, <ReadersPage user={c.get('user')} {...shown} />);
  });
  return app;
}
