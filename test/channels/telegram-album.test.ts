import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Channel, RenderedMessage, SendOutcome } from '../../src/channels/channel.ts';
import { telegramChannel } from '../../src/channels/telegram/send.ts';
import { sendReply } from '../../src/delivery/lane/send-reply.ts';
import { Pacer } from '../../src/delivery/pacing/pacer.ts';
import { type Rule, startTelegramApi } from '../../src/sandbox/telegram/index.ts';

let now = Date.now();
const api = await startTelegramApi({ clock: () => now });
const channel = telegramChannel({ token: api.token, apiRoot: api.url });
const reader = api.phones.join({ id: 7_000_201, firstName: 'قارئة' });
reader.say('/start');
afterAll(async () => {
  await channel.close();
  await api.close();
});
beforeEach(() => {
  api.behaviours.set([]);
  api.reset();
});

const address = String(reader.id);
let stories = 0;
/** A story that nothing is known of yet. */
const essay = (changes: Partial<RenderedMessage> = {}): RenderedMessage => {
  stories += 1;
  return {
    text: `<b><a href="https://daraj.media/${stories}">قصة ${stories}</a></b>`,
    markup: 'telegram-html',
    imageUrl: `https://daraj.media/${stories}/lead.jpg`,
    morePictures: [`https://daraj.media/${stories}/two.jpg`, `https://daraj.media/${stories}/three.jpg`],
    ...changes,
  };
};
/** In all the forms that it takes, each in a slot. */
const sendOver = (over: Channel, to: string, message: RenderedMessage): Promise<SendOutcome> =>
  sendReply({ channel: over, pacer: new Pacer({ rate: 10_000 }) }, to, message);
const send = (message: RenderedMessage) => sendOver(channel, address, message);
async function idOf(message: RenderedMessage): Promise<string> {
  const outcome = await send(message);
  if (outcome.kind !== 'sent') throw new Error(outcome.kind);
  return outcome.messageId;
}
const refusing = (description: string, methods: string[], times?: number) =>
  api.behaviours.add({
    chats: { kind: 'all' },
    methods,
    behaviour: { kind: 'refuse', code: 400, description },
    ...(times ? { times } : {}),
  });
const asked = (method: string) => api.statistics().byMethod[method.toLowerCase()] ?? 0;
const lastThree = () => reader.messages.slice(-3);

describe('a story with several pictures', () => {
  test('is an album with its text, and the link in it, under the first', async () => {
    const message = essay({ silent: true });
    const outcome = await send(message);
    const messages = lastThree();
    expect(outcome).toEqual({ kind: 'sent', messageId: messages.map(({ id }) => id).join('+') });
    expect(messages.map(({ photos }) => photos[0])).toEqual([message.imageUrl, ...(message.morePictures ?? [])]);
    expect(messages.map(({ formatted }) => formatted.text)).toEqual([`قصة ${stories}`, '', '']);
    expect(messages[0]?.formatted.entities).toContainEqual(expect.objectContaining({ type: 'text_link' }));
    expect(new Set(messages.map(({ album }) => album)).size).toBe(1);
    expect(messages.map(({ sound }) => sound)).toEqual(['silent', 'silent', 'silent']);
    expect(asked('sendMediaGroup')).toBe(1);
  });

  test('counts as so many messages, also as a paid broadcast', async () => {
    expect(channel.countOf?.(essay(), address)).toBe(3);
    expect(channel.countOf?.(essay({ morePictures: [] }), address)).toBe(1);
    api.limits = { paid: { perSecond: 100 } };
    await send(essay({ fare: 'paid' }));
    expect(api.statistics()).toMatchObject({ accepted: 3, stars: 0.3 });
    api.limits = {};
  });

  test('goes as one picture where it carries buttons, which no album does', async () => {
    const message = essay({ buttons: [[{ label: 'نشر', action: 'a' }]] });
    expect(channel.countOf?.(message, address)).toBe(1);
    await send(message);
    expect(reader.messages.at(-1)).toMatchObject({ photos: [message.imageUrl], album: null });
    expect(reader.messages.at(-1)?.keyboard?.inline_keyboard).toHaveLength(1);
  });

  test('whose markup cannot be read is sent with plain words', async () => {
    const outcome = await send(essay({ text: '<b>خبر <u>مائل</b>' }));
    expect(outcome).toMatchObject({ note: expect.stringMatching(/^sent as plain text/) });
    expect(lastThree()[0]?.formatted).toEqual({ text: 'خبر مائل', entities: [] });
  });
});

