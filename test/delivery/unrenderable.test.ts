import { join } from 'node:path';
import { sql } from 'kysely';
import { pino } from 'pino';
import { expect, test } from 'vitest';
import { packageRoot } from '../../src/config/package-root.ts';
import { loadTexts } from '../../src/config/texts.ts';
import { booksOf } from '../../src/delivery/books.ts';
import { resumePush } from '../../src/delivery/push-control.ts';
import { tellOfPaused } from '../../src/serve/paused-notices.ts';
import { pushRenderer } from '../../src/serve/render.ts';
import { testNewsroom } from '../setup/newsroom.ts';
import { useTelegramLane } from './telegram-lane.ts';

const lane = useTelegramLane();
const texts = await loadTexts(join(packageRoot, 'config/newsroom.yaml'));

test('a push that cannot be rendered is paused with its reason, ops and editors are told, and the lane goes on', async () => {
  await lane.start(3);
  const broken = await lane.push('broken', { priority: 1 });
  const sound = await lane.push('sound');
  const { content } = await lane.db
    .selectFrom('push')
    .select('content')
    .where('id', '=', broken)
    .executeTakeFirstOrThrow();
  await sql`update push set content = '{"type": "story", "label": "story", "item": {"title": "قصة"}}' where id = ${broken}`.execute(
    lane.db,
  );
  const logged: string[] = [];
  const log = pino({ level: 'error' }, { write: (line: string) => void logged.push(line) });
  const render = pushRenderer({ db: lane.db, newsroom: testNewsroom(), texts });
  expect(await lane.drain({ context: { log, render } })).toBe('drained');
  expect((await booksOf(lane.db, sound)).byState).toMatchObject({ sent: 3 });
  expect((await booksOf(lane.db, broken)).byState).toMatchObject({ pending: 3, sending: 0 });
  const { state, pause_reason } = await lane.db
    .selectFrom('push')
    .select(['state', 'pause_reason'])
    .where('id', '=', broken)
    .executeTakeFirstOrThrow();
  expect(state).toBe('paused');
  expect(pause_reason).toMatch(/^it cannot be rendered for telegram in «ar»: ./);
  expect(logged.filter((line) => line.includes(`"push":${broken}`))).toHaveLength(1);
  const told: string[] = [];
  await tellOfPaused({
    db: lane.db,
    texts: texts.ar,
    tell: async (words) => {
      told.push(words);
      return 'told';
    },
  });
  expect(told).toEqual([expect.stringContaining(`nashra push resume ${broken}`)]);
  expect(told[0]).toContain(pause_reason);

  // Mended, it goes on.
  await lane.db
    .updateTable('push')
    .set({ content: JSON.stringify(content) })
    .where('id', '=', broken)
    .execute();
  await resumePush(lane.db, { pushId: broken, actor: 'rana' });
  await lane.drain({ context: { log, render } });
  expect((await booksOf(lane.db, broken)).byState).toMatchObject({ sent: 3 });
});
