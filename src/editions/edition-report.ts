import { sql } from 'kysely';
import type { EditionConfig, Newsroom } from '../config/newsroom.ts';
import type { Db } from '../database/database.ts';
import type { PushKind, PushState, TickState } from '../database/schema.ts';
import { digestStories } from './digest.ts';
import { type PushContent, titlesOf } from './push.ts';
import { weeklyItems } from './weekly.ts';

/** An edition as those see it who answer for it. */
export interface EditionReport {
  /** What it would carry if it left now; null of one that leaves with each story. */
  readonly carries: Carries | null;
  readonly pushes: readonly EditionPush[];
  /** Newest first. */
  readonly ticks: readonly EditionTick[];
  /** The newest that nothing was composed for, as the program was down for longer than the edition's grace. */
  readonly skipped: readonly Date[];
}

export interface Carries {
  /** `sent before`: the very list that was sent the last time, so it would not be sent. */
  readonly kind: 'new' | 'sent before' | 'none';
  readonly stories: readonly { readonly articleId: number | null; readonly title: string; readonly link: string }[];
}

export interface EditionPush {
  readonly id: number;
  readonly kind: PushKind;
  readonly state: PushState;
  readonly sendAt: Date;
  readonly audience: number;
  readonly title: string;
}

export interface EditionTick {
  readonly instant: Date;
  readonly state: TickState;
  readonly pushId: number | null;
}

/** How many of each are shown. */
const shown = 5;

export async function reportEdition(db: Db, newsroom: Newsroom, name: string, now: Date): Promise<EditionReport> {
  const config = newsroom.editions[name];
  const [carries, pushes, ticks, skipped] = await Promise.all([
    config ? carriesNow(db, newsroom, name, config, now) : null,
    lastPushes(db, name),
    lastTicks(db, name),
    lastSkipped(db, name),
  ]);
  return { carries, pushes, ticks, skipped };
}

async function carriesNow(
  db: Db,
  newsroom: Newsroom,
  edition: string,
  config: EditionConfig,
  now: Date,
): Promise<Carries | null> {
  const tick = { edition, instant: now };
  switch (config.kind) {
    case 'breaking':
      return null;
    case 'weekly': {
      const { kind, items } = await weeklyItems(db, tick, config, newsroom.mostRead);
      return { kind, stories: items };
    }
    case 'digest': {
      const stories = await titled(db, await digestStories(db, tick, config));
      return { kind: stories.length === 0 ? 'none' : 'new', stories };
    }
  }
}

/** Stories by their ids, in the same order. */
async function titled(db: Db, ids: readonly number[]): Promise<Carries['stories']> {
  if (ids.length === 0) return [];
  const { rows } = await sql<Carries['stories'][number]>`
    select a.id as "articleId", v.title, a.link
    from unnest(${[...ids]}::integer[]) with ordinality as wanted (id, place)
    join article a on a.id = wanted.id
    join article_version v on v.article_id = a.id and v.version = a.version
    order by wanted.place`.execute(db);
  return rows;
}

async function lastPushes(db: Db, edition: string): Promise<EditionPush[]> {
  const { rows } = await sql<Omit<EditionPush, 'title'> & { readonly content: PushContent }>`
    select id, kind, state, send_at as "sendAt", audience, content from push
    where edition = ${edition} order by id desc limit ${shown}`.execute(db);
  return rows.map(({ content, ...push }) => ({ ...push, title: titlesOf(content)[0] ?? '' }));
}

async function lastTicks(db: Db, edition: string): Promise<EditionTick[]> {
  const { rows } = await sql<EditionTick>`
    select instant, state, push_id as "pushId" from edition_tick
    where edition = ${edition} order by instant desc limit ${shown}`.execute(db);
  return rows;
}

async function lastSkipped(db: Db, edition: string): Promise<Date[]> {
  const rows = await db
    .selectFrom('edition_tick')
    .select('instant')
    .where('edition', '=', edition)
    .where('state', '=', 'skipped')
    .orderBy('instant', 'desc')
    .limit(shown)
    .execute();
  return rows.map(({ instant }) => instant);
}

/** Times that editions missed, the newest first. */
export function missedTicks(db: Db, since: Date): Promise<{ readonly edition: string; readonly instant: Date }[]> {
  return db
    .selectFrom('edition_tick')
    .select(['edition', 'instant'])
    .where('state', '=', 'skipped')
    .where('instant', '>', since)
    .orderBy('instant', 'desc')
    .limit(20)
    .execute();
}
