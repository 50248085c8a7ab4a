import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import type { RenderedMessage, SendOutcome } from '../../src/channels/channel.ts';
import { telegramChannel } from '../../src/channels/telegram/send.ts';
import { editReply, sendReply } from '../../src/delivery/lane/send-reply.ts';
import { Pacer } from '../../src/delivery/pacing/pacer.ts';
import { type Rule, startTelegramApi } from '../../src/sandbox/telegram/index.ts';

let now = Date.now();
const api = await startTelegramApi({ clock: () => now });
const channel = telegramChannel({ token: api.token, apiRoot: api.url });
const reader = api.phones.join({ id: 7_000_101, firstName: 'قارئة' });
reader.say('/start');
afterAll(async () => {
  await channel.close();
  await api.close();
});
beforeEach(() => api.behaviours.set([]));

const story: RenderedMessage = { text: '<b>خبر</b>', markup: 'telegram-html' };
const answering = (behaviour: Rule['behaviour'], methods?: string[], times?: number) =>
  api.behaviours.add({
    chats: { kind: 'all' },
    behaviour,
    ...(methods ? { methods } : {}),
    ...(times ? { times } : {}),
  });
const refuse = (code: number, description: string) => ({ kind: 'refuse', code, description }) as const;
/** In all the forms that it takes, each in a slot. */
const account = () => ({ channel, pacer: new Pacer({ rate: 10_000 }) });
const send = (message = story): Promise<SendOutcome> => sendReply(account(), String(reader.id), message);
const edit = (id: string, message: RenderedMessage) => editReply(account(), String(reader.id), id, message);
const last = () => reader.messages.at(-1);

describe('what Telegram answers to a message, and what is made of it', () => {
  const gone: readonly [number, string][] = [
    [400, 'Bad Request: chat not found'],
    [400, 'Bad Request: PEER_ID_INVALID'],
    [400, 'Bad Request: group chat was deleted'],
    [400, 'Bad Request: group is deactivated'],
    [400, 'Bad Request: CHAT_ADMIN_REQUIRED'],
    [400, 'Bad Request: not enough rights to send text messages to the chat'],
    [400, 'Bad Request: need administrator rights in the channel chat'],
    [400, 'Bad Request: CHAT_WRITE_FORBIDDEN'],
    [403, 'Forbidden: bot was blocked by the user'],
    [403, 'Forbidden: user is deactivated'],
    [403, "Forbidden: bot can't initiate conversation with a user"],
    [403, "Forbidden: bot can't send messages to bots"],
    [403, 'Forbidden: bot was kicked from the supergroup chat'],
    [403, 'Forbidden: bot is not a member of the channel chat'],
  ];
  test.each(gone)('%i %s: the reader is gone', async (code, description) => {
    answering(refuse(code, description));
    expect(await send()).toEqual({ kind: 'recipientGone', reason: `${code}: ${description}` });
  });

  test('a group that became a supergroup has moved', async () => {
    answering({ kind: 'migrated', to: -1_009_000_000_001 });
    expect(await send()).toMatchObject({ kind: 'recipientGone', movedTo: '-1009000000001' });
  });

  test.each([
    [400, 'Bad Request: message is too long'],
    [400, 'Bad Request: message text is empty'],
    [400, 'Bad Request: BUTTON_URL_INVALID'],
    [413, 'Request Entity Too Large'],
  ])('%i %s: this message will never be taken', async (code, description) => {
    answering(refuse(code, description));
    expect(await send()).toEqual({ kind: 'rejected', reason: `${code}: ${description}` });
  });

  test('500 Internal Server Error: whose trouble it is cannot be told, tried again', async () => {
    answering(refuse(500, 'Internal Server Error'));
    expect(await send()).toEqual({ kind: 'transient', reason: '500: Internal Server Error' });
  });

  test.each([
    [401, 'Unauthorized'],
    [404, 'Not Found'],
    [409, 'Conflict: terminated by other getUpdates request'],
  ])('%i %s: the account’s trouble, tried again', async (code, description) => {
    answering(refuse(code, description));
    expect(await send()).toEqual({ kind: 'transient', reason: `${code}: ${description}`, scope: 'account' });
  });

  test('429 says how long to wait', async () => {
    answering({ kind: 'flood', retryAfter: 7 });
    expect(await send()).toEqual({ kind: 'rateLimited', retryAfterMs: 7_000, scope: 'account' });
  });

  const unknown: readonly Rule['behaviour'][] = [
    { kind: 'reset', when: 'after' },
    { kind: 'reset', when: 'before' },
    { kind: 'malformed', when: 'after' },
    { kind: 'gateway', status: 502, when: 'after' },
    { kind: 'gateway', status: 504, when: 'before' },
    { kind: 'gateway', status: 504, when: 'after', body: 'json' },
    refuse(502, 'Bad Gateway'),
  ];
  test.each(unknown.map((behaviour) => [JSON.stringify(behaviour), behaviour] as const))(
    '%s: nobody knows',
    async (_, behaviour) => {
      answering(behaviour);
      expect(await send()).toMatchObject({ kind: 'uncertain' });
    },
  );

  test('nobody there: nothing was sent', async () => {
    const nobody = telegramChannel({ token: api.token, apiRoot: 'http://127.0.0.1:9' });
    expect(await nobody.send(String(reader.id), story)).toMatchObject({ kind: 'transient' });
    await nobody.close();
  });

  test('markup that Telegram cannot read: once more as plain text, and that is noted', async () => {
    const outcome = await send({ text: '<b>خبر <i>مائل</b>', markup: 'telegram-html' });
    expect(outcome).toMatchObject({
      kind: 'sent',
      note: expect.stringMatching(/^sent as plain text: .*parse entities/),
    });
    expect(last()?.formatted).toEqual({ text: 'خبر مائل', entities: [] });
  });

  test('plain text that is refused too is tried no third time', async () => {
    answering(refuse(400, "Bad Request: can't parse entities: unsupported start tag"));
    const before = api.statistics().byMethod.sendmessage ?? 0;
    expect(await send()).toMatchObject({ kind: 'rejected' });
    expect((api.statistics().byMethod.sendmessage ?? 0) - before).toBe(2);
  });

  test('a picture that Telegram cannot use, or a caption too long for it: the text alone, and that is noted', async () => {
    const pictured = { ...story, imageUrl: 'https://daraj.media/gone.jpg' };
    answering(refuse(400, 'Bad Request: failed to get HTTP URL content'), ['sendPhoto'], 1);
    expect(await send(pictured)).toMatchObject({
      kind: 'sent',
      note: expect.stringMatching(/^sent without its picture/),
    });
    expect(await send({ ...pictured, text: 'ك'.repeat(1_500) })).toMatchObject({
      kind: 'sent',
      note: expect.any(String),
    });
    expect(last()).toMatchObject({ photos: [], formatted: { text: 'ك'.repeat(1_500) } });
  });

  test('what was refused once is not asked for again with every reader', async () => {
    const asked = (method: string) => api.statistics().byMethod[method] ?? 0;
    const before = { photo: asked('sendphoto'), text: asked('sendmessage') };
    const dead = { ...story, text: 'صورة', imageUrl: 'https://daraj.media/dead.jpg' };
    answering(refuse(400, 'Bad Request: failed to get HTTP URL content'), ['sendPhoto']);
    const broken = { ...story, text: '<b>خبر <u>آخر</b>' };
    for (let readers = 0; readers < 3; readers += 1) {
      expect(await send(dead)).toMatchObject({ note: expect.stringMatching(/^sent without its picture: .*HTTP URL/) });
      expect(await send(broken)).toMatchObject({
        note: expect.stringMatching(/^sent as plain text: .*parse entities/),
      });
      expect(last()?.formatted).toEqual({ text: 'خبر آخر', entities: [] });
    }
    expect(asked('sendphoto') - before.photo).toBe(1);
    expect(asked('sendmessage') - before.text).toBe(7);
  });

  test('a chat that takes no pictures gets the text, the next one the picture', async () => {
    const pictured = { ...story, text: 'مع صورة', imageUrl: 'https://daraj.media/b.jpg' };
    answering(refuse(400, 'Bad Request: not enough rights to send photos to the chat'), ['sendPhoto'], 1);
    expect(await send(pictured)).toMatchObject({
      kind: 'sent',
      note: expect.stringMatching(/^sent without its picture/),
    });
    expect(await send(pictured)).not.toHaveProperty('note');
    expect(last()).toMatchObject({ photos: ['https://daraj.media/b.jpg'] });
  });
});

