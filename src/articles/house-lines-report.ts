import { sql } from 'kysely';
import { recordAudit } from '../database/audit.ts';
import type { Db } from '../database/database.ts';
import { inTransaction } from '../database/transaction.ts';
import { lineKey } from './boilerplate/known.ts';
import { HOUSE, isOfTheHouse } from './house-lines.ts';
import { hashOf, lineOf } from './house-lines-store.ts';
import { lockIntake } from './store.ts';

/** What a house's stories have told of its lines. */
export interface HouseReport {
  readonly house: string;
  /** Stories that its lines were learnt from. */
  readonly stories: number;
  /** Titles of stories, which leave the bodies of others. */
  readonly titles: number;
  /** Lines that are counted, and are not known to be the house's. */
  readonly watched: number;
  /** Those that leave the stories of this house, or would if no editor had kept them; most frequent first. */
  readonly lines: readonly ReportedLine[];
}

export interface ReportedLine {
  readonly id: number;
  readonly text: string;
  /** Stories that had it since it was first seen. */
  readonly stories: number;
  readonly state: 'taken off' | 'kept';
  readonly seenAt: Date;
}

export async function reportHouse(db: Db, house: string): Promise<HouseReport> {
  const found = await db.selectFrom('house').select('stories').where('name', '=', house).executeTakeFirst();
  const stories = found?.stories ?? 0;
  const { rows: counts } = await sql<{ titles: number; all: number }>`
    select count(*) filter (where is_title)::integer as titles, count(*) filter (where not is_title)::integer as all
    from house_line where house = ${house}`.execute(db);
  const rows = await db
    .selectFrom('house_line')
    .selectAll()
    .where('house', '=', house)
    .where((eb) => eb.or([eb('kept', '=', true), sql<boolean>`cardinality(subjects) >= ${HOUSE.subjects}`]))
    .orderBy('stories', 'desc')
    .orderBy('id')
    .execute();
  const lines = rows.flatMap((row): ReportedLine[] => {
    if (!row.kept && !isOfTheHouse(lineOf(row), stories)) return [];
    const state = row.kept ? 'kept' : 'taken off';
    return [{ id: row.id, text: row.text ?? '', stories: row.stories, state, seenAt: row.seen_at }];
  });
  const { titles = 0, all = 0 } = counts[0] ?? {};
  const known = rows.filter((row) => !row.is_title && lines.some(({ id }) => id === row.id)).length;
  return { house, stories, titles, watched: all - known, lines };
}

/** `which`: a line's number in the report, or its words, be it known or not. */
export interface KeepOrder {
  readonly house: string;
  readonly which: number | string;
  /** `keep`: it is the stories' own and stays in them. `release`: what is learnt of it decides again. */
  readonly to: 'keep' | 'release';
  readonly actor: string;
}

/** Says of a line that it is the stories' own, or takes that back. Stories that the record has already stay as they are. */
export function keepLine(db: Db, order: KeepOrder): Promise<'done' | 'already' | 'unknown'> {
  const { house, which, to } = order;
  return inTransaction(db, async (trx) => {
    await lockIntake(trx);
    const key = typeof which === 'string' ? lineKey(which) : '';
    const row = await trx
      .selectFrom('house_line')
      .select(['id', 'kept', 'text'])
      .where('house', '=', house)
      .where((eb) => (typeof which === 'number' ? eb('id', '=', which) : eb('hash', '=', hashOf(key))))
      .executeTakeFirst();
    const text = row?.text ?? (typeof which === 'string' ? which : null);
    if (row === undefined && (to === 'release' || typeof which === 'number' || key === '')) return 'unknown';
    if (row?.kept === (to === 'keep')) return 'already';
    if (row !== undefined)
      await trx
        .updateTable('house_line')
        .set({ kept: to === 'keep', text })
        .where('id', '=', row.id)
        .execute();
    else {
      await trx
        .insertInto('house')
        .values({ name: house })
        .onConflict((conflict) => conflict.column('name').doNothing())
        .execute();
      await trx
        .insertInto('house_line')
        .values({
          house,
          hash: hashOf(key),
          is_title: false,
          stories: 0,
          since: 0,
          subjects: [],
          text,
          kept: true,
          seen_at: new Date(),
        })
        .execute();
    }
    await recordAudit(trx, { actor: order.actor, action: `feed.${to}`, subject: `line of ${house}`, detail: { text } });
    return 'done';
  });
}
