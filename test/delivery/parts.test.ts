import { describe, expect, test } from 'vitest';
import type { Channel, RenderedMessage } from '../../src/channels/channel.ts';
import { telegramChannel } from '../../src/channels/telegram/send.ts';
import { missedLine } from '../../src/cli/push-report.ts';
import type { UncertainPolicy } from '../../src/database/schema.ts';
import { booksOf } from '../../src/delivery/books.ts';
import type { LaneContext } from '../../src/delivery/lane/lane-context.ts';
import { Pacer } from '../../src/delivery/pacing/pacer.ts';
import { cancelPush, pausePush, resumePush } from '../../src/delivery/push-control.ts';
import { reportOn } from '../../src/delivery/push-report.ts';
import { sendToMissed } from '../../src/delivery/send-to-missed.ts';
import type { Behaviour, TelegramApiOptions } from '../../src/sandbox/telegram/index.ts';
import { waitFor } from '../setup/wait.ts';
import { chatId } from './audience.ts';
import { useTelegramLane } from './telegram-lane.ts';

const lane = useTelegramLane();
const texts = ['أوّل', 'ثانٍ', 'ثالث'];
const messagesOf = (parts: number): RenderedMessage[] =>
  texts.slice(0, parts).map((text) => ({ text, markup: 'telegram-html' }));

async function start(options: TelegramApiOptions = {}, readers = 1): Promise<void> {
  await lane.start(readers, { unknownChats: 'refused', ...options });
  for (let index = 0; index < readers; index += 1) {
    lane.api.phones.join({ id: chatId(index), firstName: `قارئ ${index}` }).say('/start');
  }
  lane.api.reset();
}

/** What the far end does to the n-th call, once. */
const toCall = (n: number, behaviour: Behaviour) =>
  lane.api.behaviours.add({ chats: { kind: 'everyNth', n }, times: 1, behaviour });

const contextOf = (parts: number, uncertainPolicy: UncertainPolicy): Partial<LaneContext> => ({
  render: async () => ({ messages: messagesOf(parts), uncertainPolicy }),
});

/** A chat's own pace would only make the tests long. */
const hasty = (): Channel => ({ ...lane.channel, chatPace: () => ({ messages: 10, perMs: 50 }) });
const drain = (parts = 2, policy: UncertainPolicy = 'leave', signal?: AbortSignal) =>
  lane.drain({ context: contextOf(parts, policy), channel: hasty(), pacer: new Pacer({ rate: 1_000 }), signal });

async function theOnly(id: number) {
  const { balanced } = await booksOf(lane.db, id);
  expect(balanced).toBe(true);
  return lane.db.selectFrom('delivery').selectAll().where('push_id', '=', id).executeTakeFirstOrThrow();
}

/** The texts that a reader got, in their order, also those that were taken back. */
const got = (index = 0) =>
  (lane.api.phones.person(chatId(index))?.messages ?? [])
    .filter(({ from }) => from.is_bot)
    .map(({ formatted }) => formatted.text);
const idsOf = (ofTexts: readonly string[]) =>
  (lane.api.phones.person(chatId(0))?.messages ?? [])
    .filter(({ from, formatted }) => from.is_bot && ofTexts.includes(formatted.text))
    .map(({ id }) => String(id))
    .join(',');

/** The waits of the ledger, shortened. */
async function becomeDue(): Promise<void> {
  await lane.db.updateTable('delivery').set({ due_at: null }).where('state', '=', 'pending').execute();
  await lane.db.updateTable('lane').set({ blocked_until: null }).execute();
}

interface Play {
  readonly parts?: number;
  readonly policy?: UncertainPolicy;
  /** What the far end does to the second call. */
  readonly second?: Behaviour;
}

/** A holder sends a push and is killed at a point; what the ledger says then. */
async function killedAt(point: string, { parts = 2, policy = 'leave', second }: Play = {}): Promise<number> {
  await start();
  if (second) toCall(2, second);
  const id = await lane.push(point, { uncertain: policy });
  await lane.diesAt(point, texts.slice(0, parts), policy);
  expect((await booksOf(lane.db, id)).balanced).toBe(true);
  return id;
}

