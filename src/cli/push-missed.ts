import { once } from 'node:events';
import type { Db } from '../database/database.ts';
import { eachMissed, type MissedReader } from '../delivery/missed.ts';
import type { Json } from './output.ts';

const perLine = 12;

/** Lists who did not get a push, by numbers that lead to nobody outside the record: by reason, or a line of JSON each. */
export async function listMissed(db: Db, id: number, { json }: Json): Promise<'listed' | 'no such push'> {
  const push = await db
    .selectFrom('push')
    .select(['id', 'revision', 'expires_after'])
    .where('id', '=', id)
    .executeTakeFirst();
  if (!push) return 'no such push';
  const lines = json ? jsonLines : byReason();
  await eachMissed(db, push, async (readers) => {
    if (!process.stdout.write(lines(readers))) await once(process.stdout, 'drain');
  });
  return 'listed';
}

function jsonLines(readers: readonly MissedReader[]): string {
  return readers.map(({ alike: _, ...reader }) => `${JSON.stringify(reader)}\n`).join('');
}

/** A heading for each reason, with its readers below. */
function byReason(): (readers: readonly MissedReader[]) => string {
  let last = '';
  return (readers) => {
    const lines: string[] = [];
    let numbers: number[] = [];
    const endLine = () => {
      if (numbers.length > 0) lines.push(`  ${numbers.join(' ')}\n`);
      numbers = [];
    };
    for (const { reader, state, reason, alike } of readers) {
      const heading = `${alike} ${state}: ${reason ?? 'no reason given'}\n`;
      if (heading !== last || numbers.length === perLine) endLine();
      if (heading !== last) lines.push(heading);
      last = heading;
      numbers.push(reader);
    }
    endLine();
    return lines.join('');
  };
}
