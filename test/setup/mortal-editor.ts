import { writeSync } from 'node:fs';
import type { KyselyPlugin } from 'kysely';
import { openDatabase } from '../../src/database/database.ts';
import { cancelPush } from '../../src/delivery/push-control.ts';

/**
 * Cancels a push, as a process of its own, until it has come to the point that `POINT` names: there it ends itself by
 * SIGKILL. Points are `before` and `after` each chunk of readers that is set aside, counted: `before 1`, `after 3`.
 */
const { POINT = '', DATABASE_URL = '', PUSH = '' } = process.env;

function passes(point: string): void {
  if (point !== POINT) return;
  writeSync(1, point);
  process.kill(process.pid, 'SIGKILL');
}

let chunks = 0;
const mortal: KyselyPlugin = {
  transformQuery({ node }) {
    const text = node.kind === 'RawNode' ? node.sqlFragments.join('?') : '';
    // What follows a chunk is asked for when that is committed.
    passes(`after ${chunks}`);
    if (/update delivery d set/.test(text)) {
      chunks += 1;
      passes(`before ${chunks}`);
    }
    return node;
  },
  transformResult: async ({ result }) => result,
};

const handle = openDatabase(DATABASE_URL, { onError: () => {} });
await cancelPush(handle.db.withPlugin(mortal), { pushId: Number(PUSH), actor: 'test' });
await handle.close();