describe('an album that Telegram does not take', () => {
  test.each([
    'failed to send message #2 with the error message "WEBPAGE_CURL_FAILED"',
    'failed to send message #1 with the error message "Wrong file identifier/HTTP URL specified"',
    'failed to send message #3 with the error message "SOMETHING_NEW"',
    'failed to get HTTP URL content',
    'WEBPAGE_MEDIA_EMPTY',
    'MEDIA_EMPTY',
    'MEDIA_INVALID',
    'group send failed',
  ])('%s: it goes as its first picture, and no other reader’s album is asked for', async (description) => {
    refusing(`Bad Request: ${description}`, ['sendMediaGroup']);
    const message = essay();
    for (let readers = 0; readers < 3; readers += 1) {
      expect(await send(message)).toMatchObject({ kind: 'sent', note: expect.stringMatching(/^sent as one picture/) });
      expect(reader.messages.at(-1)).toMatchObject({ photos: [message.imageUrl], album: null });
    }
    expect([asked('sendMediaGroup'), asked('sendPhoto'), asked('sendMessage')]).toEqual([1, 3, 0]);
    expect(channel.countOf?.(message, address)).toBe(1);
  });

  test('and whose first picture it does not take either: the text', async () => {
    refusing('Bad Request: group send failed', ['sendMediaGroup']);
    refusing('Bad Request: wrong type of the web page content', ['sendPhoto']);
    const message = essay();
    for (let readers = 0; readers < 3; readers += 1) {
      expect(await send(message)).toMatchObject({ note: expect.stringMatching(/^sent without its picture/) });
      expect(reader.messages.at(-1)).toMatchObject({ photos: [], formatted: { text: `قصة ${stories}` } });
    }
    expect([asked('sendMediaGroup'), asked('sendPhoto'), asked('sendMessage')]).toEqual([1, 1, 3]);
  });

  test('in one chat, which takes no pictures, is one in the next', async () => {
    refusing('Bad Request: not enough rights to send photos to the chat', ['sendMediaGroup'], 1);
    const message = essay();
    expect(await send(message)).toMatchObject({ note: expect.stringMatching(/^sent without its picture/) });
    expect([asked('sendMediaGroup'), asked('sendPhoto'), asked('sendMessage')]).toEqual([1, 0, 1]);
    expect(await send(message)).not.toHaveProperty('note');
    expect(lastThree().every(({ album }) => album !== null)).toBe(true);
  });

  test('because the text is longer than a caption may be: the text alone', async () => {
    const outcome = await send(essay({ text: 'ك'.repeat(1_500) }));
    expect(outcome).toMatchObject({ kind: 'sent', note: expect.stringMatching(/caption is too long/) });
    expect(reader.messages.at(-1)).toMatchObject({ photos: [], formatted: { text: 'ك'.repeat(1_500) } });
  });

  test('because the reader is gone, or for its pace, or perhaps in part, is none of the pictures’ fault', async () => {
    const outcomes: readonly [string, string][] = [
      ['Bad Request: failed to send message #1 with the error message "CHAT_WRITE_FORBIDDEN"', 'recipientGone'],
      ['Bad Request: failed to send message #1 with the error message "Too Many Requests: retry after 8"', 'uncertain'],
    ];
    for (const [description, kind] of outcomes) {
      refusing(description, ['sendMediaGroup'], 1);
      expect(await send(essay())).toMatchObject({ kind });
    }
    expect([asked('sendPhoto'), asked('sendMessage')]).toEqual([0, 0]);
  });

  test('for its pace again and again, each wait kept, goes as one picture', async () => {
    const message = essay();
    const flood = () =>
      api.behaviours.set([
        { chats: { kind: 'all' }, methods: ['sendMediaGroup'], behaviour: { kind: 'flood', retryAfter: 1 } },
      ]);
    flood();
    const waited = async () => {
      await new Promise((resolve) => setTimeout(resolve, 1_010));
      return send(message);
    };
    // Two on their way together are told together.
    const [one, two] = await Promise.all([send(message), send(message)]);
    expect([one?.kind, two?.kind]).toEqual(['rateLimited', 'rateLimited']);
    expect(await waited()).toMatchObject({ kind: 'rateLimited', retryAfterMs: 1_000 });
    expect(await waited()).toMatchObject({ kind: 'rateLimited' });
    expect(await waited()).toMatchObject({
      kind: 'sent',
      note: expect.stringMatching(/^sent as one picture: .*retry/),
    });

    const other = essay();
    for (let round = 0; round < 4; round += 1) {
      flood();
      expect(await send(other)).toMatchObject({ kind: 'rateLimited' });
      api.behaviours.set([]);
      // In between it got through: nothing speaks against it.
      expect(await send(other)).not.toHaveProperty('note');
    }
  });

  test.each<Rule['behaviour']>([
    { kind: 'reset', when: 'after' },
    { kind: 'malformed', when: 'after' },
    { kind: 'gateway', status: 502, when: 'after' },
  ])('$kind: nobody knows whether it was sent', async (behaviour) => {
    api.behaviours.add({ chats: { kind: 'all' }, behaviour });
    expect(await send(essay())).toMatchObject({ kind: 'uncertain' });
    expect(asked('sendPhoto')).toBe(0);
  });
});