describe('changing a message', () => {
  const sent = async (message = story) => {
    const outcome = await send(message);
    if (outcome.kind !== 'sent') throw new Error(outcome.kind);
    return outcome.messageId;
  };
  const other: RenderedMessage = { text: '<b>خبر آخر</b>', markup: 'telegram-html' };

  test('done twice it is done once', async () => {
    const id = await sent();
    for (let time = 0; time < 2; time += 1) {
      expect(await edit(id, other)).toEqual({ kind: 'sent', messageId: id });
    }
    expect(last()?.formatted.text).toBe('خبر آخر');
    for (let time = 0; time < 2; time += 1) {
      expect(await channel.delete(String(reader.id), id)).toEqual({ kind: 'sent', messageId: id });
    }
    expect(last()?.deletedAt).not.toBeNull();
  });

  test('a caption is edited as one, whatever the new message would be sent as', async () => {
    const id = await sent({ ...story, imageUrl: 'https://daraj.media/a.jpg' });
    expect(await edit(id, other)).toMatchObject({ kind: 'sent' });
    expect(last()).toMatchObject({ photos: ['https://daraj.media/a.jpg'], formatted: { text: 'خبر آخر' } });
    const plain = await sent();
    const pictured = { ...other, imageUrl: 'https://daraj.media/a.jpg' };
    expect(await edit(plain, pictured)).toMatchObject({ kind: 'sent' });
    expect(last()).toMatchObject({ photos: [], formatted: { text: 'خبر آخر' } });
  });

  test('a caption that is put in place of a shorter one is shortened to what a caption takes', async () => {
    const id = await sent({ ...story, imageUrl: 'https://daraj.media/a.jpg' });
    const long = { ...other, text: 'ك'.repeat(1_500), caption: '<b>خبر آخر</b>' };
    expect(await edit(id, long)).toMatchObject({ kind: 'sent' });
    expect(last()?.formatted.text).toBe('خبر آخر');
    const plain = await sent();
    expect(await edit(plain, long)).toMatchObject({ kind: 'sent' });
    expect(last()?.formatted.text).toBe('ك'.repeat(1_500));
  });

  test('a message that is not there cannot be edited, one that is too old cannot be deleted but edited', async () => {
    expect(await edit('999999999', other)).toMatchObject({ kind: 'unchangeable' });
    const id = await sent();
    now += 49 * 3_600_000;
    expect(await channel.delete(String(reader.id), id)).toMatchObject({ kind: 'unchangeable' });
    expect(await edit(id, other)).toMatchObject({ kind: 'sent' });
  });
});