/** The next holder takes the lane and sends until nothing waits. */
async function nextHolder({ parts = 2, policy = 'leave' }: Play = {}): Promise<void> {
  await lane.db
    .updateTable('lane')
    .set({ lease_until: new Date(0) })
    .execute();
  for (let round = 0; round < 4; round += 1) {
    expect(await drain(parts, policy)).toBe('drained');
    await becomeDue();
  }
}

describe('a holder of two messages that is killed', () => {
  test.each(['before mark 1', 'after arrived 1', 'before leaving 1', 'after result 1'])(
    '%s: the reader has both once, and the ledger both ids',
    async (point) => {
      const id = await killedAt(point);
      await nextHolder();
      expect(got()).toEqual(['أوّل', 'ثانٍ']);
      expect(await theOnly(id)).toMatchObject({ state: 'sent', message_id: idsOf(texts), rest: null });
    },
  );

  test.each([
    ['after mark 1', []],
    ['before send 1', []],
    ['after send 1', ['أوّل']],
    ['before arrived 1', ['أوّل']],
  ])('%s: nobody can know of the first, so it is uncertain and nothing more leaves', async (point, arrived) => {
    const id = await killedAt(point);
    await nextHolder();
    expect(got()).toEqual(arrived);
    expect(await theOnly(id)).toMatchObject({ state: 'uncertain', message_id: null, rest: null });
  });

  test.each([
    ['after leaving 1', ['أوّل']],
    ['before send 2', ['أوّل']],
    ['after send 2', ['أوّل', 'ثانٍ']],
    ['before result 1', ['أوّل', 'ثانٍ']],
  ])('%s: nobody can know of the second, so it is uncertain, with the id of the first', async (point, arrived) => {
    const id = await killedAt(point);
    expect(await theOnly(id)).toMatchObject({ state: 'sending', message_id: idsOf(['أوّل']), rest: 'left' });
    await nextHolder();
    expect(got()).toEqual(arrived);
    expect(await theOnly(id)).toMatchObject({ state: 'uncertain', message_id: idsOf(['أوّل']), rest: 'left' });
  });

  test.each([
    ['after leaving 1', ['أوّل', 'ثانٍ']],
    ['after send 2', ['أوّل', 'ثانٍ', 'ثانٍ']],
  ])('%s, with the policy «resend»: the second is sent again, the first never', async (point, arrived) => {
    const id = await killedAt(point, { policy: 'resend' });
    await nextHolder({ policy: 'resend' });
    expect(got()).toEqual(arrived);
    expect((await theOnly(id)).message_id?.split(',')).toEqual([idsOf(['أوّل']), idsOf(texts).split(',').at(-1)]);
    expect(await theOnly(id)).toMatchObject({ state: 'sent' });
  });
});

describe('a holder whose second message is refused, and who is killed', () => {
  const waits = { kind: 'flood', retryAfter: 1 } as const;
  const fails = { kind: 'refuse', code: 500, description: 'Internal Server Error' } as const;

  test.each([
    ['after result 1', 'while it waits as long as the far end asked to', waits],
    ['after result 1', 'while it waits for its next try', fails],
    ['before mark 2', 'before its next try is marked', waits],
  ])('%s, %s: the reader has both once', async (point, _, second) => {
    const id = await killedAt(point, { second });
    expect(await theOnly(id)).toMatchObject({ state: 'pending', message_id: idsOf(['أوّل']), rest: 'waits' });
    await becomeDue();
    await nextHolder();
    expect(got()).toEqual(['أوّل', 'ثانٍ']);
    expect(await theOnly(id)).toMatchObject({ state: 'sent', message_id: idsOf(texts) });
  });

  test.each([
    ['before result 1', ['أوّل']],
    ['after mark 2', ['أوّل']],
    ['after send 3', ['أوّل', 'ثانٍ']],
  ])('%s: it may have left, so it is uncertain, with the id of the first', async (point, arrived) => {
    const id = await killedAt(point, { second: waits });
    await nextHolder();
    expect(got()).toEqual(arrived);
    expect(await theOnly(id)).toMatchObject({ state: 'uncertain', message_id: idsOf(['أوّل']), rest: 'left' });
  });
});