describe('pictures that are fetched', () => {
  let server: Server;
  let base: string;
  beforeAll(async () => {
    server = createServer((request, response) => {
      const isPicture = request.url?.endsWith('.jpg') ?? false;
      response.writeHead(200, { 'content-type': isPicture ? 'image/jpeg' : 'text/html' }).end('x');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => server.close());

  test('by the server: one that is a page makes the album one picture', async () => {
    const fetching = await startTelegramApi({ pictures: 'fetched', unknownChats: 'accepted' });
    const bot = telegramChannel({ token: fetching.token, apiRoot: fetching.url });
    const message = essay({ imageUrl: `${base}/a.jpg`, morePictures: [`${base}/b.jpg`, `${base}/c.html`] });
    expect(await sendOver(bot, '5', message)).toEqual({
      kind: 'sent',
      messageId: expect.stringMatching(/^\d+$/),
      note: 'sent as one picture: Bad Request: failed to send message #3 with the error message "Wrong type of the web page content"',
    });
    expect(await sendOver(bot, '5', { ...message, morePictures: [`${base}/b.jpg`] })).toEqual({
      kind: 'sent',
      messageId: expect.stringMatching(/^\d+\+\d+$/),
    });
    await bot.close();
    await fetching.close();
  });
});

describe('changing an album', () => {
  const other: RenderedMessage = { text: '<b>خبر آخر</b>', markup: 'telegram-html' };

  test('puts the words under its first picture, done twice once', async () => {
    const id = await idOf(essay());
    for (let time = 0; time < 2; time += 1) {
      expect(await channel.edit(address, id, other)).toEqual({ kind: 'sent', messageId: id });
    }
    expect(lastThree().map(({ formatted }) => formatted.text)).toEqual(['خبر آخر', '', '']);
    expect(asked('editMessageText')).toBe(0);
  });

  test('takes all its pictures back, done twice once', async () => {
    const id = await idOf(essay());
    for (let time = 0; time < 2; time += 1) {
      expect(await channel.delete(address, id)).toEqual({ kind: 'sent', messageId: id });
    }
    expect(lastThree().every(({ deletedAt }) => deletedAt !== null)).toBe(true);
    expect(asked('deleteMessages')).toBe(2);
  });

  test('of which some pictures are gone already takes the rest back', async () => {
    const id = await idOf(essay());
    await channel.delete(address, id.split('+')[1] ?? '');
    expect(await channel.delete(address, id)).toMatchObject({ kind: 'sent' });
    expect(lastThree().every(({ deletedAt }) => deletedAt !== null)).toBe(true);
  });

  test('that is too old to be deleted leaves it whole', async () => {
    const id = await idOf(essay());
    now += 49 * 3_600_000;
    expect(await channel.delete(address, id)).toMatchObject({ kind: 'unchangeable' });
    expect(lastThree().every(({ deletedAt }) => deletedAt === null)).toBe(true);
  });
});
