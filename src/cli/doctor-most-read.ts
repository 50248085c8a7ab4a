import type { Environment } from '../config/environment.ts';
import type { Newsroom } from '../config/newsroom.ts';
import type { Db } from '../database/database.ts';
import { mostRead } from '../editions/most-read.ts';
import type { Finding } from './doctor.ts';

/** Whether «الأكثر قراءة» has anything to be made of, once the desk has run. */
export async function examineMostRead(
  { mode }: Pick<Environment, 'mode'>,
  newsroom: Newsroom,
  db: Db,
): Promise<Finding[]> {
  if (mode === 'sandbox') return [];
  const part = 'most read';
  const { source } = newsroom.mostRead;
  const [first] = await mostRead(db, newsroom.mostRead, new Date(), 1);
  if (first !== undefined) return [{ part, ok: true, detail: `there is a list; its first title: ${first.title}` }];
  if (newsroom.links.counted) {
    return [{ part, ok: true, detail: 'opened links are counted; none was opened yet' }];
  }
  const asked = await db.selectFrom('most_read_clock').select('asked_at').executeTakeFirst();
  if (asked === undefined && source !== 'links') {
    return [{ part, ok: true, detail: 'the site was not asked yet (serve does it)' }];
  }
  const weekly = Object.values(newsroom.editions).some(({ kind }) => kind === 'weekly');
  const detail =
    source === 'links' ? 'links are not counted' : `${source === 'auto' ? newsroom.site : source} gives no list`;
  const mend =
    'give the address of a list as mostRead.source, or count links (links.counted, after docs/decisions/counted-links.md), or take the weekly edition out';
  // Without a weekly edition it is only what /mostread answers.
  return [{ part, ok: !weekly, detail, mend }];
}
