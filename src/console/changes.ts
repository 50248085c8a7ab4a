import { setTimeout as delay } from 'node:timers/promises';
import { sql } from 'kysely';
import type { Db } from '../database/database.ts';
import type { Topic } from './page.tsx';

type Marks = Readonly<Record<Topic, string>>;

/** How often the record is looked at while anybody has a page open, milliseconds. */
const every = 1_000;
/** Seconds after which a push that is being sent counts as changed: its books would have to be counted to know. */
const sendingEvery = 3;

/** Tells open pages that something they may show has changed, whichever instance changed it. The record is looked at once for all of them, and not at all when nobody looks. */
export interface Changes {
  /** Topics that changed, until `signal` is aborted. */
  watch(signal: AbortSignal): AsyncGenerator<readonly Topic[]>;
}

export function watchChanges(db: Db, stopping: AbortSignal): Changes {
  const listeners = new Set<(topics: readonly Topic[]) => void>();
  let looking = false;

  async function look(): Promise<void> {
    let before: Marks | null = null;
    while (listeners.size > 0 && !stopping.aborted) {
      // The record may be away for a while; pages say so themselves.
      const now: Marks | null = await marksOf(db).catch(() => before);
      if (now !== null && before !== null) {
        const changed = (Object.keys(now) as Topic[]).filter((topic) => now[topic] !== before?.[topic]);
        if (changed.length > 0) for (const tell of listeners) tell(changed);
      }
      before = now;
      await delay(every, undefined, { signal: stopping }).catch(() => {});
    }
    looking = false;
  }

  return {
    async *watch(signal) {
      const waiting = new Set<Topic>();
      let wake = () => {};
      const tell = (topics: readonly Topic[]) => {
        for (const topic of topics) waiting.add(topic);
        wake();
      };
      listeners.add(tell);
      if (!looking) {
        looking = true;
        void look();
      }
      const ended = AbortSignal.any([signal, stopping]);
      const end = () => wake();
      ended.addEventListener('abort', end);
      try {
        while (!ended.aborted) {
          if (waiting.size === 0) await new Promise<void>((resolve) => (wake = resolve));
          if (waiting.size > 0) {
            const topics = [...waiting];
            waiting.clear();
            yield topics;
          }
        }
      } finally {
        ended.removeEventListener('abort', end);
        listeners.delete(tell);
      }
    },
  };
}

/** A mark for each topic that is another one when what pages show of it is. */
async function marksOf(db: Db): Promise<Marks> {
  const { rows } = await sql<Marks>`
    with recent as (
      select * from push where id in (
        (select id from push order by id desc limit 200)
        union select id from push where state in ('proposed', 'approved', 'sending', 'paused'))
    )
    select
      (select md5(coalesce(string_agg(concat_ws(':', id, state, revision, decisions, send_at), ',' order by id), ''))
        from recent where state <> 'finished') || ':' ||
      (select concat_ws(':', count(*), max(changed_at)) from correction_offer where state = 'open') as desk,
      (select md5(coalesce(string_agg(concat_ws(':', id, state, revision, pause_reason, retracted_at, audience, finished_at), ',' order by id), ''))
        from recent) || ':' ||
      coalesce((select floor(extract(epoch from now()) / ${sendingEvery})::text
        where exists (select from recent where state = 'sending')), '') as pushes,
      (select md5(coalesce(string_agg(concat_ws(':', name, state, trouble_since, blocked_until > now(), lease_until > now(),
          greatest(served_at, lease_until) > now() - interval '1 minute'), ',' order by name), ''))
        from lane) as lanes,
      (select md5(coalesce(string_agg(concat_ws(':', name, polled_at, newest_item_at, failures, error), ',' order by name), ''))
        from feed) as feeds`.execute(db);
  const [marks] = rows;
  if (!marks) throw new Error('the record gave no marks');
  return marks;
}