describe('a holder of three messages that is killed', () => {
  test.each(['after arrived 2', 'before leaving 2'])('%s: the third follows', async (point) => {
    const id = await killedAt(point, { parts: 3 });
    await nextHolder({ parts: 3 });
    expect(got()).toEqual(texts);
    expect(await theOnly(id)).toMatchObject({ state: 'sent', message_id: idsOf(texts) });
  });

  test('before arrived 2: of the second nobody can know, so the third does not follow', async () => {
    const id = await killedAt('before arrived 2', { parts: 3 });
    await nextHolder({ parts: 3 });
    expect(got()).toEqual(['أوّل', 'ثانٍ']);
    expect(await theOnly(id)).toMatchObject({ state: 'uncertain', message_id: idsOf(['أوّل']), rest: 'left' });
  });
});

describe('a later message', () => {
  const broken = { kind: 'refuse', code: 500, description: 'Internal Server Error' } as const;

  test('that meets a failing server is tried again alone, later each time, and the last time leaves it uncertain', async () => {
    await start();
    const id = await lane.push('5xx');
    lane.api.behaviours.add({ chats: { kind: 'everyNth', n: 2 }, times: 1, behaviour: broken });
    await drain();
    const waiting = await theOnly(id);
    expect(waiting).toMatchObject({ state: 'pending', attempts: 1, message_id: idsOf(['أوّل']), rest: 'waits' });
    expect((waiting.due_at?.getTime() ?? 0) - waiting.changed_at.getTime()).toBe(2_000);
    lane.api.behaviours.set([{ chats: { kind: 'all' }, behaviour: broken }]);
    for (let tries = 2; tries <= 6; tries += 1) {
      await becomeDue();
      await drain();
      expect((await theOnly(id)).attempts).toBe(tries);
    }
    expect(await theOnly(id)).toMatchObject({
      state: 'uncertain',
      message_id: idsOf(['أوّل']),
      rest: 'waits',
      reason: 'part 2 of 2: 500: Internal Server Error (gave up after 6 tries)',
    });
    expect(got()).toEqual(['أوّل']);
    // They lack the rest for certain, so it can be sent to them without doubling anything.
    const report = await reportOn(lane.db, id);
    expect(report && missedLine(report)).toBe(
      `1 missed it (nashra push missed ${id} --list); to send it to the 1 who have only its beginning: nashra push missed ${id} --send`,
    );
    lane.api.behaviours.set([]);
    expect(await sendToMissed(lane.db, { pushId: id, actor: 'rana', which: ['failed'] })).toEqual({
      kind: 'done',
      readers: 1,
    });
    await drain();
    expect(got()).toEqual(['أوّل', 'ثانٍ']);
    expect(await theOnly(id)).toMatchObject({ state: 'sent', message_id: idsOf(texts), rest: null });
  });

  test('that finds no connection is tried again alone', async () => {
    await start();
    const id = await lane.push('refused connection');
    const nowhere = telegramChannel({ token: lane.api.token, apiRoot: 'http://127.0.0.1:9' });
    let calls = 0;
    const channel: Channel = {
      ...hasty(),
      send: (...message) => {
        calls += 1;
        return (calls === 2 ? nowhere : lane.channel).send(...message);
      },
    };
    const context = contextOf(2, 'leave');
    await lane.drain({ context, channel });
    await nowhere.close();
    expect(await theOnly(id)).toMatchObject({
      state: 'pending',
      rest: 'waits',
      reason: 'part 2 of 2: could not connect (ECONNREFUSED)',
    });
    await becomeDue();
    await lane.drain({ context, channel });
    expect(got()).toEqual(['أوّل', 'ثانٍ']);
    expect(await theOnly(id)).toMatchObject({ state: 'sent', message_id: idsOf(texts) });
  });

  test('that the far end asks to wait with leaves after that time, the first once', async () => {
    await start();
    const id = await lane.push('flood');
    toCall(2, { kind: 'flood', retryAfter: 1 });
    await drain();
    expect(await theOnly(id)).toMatchObject({
      state: 'pending',
      attempts: 1,
      uncounted: 1,
      message_id: idsOf(['أوّل']),
    });
    // Also a holder that takes over meanwhile knows of it.
    const { blocked_until } = await lane.db.selectFrom('lane').select('blocked_until').executeTakeFirstOrThrow();
    expect(blocked_until).not.toBeNull();
    await waitFor(async () => (await drain()) === 'drained' && (await theOnly(id)).state === 'sent', {
      message: 'the rest was never sent',
    });
    expect(got()).toEqual(['أوّل', 'ثانٍ']);
    expect(lane.api.statistics()).toMatchObject({ accepted: 2, early: 0, byStatus: { 429: 1 } });
    expect((await theOnly(id)).message_id).toBe(idsOf(texts));
  });

  test.each([
    ['the connection broke', { kind: 'reset', when: 'after' }],
    ['a gateway gave up', { kind: 'gateway', status: 502, when: 'after' }],
  ] as const)('of which nobody knows because %s is left under «leave», with the id of the first', async (_, second) => {
    await start();
    const id = await lane.push('leave');
    toCall(2, second);
    await drain();
    await becomeDue();
    await drain();
    expect(await theOnly(id)).toMatchObject({ state: 'uncertain', message_id: idsOf(['أوّل']), rest: 'left' });
    expect(got()).toEqual(['أوّل', 'ثانٍ']);
  });

  test('of which nobody knows is sent again under «resend», and still not known when that fails', async () => {
    await start();
    const id = await lane.push('resend', { uncertain: 'resend' });
    toCall(2, { kind: 'reset', when: 'after' });
    await drain(2, 'resend');
    lane.api.behaviours.set([{ chats: { kind: 'all' }, times: 1, behaviour: broken }]);
    await becomeDue();
    await drain(2, 'resend');
    expect(await theOnly(id)).toMatchObject({ state: 'pending', message_id: idsOf(['أوّل']), rest: 'left' });
    await becomeDue();
    await drain(2, 'resend');
    expect(got()).toEqual(['أوّل', 'ثانٍ', 'ثانٍ']);
    expect((await theOnly(id)).state).toBe('sent');
  });

  test('that is refused for good, or to a reader who left meanwhile, leaves the first known', async () => {
    await start();
    const gone: number[] = [];
    const context = {
      ...contextOf(2, 'leave'),
      onGone: async (subscriberId: number) => {
        gone.push(subscriberId);
      },
    };
    const id = await lane.push('blocked');
    toCall(2, { kind: 'blocked' });
    await lane.drain({ context, channel: hasty() });
    const delivery = await theOnly(id);
    expect(delivery).toMatchObject({ state: 'uncertain', message_id: idsOf(['أوّل']), rest: 'waits' });
    expect(delivery.reason).toMatch(/^part 2 of 2: 403/);
    expect(gone).toEqual([delivery.subscriber_id]);
  });
});

