import { type HouseReport, keepLine, reportHouse } from '../articles/house-lines-report.ts';
import { houseOf } from '../articles/house-lines-store.ts';
import { commandLine } from '../database/audit.ts';
import type { Db } from '../database/database.ts';
import { findFeed } from '../feeds/store.ts';
import { CommandFailure } from './failure.ts';
import { type Json, print, table } from './output.ts';
import { withRecord } from './with-record.ts';

export function show(feed: string, options: Json): Promise<void> {
  return withRecord(async (db) => showHouse(db, await houseNamed(db, feed), options));
}

export function order(to: 'keep' | 'release', feed: string, line: string, options: Json): Promise<void> {
  return withRecord(async (db) => {
    const house = await houseNamed(db, feed);
    const which = /^\d{1,9}$/.test(line) ? Number(line) : line;
    const done = await keepLine(db, { house, which, to, actor: commandLine });
    if (done === 'unknown') throw new CommandFailure(`${house} has no line «${line}»: nashra feed lines ${feed}`);
    if (done === 'already') {
      throw new CommandFailure(to === 'keep' ? `«${line}» is kept already` : `«${line}» is not kept`);
    }
    await showHouse(db, house, options);
  });
}

async function houseNamed(db: Db, name: string): Promise<string> {
  const feed = await findFeed(db, name);
  if (feed !== undefined) return houseOf(feed);
  const feeds = await db.selectFrom('feed').select('name').orderBy('name').execute();
  throw new CommandFailure(
    feeds.length === 0
      ? 'no feed was read yet: they appear when `nashra serve` has started once'
      : `there is no feed ${name}; there is ${feeds.map((one) => one.name).join(', ')}`,
  );
}

async function showHouse(db: Db, house: string, options: Json): Promise<void> {
  const report = await reportHouse(db, house);
  print(report, options, () => told(report));
}

function told({ house, stories, titles, watched, lines }: HouseReport): string {
  const facts = `${house}: ${stories} stories read, ${titles} titles and ${lines.length} lines known, ${watched} more counted`;
  if (lines.length === 0) return facts;
  const rows = lines.map((line) => [
    line.id,
    line.state,
    line.stories,
    line.seenAt.toISOString().slice(0, 10),
    line.text,
  ]);
  return [facts, table(rows, ['line', 'state', 'stories', 'last seen', 'text'])].join('\n');
}
