import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { packageRoot } from '../../src/config/package-root.ts';
import { loadTexts } from '../../src/config/texts.ts';
import { ensureLane } from '../../src/delivery/lane/lease.ts';
import { pausePush, resumePush } from '../../src/delivery/push-control.ts';
import { tellOfLost } from '../../src/serve/lost-notices.ts';
import { tellOfPaused } from '../../src/serve/paused-notices.ts';
import { markLost, syncDestinations } from '../../src/subscribers/destinations.ts';
import { approvedPush, book } from '../delivery/audience.ts';
import { useDatabase } from '../setup/migrated.ts';

const database = useDatabase();
const texts = (await loadTexts(join(packageRoot, 'config/newsroom.yaml'))).ar;

test('a push that stops again while editors are told of it is told of again, with its other reason', async () => {
  const { db } = database;
  const pushId = await approvedPush(db, randomUUID());
  const stop = (reason: string) => pausePush(db, { pushId, actor: 'breaker', reason, tell: 'editors' });
  await stop('401: Unauthorized');
  const told: string[] = [];
  const look = () =>
    tellOfPaused({
      db,
      texts,
      tell: async (words) => {
        told.push(words);
        if (told.length === 1) {
          await resumePush(db, { pushId, actor: 'rana' });
          await stop('400: message text is empty');
        }
        return 'told';
      },
    });
  await look();
  await look();
  await look();
  expect(told).toHaveLength(2);
  expect(told[0]).toContain('401: Unauthorized');
  expect(told[1]).toContain('400: message text is empty');
});

test('a channel of the newsroom that is lost is told of once, after a failure too, and again when it was found in between', async () => {
  const { db } = database;
  const id = await ensureLane(db, 'telegram:1', 'telegram');
  await syncDestinations(db, book, { id, channel: 'telegram' }, [
    { chat: '@daraj_media', editions: ['breaking'], language: 'ar' },
  ]);
  const { id: subscriberId } = await db.selectFrom('subscriber').select('id').executeTakeFirstOrThrow();
  const told: string[] = [];
  let answer: 'told' | 'failed' = 'failed';
  const tell = async (words: string) => {
    told.push(words);
    return answer;
  };
  const look = () => tellOfLost({ db, texts, tell, addresses: book });
  await markLost(db, subscriberId, '403: Forbidden: bot was kicked from the channel chat');
  await look();
  answer = 'told';
  await look();
  await markLost(db, subscriberId, '403: Forbidden: bot was kicked from the channel chat');
  await look();
  expect(told).toHaveLength(2);
  expect(told[1]).toContain('@daraj_media');
  expect(told[1]).toContain('bot was kicked');
  const pushId = await approvedPush(db, randomUUID());
  await db
    .insertInto('delivery')
    .values({ push_id: pushId, subscriber_id: subscriberId, lane_id: id, state: 'sent' })
    .execute();
  await look();
  await markLost(db, subscriberId, '403: Forbidden: bot is not a member of the channel chat');
  await look();
  await look();
  expect(told).toHaveLength(3);
  expect(told[2]).toContain('not a member');
});
