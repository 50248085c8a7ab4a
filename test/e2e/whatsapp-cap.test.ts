import { expect, test } from 'vitest';
import { booksOf } from '../../src/delivery/books.ts';
import { runNashra } from '../setup/processes.ts';
import { waitFor } from '../setup/wait.ts';
import { editorsGroup } from '../standins/editors-group.ts';
import { channel, startWhatsAppNewsroom } from './whatsapp.ts';

const editorsChat = -1_009_000_000_003;
const rana = { id: 710_000_101, firstName: 'رنا', languageCode: 'ar' };
const readers = Array.from({ length: 12 }, (_, index) => ({
  number: `9617${3_000_000 + index}@c.us`,
  lid: `83${1_000_000 + index}@lid`,
  name: `قارئ ${index}`,
}));

test('a push that is larger than today’s cap says so before it is approved, and can go to the Channel instead', async () => {
  const room = await startWhatsAppNewsroom(readers, {
    mode: 'review',
    whatsapp: { perDay: 5, destinations: [{ chat: channel.id, editions: ['breaking'] }] },
    channels: { telegram: { rate: 1_000, editorsChat, editors: [rana.id] } },
  });
  const { newsroom, env } = room;
  newsroom.telegram.phones.join(rana);
  const group = editorsGroup(newsroom.telegram, editorsChat, [rana.id]);
  await room.serve();
  await room.until('pairing');
  room.standIn.scan();
  await room.until('ready');
  await room.subscribe(readers);
  room.publish('large', 'الحافلة الليلية');
  const shown = await waitFor(() => group.messages.find(({ formatted }) => formatted.text.includes('الحافلة')), {
    message: 'the proposal was not shown',
    timeoutMs: 30_000,
  });
  expect(shown.formatted.text).toContain('قرّاؤها على واتساب: 12');
  expect(shown.formatted.text).toContain('المتاح منه اليوم: 5');
  expect(shown.formatted.text).toContain('مدّة الإرسال إليهم جميعاً: 3 أيام');
  const { id } = await newsroom.database.db.selectFrom('push').select('id').executeTakeFirstOrThrow();
  expect(shown.formatted.text).toContain('مهلة الإرسال أقصر من ذلك: يومان');
  const line =
    'WhatsApp: 12 readers, but only 5 more may be written to today; all would have it in 3 days, but what is not sent within 2 days is not sent any more';
  expect((await runNashra(['push', 'show', String(id)], { env })).stdout).toContain(line);
  expect(JSON.parse((await runNashra(['push', 'show', String(id), '--json'], { env })).stdout)).toMatchObject({
    whatsapp: { readers: 12, today: 5, days: 3, channel: 'there' },
  });

  group.press(rana.id, shown.id, `decide:${id}:channel:0`);
  await waitFor(() => room.standIn.history.of(channel.id).length === 1, {
    message: 'the post did not come to the Channel',
    timeoutMs: 30_000,
  });
  const first = await waitFor(
    () => newsroom.database.db.selectFrom('push').select('id').where('state', '=', 'finished').executeTakeFirst(),
    { message: 'the push did not end', timeoutMs: 30_000 },
  );
  expect(await booksOf(newsroom.database.db, first.id)).toMatchObject({ audience: 1, byState: { sent: 1 } });
  expect(readers.flatMap((reader) => room.said(reader))).toEqual([]);

  // The same from the command line: said before it is approved; everybody then gets it, in as many days as that takes.
  room.publish('second', 'الجسر القديم');
  const second = await waitFor(
    () => newsroom.database.db.selectFrom('push').select('id').where('state', '=', 'proposed').executeTakeFirst(),
    { message: 'the second proposal was not made', timeoutMs: 30_000 },
  );
  const approved = await runNashra(['push', 'approve', String(second.id)], { env });
  expect(approved.exit).toBe(0);
  expect(approved.stderr).toContain('only 4 more may be written to today');
  await waitFor(async () => (await booksOf(newsroom.database.db, second.id)).byState.sent === 4, {
    message: 'today’s share was not sent',
    timeoutMs: 30_000,
  });
  expect((await booksOf(newsroom.database.db, second.id)).byState.pending).toBe(9);
}, 150_000);
