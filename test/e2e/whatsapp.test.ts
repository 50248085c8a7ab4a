import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { booksOf } from '../../src/delivery/books.ts';
import type { Person } from '../../src/sandbox/whatsapp/index.ts';
import { runNashra, startNashra } from '../setup/processes.ts';
import { waitFor } from '../setup/wait.ts';
import { editorsGroup } from '../standins/editors-group.ts';
import { karim, salma } from '../standins/whatsapp-web/open.ts';
import { startWhatsAppNewsroom, type WhatsAppNewsroom } from './whatsapp.ts';

async function answer(room: WhatsAppNewsroom, person: Person, words: string): Promise<string> {
  const before = room.said(person).length;
  room.standIn.write(person, words);
  await waitFor(() => room.said(person).length > before, { message: `no answer to «${words}»`, timeoutMs: 30_000 });
  return room.said(person).at(-1) ?? '';
}

async function finished({ newsroom }: WhatsAppNewsroom): Promise<number> {
  const push = await waitFor(
    () => newsroom.database.db.selectFrom('push').select('id').where('state', '=', 'finished').executeTakeFirst(),
    { message: 'the push never finished', timeoutMs: 60_000 },
  );
  return push.id;
}

async function pairedRoom(...settings: Parameters<typeof startWhatsAppNewsroom>) {
  const room = await startWhatsAppNewsroom(...settings);
  const serve = await room.serve();
  await room.until('pairing');
  room.standIn.scan();
  await room.until('ready');
  return { room, serve };
}

/** A pairing is on the disk only some seconds after it was made; a kill before that needs a new one. */
const untilKept = (room: WhatsAppNewsroom) =>
  waitFor(
    async () => {
      const { rows } = await sql<{ old: boolean }>`
        select (status->>'since')::timestamptz < now() - interval '6 seconds' as old from channel_status`.execute(
        room.newsroom.database.db,
      );
      return rows[0]?.old;
    },
    { message: 'the account did not stay linked' },
  );

const crowd = (count: number): Person[] =>
  Array.from({ length: count }, (_, index) => ({
    number: `9617${2_000_000 + index}@c.us`,
    lid: `82${1_000_000 + index}@lid`,
    name: `قارئ ${index}`,
  }));