describe('a push of which a reader has the first message', () => {
  async function begun(): Promise<number> {
    await start();
    const id = await lane.push('begun');
    toCall(2, { kind: 'refuse', code: 500, description: 'Internal Server Error' });
    await drain();
    expect(await theOnly(id)).toMatchObject({ state: 'pending', rest: 'waits' });
    await becomeDue();
    return id;
  }

  test('goes on with the second after a pause', async () => {
    const id = await begun();
    await pausePush(lane.db, { pushId: id, actor: 'rana' });
    await drain();
    expect(got()).toEqual(['أوّل']);
    await resumePush(lane.db, { pushId: id, actor: 'rana' });
    await drain();
    expect(got()).toEqual(['أوّل', 'ثانٍ']);
    expect((await theOnly(id)).state).toBe('sent');
  });

  test('does not end as «excluded» when it is cancelled, or when the reader leaves: the first is there', async () => {
    const cancelled = await begun();
    await cancelPush(lane.db, { pushId: cancelled, actor: 'rana' });
    await drain();
    expect(await theOnly(cancelled)).toMatchObject({ state: 'uncertain', message_id: idsOf(['أوّل']), rest: 'waits' });
    await lane.db.deleteFrom('push').execute();
    const left = await lane.push('left');
    toCall(2, { kind: 'refuse', code: 500, description: 'Internal Server Error' });
    await drain();
    await becomeDue();
    await lane.db.updateTable('subscriber').set({ state: 'left' }).execute();
    await drain();
    const delivery = await theOnly(left);
    expect(delivery).toMatchObject({ state: 'uncertain', rest: 'waits', reason: 'left before sending' });
    expect(delivery.message_id).not.toBeNull();
  });

  test('goes on without the first when the process is asked to stop between the two', async () => {
    await start();
    const id = await lane.push('stop');
    const stop = new AbortController();
    const context = contextOf(2, 'leave');
    // The pace of a chat as it is: a second between the two.
    const draining = lane.drain({ context, signal: stop.signal });
    await waitFor(async () => (await theOnly(id)).rest === 'waits', { message: 'it never began' });
    stop.abort();
    expect(await draining).toBe('stopped');
    expect(await theOnly(id)).toMatchObject({
      state: 'pending',
      attempts: 1,
      uncounted: 1,
      message_id: idsOf(['أوّل']),
    });
    // It may have been put off until its chat is free again.
    await becomeDue();
    await lane.drain({ context });
    expect(got()).toEqual(['أوّل', 'ثانٍ']);
    expect((await theOnly(id)).state).toBe('sent');
  });

  test('stops between the two when it is cancelled there', async () => {
    await start();
    const id = await lane.push('cancelled between');
    const draining = lane.drain({ context: contextOf(2, 'leave') });
    await waitFor(async () => (await theOnly(id)).rest === 'waits', { message: 'it never began' });
    await cancelPush(lane.db, { pushId: id, actor: 'rana' });
    expect(await draining).toBe('drained');
    expect(got()).toEqual(['أوّل']);
    expect(await theOnly(id)).toMatchObject({
      state: 'uncertain',
      message_id: idsOf(['أوّل']),
      rest: 'waits',
      reason: 'part 2 of 2: stopped before it left',
    });
  });

  test('is looked for on channels that can be read: what is not there is sent, and that alone', async () => {
    await start();
    const id = await lane.push('looked for');
    toCall(2, { kind: 'reset', when: 'before' });
    await drain();
    expect(await theOnly(id)).toMatchObject({ state: 'uncertain', message_id: idsOf(['أوّل']), rest: 'left' });
    const looked: string[] = [];
    const channel: Channel = {
      ...hasty(),
      lookFor: async (_, { message }) => {
        looked.push(message.text);
        return { kind: 'notSent' };
      },
    };
    await lane.drain({ context: contextOf(2, 'leave'), channel });
    expect(looked).toEqual(['ثانٍ']);
    expect(got()).toEqual(['أوّل', 'ثانٍ']);
    expect(await theOnly(id)).toMatchObject({ state: 'sent', message_id: idsOf(texts), rest: null });
  });

  test('goes before who has nothing of it yet', async () => {
    const readers = 120;
    await start({}, readers);
    const id = await lane.push('many');
    // Of the first reader's second message: the others' first ones leave in that second.
    let refused = false;
    const order: string[] = [];
    const channel: Channel = {
      ...hasty(),
      async send(address, message, envelope) {
        const isSecond = address === String(chatId(0)) && message.text === 'ثانٍ';
        if (isSecond && !refused) {
          refused = true;
          lane.api.behaviours.add({
            chats: { kind: 'listed', ids: [chatId(0)] },
            times: 1,
            behaviour: { kind: 'flood', retryAfter: 1 },
          });
        }
        const outcome = await lane.channel.send(address, message, envelope);
        if (outcome.kind === 'sent') order.push(`${address} ${message.text}`);
        return outcome;
      },
    };
    await waitFor(
      async () => {
        await lane.drain({ context: contextOf(2, 'leave'), channel, pacer: new Pacer({ rate: 40 }), inFlight: 16 });
        return (await booksOf(lane.db, id)).byState.sent === readers;
      },
      { message: 'not everybody has it', timeoutMs: 30_000 },
    );
    expect(refused).toBe(true);
    expect(order).toHaveLength(2 * readers);
    expect(order.indexOf(`${chatId(0)} ثانٍ`)).toBeLessThan(readers);
  });
});
