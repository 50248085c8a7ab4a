import { sql } from 'kysely';
import { abilitiesOf, type LaneKind } from '../../channels/abilities.ts';
import type { Newsroom } from '../../config/newsroom.ts';
import type { Db } from '../../database/database.ts';
import type { NoticeTo } from '../../editions/push.ts';
import { type ChangingKind, wayToChange, windowOf } from './change.ts';

/** What a correction or a retraction would do on one kind of account; numbers of readers. */
export interface ChangePlan {
  readonly channel: LaneKind;
  /** Their message is edited; a retraction that comes too late to delete it says so in its place. */
  readonly edited: number;
  readonly deleted: number;
  /** The channel does not let their message be changed any more. */
  readonly tooLate: number;
  /** Nobody knows whether they have it. */
  readonly unknown: number;
  /** They have it and cannot be reached any more. */
  readonly gone: number;
  /** They still wait for it: they get the corrected text, or nothing when it is retracted. */
  readonly waiting: number;
  /** At the pace this account changes messages, where it has one; null where that is as fast as it sends. */
  readonly pace: ChangeForecast | null;
}

/** Of those who could be changed now. */
export interface ChangeForecast {
  /** How long it takes, milliseconds. */
  readonly takesMs: number;
  /** It will be too late for them when their turn comes. */
  readonly fallOut: number;
}

/** Mean milliseconds between two changes, of the kinds of accounts that have a gap for them. */
export type ChangePaces = Partial<Readonly<Record<LaneKind, number>>>;

/** As the newsroom configured them. */
export function pacesOf({ channels }: Newsroom): ChangePaces {
  const { min, max } = channels.whatsapp.changeGap;
  return { whatsapp: (min + max) / 2 };
}

/** Of how many it is known now that a notice goes to them; of `unchanged-only` there may be more. */
export function toldBy(plan: readonly ChangePlan[], notice: NoticeTo | 'none'): number {
  if (notice === 'none') return 0;
  return plan.reduce(
    (sum, { tooLate, edited, deleted }) => sum + tooLate + (notice === 'all' ? edited + deleted : 0),
    0,
  );
}

interface Row {
  readonly channel: LaneKind;
  readonly standing: 'sent' | 'unknown' | 'gone' | 'waiting';
  readonly age_ms: number;
  readonly count: number;
}

/** Looks at the ledger as it is now; a push that is running goes on meanwhile. */
export async function planChange(
  db: Db,
  order: { readonly kind: ChangingKind; readonly pushId: number; readonly paces: ChangePaces },
): Promise<ChangePlan[]> {
  const { kind, pushId, paces } = order;
  // By the minute, because windows are minutes at least and an audience may be a million.
  const { rows } = await sql<Row>`
    select split_part(l.name, ':', 1) as channel,
           case when d.state in ('pending', 'sending') and d.rest is null then 'waiting'
                when d.message_id is null then 'unknown'
                when coalesce(s.state, 'gone') = 'gone' then 'gone'
                else 'sent' end as standing,
           (extract(epoch from date_trunc('minute', now() - d.changed_at)) * 1000)::double precision as age_ms,
           count(*)::integer as count
    from push p join delivery d on d.push_id = p.id join lane l on l.id = d.lane_id left join subscriber s on s.id = d.subscriber_id
    where p.id = ${pushId} and d.state in ('pending', 'sending', 'sent', 'uncertain')
      -- Who waits for what has ended is about to be set aside.
      and not (p.state = 'cancelled' and d.state = 'pending' and not d.may_have_arrived)
    group by 1, 2, 3`.execute(db);
  const channels = [...new Set(rows.map(({ channel }) => channel))].sort();
  return channels.map((channel) => {
    const here = rows.filter((row) => row.channel === channel);
    const sum = (chosen: readonly Row[]) => chosen.reduce((total, { count }) => total + count, 0);
    const standing = (wanted: Row['standing']) => sum(here.filter((row) => row.standing === wanted));
    const sent = here.filter((row) => row.standing === 'sent');
    const by = (way: ReturnType<typeof wayToChange>) =>
      sum(sent.filter(({ age_ms }) => wayToChange(kind, abilitiesOf[channel], age_ms) === way));
    return {
      channel,
      edited: by('edit'),
      deleted: by('delete'),
      tooLate: by('too late'),
      unknown: standing('unknown'),
      gone: standing('gone'),
      waiting: standing('waiting'),
      pace: forecast(sent, windowOf(kind, abilitiesOf[channel]), paces[channel]),
    };
  });
}

/** Readers are changed in the order in which they were sent to: who got it first is first in line. */
function forecast(sent: readonly Row[], windowMs: number | null, gapMs: number | undefined): ChangeForecast | null {
  if (gapMs === undefined || windowMs === null) return null;
  let changed = 0;
  let fallOut = 0;
  for (const { age_ms, count } of [...sent].sort((a, b) => b.age_ms - a.age_ms)) {
    const left = windowMs - age_ms;
    if (left < 0) continue;
    const inTime = gapMs === 0 ? count : Math.min(count, Math.max(0, Math.floor(left / gapMs) - changed));
    changed += inTime;
    fallOut += count - inTime;
  }
  return { takesMs: changed * gapMs, fallOut };
}