describe('WhatsApp in serve', () => {
  test('pair by command; people join, get a push with receipts, and leave', async () => {
    const room = await startWhatsAppNewsroom([salma, karim]);
    const { env, newsroom } = room;
    const nobody = await runNashra(['whatsapp', 'pair'], { env });
    expect(nobody.exit).toBe(1);
    expect(nobody.stderr).toContain('no running `serve` keeps the WhatsApp account (whatsapp:main); start one');
    expect((await runNashra(['whatsapp', 'pair', '--number', 'abc'], { env })).exit).toBe(2);

    const serve = await room.serve();
    await room.until('pairing');
    // An account that waits for its phone takes nothing else down.
    expect((await fetch(`${serve.address}/readyz`)).status).toBe(200);
    const findings = async () =>
      JSON.parse((await runNashra(['doctor', '--json'], { env })).stdout) as { part: string }[];
    expect(await findings()).toContainEqual(
      expect.objectContaining({
        part: 'whatsapp account',
        ok: false,
        detail: 'pairing',
        mend: expect.stringMatching(/pair/),
      }),
    );
    const pairing = await startNashra(['whatsapp', 'pair'], { env });
    await waitFor(() => /█.*█/.test(pairing.stdout()), { message: 'no QR code was shown', timeoutMs: 30_000 });
    room.standIn.rotateQr();
    await waitFor(() => pairing.stdout().split('Linked devices').length > 2, {
      message: 'the QR code was not renewed',
    });
    room.standIn.scan();
    expect(await pairing.ended).toBe(0);
    expect(pairing.stdout()).toContain('WhatsApp is linked to +96170000000');
    for (const folder of ['whatsapp', 'whatsapp/main']) {
      expect((await stat(join(env.NASHRA_DATA_DIR ?? '', folder))).mode & 0o777).toBe(0o700);
    }

    expect(await answer(room, salma, 'اشتراك')).toContain('رقم هذه المحادثة مُشفّراً');
    await answer(room, karim, 'اشتراك');
    room.publish('one', 'الحافلة الليلية');
    const id = await finished(room);
    expect((await booksOf(newsroom.database.db, id)).byState).toMatchObject({ sent: 2, failed: 0, uncertain: 0 });
    expect(room.said(salma).at(-1)).toContain('*الحافلة الليلية*');
    await waitFor(
      async () =>
        (await newsroom.database.db.selectFrom('receipt').select('kind').where('kind', '=', 'delivered').execute())
          .length === 2,
      { message: 'the receipts did not come' },
    );
    expect(await answer(room, salma, 'إلغاء')).toContain('أُلغي اشتراككم');

    const status = await runNashra(['whatsapp', 'status', '--json'], { env });
    expect(JSON.parse(status.stdout)).toMatchObject({ lane: 'whatsapp:main', state: 'ready', account: '96170000000' });
    expect(await findings()).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ part: 'whatsapp account', ok: true, detail: 'ready (+96170000000)' }),
        expect.objectContaining({
          part: 'whatsapp pace',
          ok: true,
          detail: expect.stringMatching(/of 10000, this hour/),
        }),
      ]),
    );
    expect((await runNashra(['whatsapp', 'pause'], { env })).stdout).toBe('WhatsApp is paused\n');
    expect((await runNashra(['whatsapp', 'resume'], { env })).exit).toBe(0);
    await room.until('ready');
    // A code is a key to the account, a number a person: neither is in the log.
    expect(serve.stderr()).not.toMatch(/standin-ref|961\d{8}/);
  }, 150_000);

  test('the editors’ room and the log are told once that the account was logged out, and once that it is back', async () => {
    const editorsChat = -1_009_000_000_002;
    const room = await startWhatsAppNewsroom([salma], { channels: { telegram: { rate: 1_000, editorsChat } } });
    const group = editorsGroup(room.newsroom.telegram, editorsChat);
    const told = (words: string) => group.messages.filter(({ formatted }) => formatted.text.includes(words)).length;
    const serve = await room.serve();
    await room.until('pairing');
    room.standIn.scan();
    await room.until('ready');
    // Linked at once: there was nothing to tell.
    expect(group.messages).toHaveLength(0);
    room.standIn.logOut();
    await waitFor(() => told('سُجّل خروج حسابنا') === 1, { message: 'the editors were not told', timeoutMs: 30_000 });
    expect(serve.stderr()).toMatch(/"level":"error".*link it again on \/whatsapp/);
    const metrics = await (await fetch(`${serve.address}/metrics`)).text();
    expect(metrics).toMatch(/nashra_whatsapp_state\{lane="whatsapp:main",state="(loggedOut|starting|pairing)"\} 1/);
    expect((await fetch(`${serve.address}/readyz`)).status).toBe(200);

    // A restart repeats nothing.
    expect(await serve.kill('SIGTERM')).toBe(0);
    await room.serve();
    await room.until('pairing');
    room.standIn.scan();
    await room.until('ready');
    await waitFor(() => told('عاد الحساب إلى العمل') === 1, { message: 'that it is back was not told' });
    expect(group.messages).toHaveLength(2);
  }, 120_000);

  test('kill -9 of serve in mid-push: another instance takes over with nobody missed and nobody twice', async () => {
    const readers = crowd(60);
    const { room, serve } = await pairedRoom(readers);
    room.standIn.onSend = () => ({ kind: 'accept', delayMs: 150, acks: [] });
    await room.subscribe(readers);
    await untilKept(room);
    // It stands by, with the same data folder.
    const second = await room.serve();
    room.publish('one');
    await waitFor(() => room.standIn.sends > 12, { message: 'the push never began', timeoutMs: 40_000 });
    await serve.kill('SIGKILL');
    expect(room.standIn.sends).toBeLessThan(readers.length);
    await room.until('ready');
    const books = await booksOf(room.newsroom.database.db, await finished(room));
    expect(books).toMatchObject({ audience: 60, byState: { sent: 60, uncertain: 0 } });
    expect(readers.map((reader) => room.said(reader).length)).toEqual(readers.map(() => 1));
    expect(await second.kill('SIGTERM')).toBe(0);
    await waitFor(async () => (await room.browsers()).length === 0, { message: 'a browser was left' });
  }, 150_000);

  test('SIGTERM in mid-push ends within ten seconds, leaves no browser, and the next start sends the rest', async () => {
    const readers = crowd(60);
    const { room, serve } = await pairedRoom(readers);
    // The first ten in their time; then no answer comes any more, for longer than a stop may take: half of the messages
    // are with their readers, half are nowhere.
    room.standIn.onSend = (_, index) =>
      index < 10 ? { kind: 'accept', delayMs: 100, acks: [] } : { kind: index % 2 === 0 ? 'silent' : 'drop' };
    await room.subscribe(readers);
    await untilKept(room);
    room.publish('one');
    await waitFor(() => room.standIn.sends > 11, { message: 'the push never began', timeoutMs: 40_000 });
    const asked = Date.now();
    expect(await serve.kill('SIGTERM')).toBe(0);
    expect(Date.now() - asked).toBeLessThan(10_000);
    expect(await room.browsers()).toEqual([]);
    expect(serve.stderr()).not.toContain('was cut short');

    room.standIn.onSend = () => ({ kind: 'accept', acks: [] });
    await room.serve();
    const books = await booksOf(room.newsroom.database.db, await finished(room));
    expect(books).toMatchObject({ audience: 60, byState: { sent: 60, uncertain: 0 } });
    expect(readers.map((reader) => room.said(reader).length)).toEqual(readers.map(() => 1));
  }, 150_000);
});
