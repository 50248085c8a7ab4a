import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Bot, GrammyError, HttpError, InlineKeyboard, InputFile, InputMediaBuilder, webhookCallback } from 'grammy';
import { afterEach, describe, expect, test } from 'vitest';
import { startTelegramApi, type TelegramApi, type TelegramApiOptions } from '../../src/sandbox/telegram/index.ts';
import { untilHolds } from '../setup/wait.ts';

const cleanups: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

async function start(options: TelegramApiOptions = {}): Promise<{ api: TelegramApi; bot: Bot }> {
  const api = await startTelegramApi(options);
  cleanups.push(() => api.close());
  return { api, bot: new Bot(api.token, { client: { apiRoot: api.url } }) };
}

/** Long polling, as the product does it. */
async function poll(bot: Bot): Promise<void> {
  await bot.init();
  const running = bot.start();
  cleanups.push(async () => {
    await bot.stop();
    await running;
  });
}

const salma = { id: 501, firstName: 'سلمى', languageCode: 'ar', username: 'salma' };

async function refusal(call: Promise<unknown>): Promise<{ code: number; description: string; parameters: object }> {
  const error = await call.then(
    () => null,
    (caught: unknown) => caught,
  );
  if (!(error instanceof GrammyError)) throw new Error(`expected a refusal, got ${String(error)}`);
  return { code: error.error_code, description: error.description, parameters: error.parameters };
}

describe('a conversation through long polling', () => {
  test('the bot hears a command, answers it, and the answer is on the phone', async () => {
    const { api, bot } = await start();
    bot.command('start', (ctx) => ctx.reply(`<b>أهلًا</b> ${ctx.from?.first_name}`, { parse_mode: 'HTML' }));
    const person = api.phones.join(salma);
    await poll(bot);
    person.say('/start');
    await untilHolds(() => expect(person.messages).toHaveLength(2));
    const [, answer] = person.messages;
    expect(answer?.formatted).toEqual({ text: 'أهلًا سلمى', entities: [{ type: 'bold', offset: 0, length: 5 }] });
    expect(answer?.sent).toEqual({ text: '<b>أهلًا</b> سلمى', parseMode: 'HTML' });
  });

  test('a button is pressed, the message edited, the press answered', async () => {
    const { api, bot } = await start();
    bot.command('start', (ctx) =>
      ctx.reply('أي المواضيع؟', {
        reply_markup: new InlineKeyboard().text('سياسة', 'topic:politics').url('الموقع', 'https://example.org'),
      }),
    );
    bot.callbackQuery('topic:politics', async (ctx) => {
      await ctx.answerCallbackQuery({ text: 'تم', show_alert: true });
      await ctx.editMessageText('اخترت السياسة');
    });
    const person = api.phones.join(salma);
    await poll(bot);
    person.say('/start');
    await untilHolds(() => expect(person.messages).toHaveLength(2));
    const question = person.messages[1];
    const press = person.press(question?.id ?? 0, 'سياسة');
    expect(await press.answered).toEqual({ text: 'تم', alert: 'yes', url: null });
    await untilHolds(() => expect(person.messages[1]?.formatted.text).toBe('اخترت السياسة'));
    expect(person.messages[1]?.keyboard).toBeNull();
    expect(person.messages[1]?.editedAt).not.toBeNull();
    expect(() => person.press(question?.id ?? 0, 'سياسة')).toThrow('no button');
  });

  test('blocking and unblocking reach the bot, and sends in between are refused', async () => {
    const { api, bot } = await start();
    const statuses: string[] = [];
    bot.on('my_chat_member', (ctx) => {
      statuses.push(ctx.myChatMember.new_chat_member.status);
    });
    const person = api.phones.join(salma);
    person.say('/start');
    await poll(bot);
    person.block();
    await untilHolds(() => expect(statuses).toEqual(['kicked']));
    expect(await refusal(bot.api.sendMessage(salma.id, 'خبر'))).toMatchObject({
      code: 403,
      description: 'Forbidden: bot was blocked by the user',
    });
    person.say('/start');
    await untilHolds(() => expect(statuses).toEqual(['kicked', 'member']));
    await bot.api.sendMessage(salma.id, 'خبر');
  });

  test('updates are confirmed by the next offset and not seen twice', async () => {
    const { api, bot } = await start();
    const person = api.phones.join(salma);
    person.say('١');
    person.say('٢');
    const first = await bot.api.getUpdates();
    expect(first.map((update) => update.message?.text)).toEqual(['١', '٢']);
    expect(await bot.api.getUpdates()).toEqual(first);
    const [one] = first;
    expect(await bot.api.getUpdates({ offset: (one?.update_id ?? 0) + 1 })).toEqual(first.slice(1));
    expect(await bot.api.getUpdates({ offset: -1 })).toEqual(first.slice(1));
  });

  test('a waiting poll is answered by the message that comes', async () => {
    const { api, bot } = await start();
    const waiting = bot.api.getUpdates({ timeout: 50 });
    await untilHolds(() => expect(api.statistics().inFlight).toBe(1));
    api.phones.join(salma).say('مرحبًا');
    expect((await waiting)[0]?.message?.text).toBe('مرحبًا');
  });

  test('of two pollers the older one is turned out', async () => {
    const { api, bot } = await start();
    const older = refusal(bot.api.getUpdates({ timeout: 50 }));
    await untilHolds(() => expect(api.statistics().inFlight).toBe(1));
    const newer = bot.api.getUpdates({ timeout: 50 });
    expect(await older).toMatchObject({
      code: 409,
      description: expect.stringContaining('terminated by other getUpdates'),
    });
    api.phones.join(salma).say('مرحبًا');
    expect(await newer).toHaveLength(1);
  });

  test('only the kinds asked for are kept', async () => {
    const { api, bot } = await start();
    await bot.api.getUpdates({ allowed_updates: ['callback_query'] });
    api.phones.join(salma).say('لا يصل');
    expect(await bot.api.getUpdates()).toEqual([]);
  });
});

describe('a webhook', () => {
  test('carries updates with the secret, and getUpdates is refused meanwhile', async () => {
    const { api, bot } = await start();
    bot.command('start', (ctx) => ctx.reply('أهلًا'));
    const handler = webhookCallback(bot, 'http', { secretToken: 'a-secret' });
    const server = createServer((request, response) => void handler(request, response));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    cleanups.push(async () => {
      server.closeAllConnections();
      server.close();
    });
    const { port } = server.address() as AddressInfo;
    const url = `http://127.0.0.1:${port}/hook`;
    await bot.api.setWebhook(url, { secret_token: 'a-secret' });
    expect(await refusal(bot.api.getUpdates())).toMatchObject({
      code: 409,
      description: expect.stringContaining('webhook is active'),
    });
    const person = api.phones.join(salma);
    person.say('/start');
    await untilHolds(() => expect(person.messages).toHaveLength(2));
    await untilHolds(async () =>
      expect(await bot.api.getWebhookInfo()).toMatchObject({ url, pending_update_count: 0 }),
    );
    await bot.api.deleteWebhook();
    expect(await bot.api.getUpdates()).toEqual([]);
  });

  test('an update is tried again until it is taken', async () => {
    const { api, bot } = await start();
    let calls = 0;
    const server = createServer((request, response) => {
      request.resume();
      calls++;
      response.statusCode = calls < 3 ? 500 : 200;
      response.end();
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    cleanups.push(async () => {
      server.closeAllConnections();
      server.close();
    });
    await bot.api.setWebhook(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
    api.phones.join(salma).say('خبر');
    await untilHolds(async () => expect(await bot.api.getWebhookInfo()).toMatchObject({ pending_update_count: 0 }));
    expect(calls).toBe(3);
  });
});

describe('what Telegram refuses', () => {
  test.each([
    ['an unclosed tag', '<b>خبر', `can't parse entities: Can't find end tag corresponding to start tag "b"`],
    ['a tag it does not have', 'خبر <p>', `can't parse entities: Unsupported start tag "p" at byte offset 7`],
    ['nothing to say', '  \n ', 'message text is empty'],
    ['a text over 4096', 'خ'.repeat(4_097), 'message is too long'],
  ])('%s', async (_name, text, reason) => {
    const { api, bot } = await start();
    api.phones.join(salma).say('/start');
    expect(await refusal(bot.api.sendMessage(salma.id, text, { parse_mode: 'HTML' }))).toMatchObject({
      code: 400,
      description: `Bad Request: ${reason}`,
    });
  });

  test('chats that are not there, did not start, left, moved', async () => {
    const { api, bot } = await start();
    expect((await refusal(bot.api.sendMessage(404, 'خبر'))).description).toBe('Bad Request: chat not found');
    const person = api.phones.join(salma);
    expect((await refusal(bot.api.sendMessage(salma.id, 'خبر'))).description).toBe(
      "Forbidden: bot can't initiate conversation with a user",
    );
    person.deactivate();
    expect((await refusal(bot.api.sendMessage(salma.id, 'خبر'))).description).toBe('Forbidden: user is deactivated');
    const group = api.phones.group({ id: -700, title: 'التحرير', type: 'group', members: [salma.id], bot: 'member' });
    group.migrate(-1_000_000_000_700);
    expect(await refusal(bot.api.sendMessage(-700, 'خبر'))).toEqual({
      code: 400,
      description: 'Bad Request: group chat was upgraded to a supergroup chat',
      parameters: { migrate_to_chat_id: -1_000_000_000_700 },
    });
    await bot.api.sendMessage(-1_000_000_000_700, 'خبر');
  });

  test('a wrong token, and a method it does not know', async () => {
    const { api } = await start();
    const stranger = new Bot('123:not-the-token', { client: { apiRoot: api.url } });
    expect(await refusal(stranger.api.getMe())).toMatchObject({ code: 401, description: 'Unauthorized' });
    const response = await fetch(`${api.url}/bot${api.token}/brewCoffee`, { method: 'POST' });
    expect(response.status).toBe(404);
    expect(await response.json()).toEqual({ ok: false, error_code: 404, description: 'Not Found: method not found' });
  });

  test('edits that change nothing, of strangers, of messages that are gone', async () => {
    const { api, bot } = await start();
    const person = api.phones.join(salma);
    const said = person.say('/start');
    const { message_id: id } = await bot.api.sendMessage(salma.id, '<b>خبر</b>', { parse_mode: 'HTML' });
    expect(
      (await refusal(bot.api.editMessageText(salma.id, id, '<b>خبر</b>', { parse_mode: 'HTML' }))).description,
    ).toContain('message is not modified');
    expect((await refusal(bot.api.editMessageText(salma.id, said.id, 'x'))).description).toBe(
      "Bad Request: message can't be edited",
    );
    await bot.api.deleteMessage(salma.id, id);
    expect((await refusal(bot.api.editMessageText(salma.id, id, 'x'))).description).toBe(
      'Bad Request: message to edit not found',
    );
    expect((await refusal(bot.api.deleteMessage(salma.id, id))).description).toBe(
      'Bad Request: message to delete not found',
    );
    expect(person.messages.at(-1)?.deletedAt).not.toBeNull();
  });

  test('deleting after 48 hours', async () => {
    let now = Date.UTC(2025, 5, 1);
    const { api, bot } = await start({ clock: () => now });
    api.phones.join(salma).say('/start');
    const { message_id: id } = await bot.api.sendMessage(salma.id, 'خبر');
    now += 48 * 3_600_000 + 1;
    expect((await refusal(bot.api.deleteMessage(salma.id, id))).description).toBe(
      "Bad Request: message can't be deleted for everyone",
    );
  });

  test('buttons without an act, with too much data, with an address that is none', async () => {
    const { api, bot } = await start();
    api.phones.join(salma).say('/start');
    const send = (button: object) =>
      refusal(bot.api.sendMessage(salma.id, 'خبر', { reply_markup: { inline_keyboard: [[button as never]] } }));
    expect((await send({ text: 'زر' })).description).toContain('Text buttons are unallowed in the inline keyboard');
    expect((await send({ text: 'زر', callback_data: 'ا'.repeat(33) })).description).toBe(
      'Bad Request: BUTTON_DATA_INVALID',
    );
    expect((await send({ text: 'زر', url: 'http://localhost/x' })).description).toBe(
      "Bad Request: inline keyboard button URL 'http://localhost/x' is invalid: Wrong HTTP URL",
    );
  });
});

describe('other ways to send', () => {
  test('a photo by address with a caption, within 1024', async () => {
    const { api, bot } = await start();
    const person = api.phones.join(salma);
    person.say('/start');
    const sent = await bot.api.sendPhoto(salma.id, 'https://example.org/a.jpg', {
      caption: '<b>خبر</b>',
      parse_mode: 'HTML',
    });
    expect(sent.caption_entities).toEqual([{ type: 'bold', offset: 0, length: 3 }]);
    expect(person.messages.at(-1)?.photos).toEqual(['https://example.org/a.jpg']);
    const long = bot.api.sendPhoto(salma.id, 'https://example.org/a.jpg', { caption: 'خ'.repeat(1_025) });
    expect((await refusal(long)).description).toBe('Bad Request: message caption is too long');
    const bad = bot.api.sendPhoto(salma.id, 'not an address');
    expect((await refusal(bad)).description).toBe('Bad Request: wrong file identifier/HTTP URL specified');
  });

  test('a photo by address that is fetched and is no picture', async () => {
    const { api, bot } = await start({ pictures: 'fetched' });
    api.phones.join(salma).say('/start');
    const page = bot.api.sendPhoto(salma.id, `${api.url}/nothing`);
    expect((await refusal(page)).description).toBe('Bad Request: failed to get HTTP URL content');
    const nobody = bot.api.sendPhoto(salma.id, 'http://127.0.0.1:1/a.jpg');
    expect((await refusal(nobody)).description).toBe('Bad Request: failed to get HTTP URL content');
  });

  test('an uploaded photo and an album, through multipart', async () => {
    const { api, bot } = await start();
    const person = api.phones.join(salma);
    person.say('/start');
    await bot.api.sendPhoto(salma.id, new InputFile(Buffer.from('jpeg'), 'a.jpg'), { caption: 'صورة' });
    const album = await bot.api.sendMediaGroup(salma.id, [
      InputMediaBuilder.photo(new InputFile(Buffer.from('jpeg'), 'b.jpg'), {
        caption: '<i>صورتان</i>',
        parse_mode: 'HTML',
      }),
      InputMediaBuilder.photo('https://example.org/c.jpg'),
    ]);
    expect(album.map((message) => message.caption)).toEqual(['صورتان', undefined]);
    expect(new Set(person.messages.slice(-2).map((message) => message.album)).size).toBe(1);
    expect(person.messages).toHaveLength(4);
  });

  test('a form instead of JSON, and a query', async () => {
    const { api } = await start();
    const person = api.phones.join(salma);
    person.say('/start');
    const form = new URLSearchParams({
      chat_id: String(salma.id),
      text: 'نموذج',
      reply_markup: JSON.stringify({ inline_keyboard: [[{ text: 'زر', callback_data: 'x' }]] }),
    });
    await fetch(`${api.url}/bot${api.token}/SendMessage`, { method: 'POST', body: form });
    await fetch(`${api.url}/bot${api.token}/sendMessage?chat_id=${salma.id}&text=hello`);
    expect(person.messages.map((message) => message.formatted.text)).toEqual(['/start', 'نموذج', 'hello']);
    expect(person.messages[1]?.keyboard?.inline_keyboard[0]?.[0]).toEqual({ text: 'زر', callback_data: 'x' });
  });

  test('copies, pins, commands and the bot about itself', async () => {
    const { api, bot } = await start();
    const person = api.phones.join(salma);
    person.say('/start');
    const { message_id: id } = await bot.api.sendMessage(salma.id, 'خبر');
    const copy = await bot.api.copyMessage(salma.id, salma.id, id);
    expect(copy.message_id).toBe(id + 1);
    await bot.api.pinChatMessage(salma.id, id);
    expect((await bot.api.getChat(salma.id)).pinned_message?.message_id).toBe(id);
    await bot.api.setMyCommands([{ command: 'latest', description: 'آخر الأخبار' }], { language_code: 'ar' });
    expect(api.phones.commands('ar')).toEqual([{ command: 'latest', description: 'آخر الأخبار' }]);
    expect(api.phones.commands('en')).toEqual([]);
    await bot.api.setMyDescription('نشرة الأخبار');
    expect(await bot.api.getMyDescription()).toEqual({ description: 'نشرة الأخبار' });
    expect((await bot.api.getMe()).id).toBe(7_000_000_001);
  });
});

describe('the editors’ group', () => {
  test('a member’s command and press reach the bot, idle talk does not', async () => {
    const { api, bot } = await start();
    api.phones.join(salma);
    const group = api.phones.group({
      id: -1_001,
      title: 'التحرير',
      type: 'supergroup',
      members: [salma.id],
      bot: 'member',
    });
    const heard: string[] = [];
    bot.on('message:text', (ctx) => {
      heard.push(ctx.message.text);
    });
    bot.on('callback_query:data', async (ctx) => {
      heard.push(`${ctx.callbackQuery.data} by ${ctx.from.id} in ${ctx.chat?.type}`);
      await ctx.answerCallbackQuery();
    });
    await poll(bot);
    group.say(salma.id, 'صباح الخير');
    group.say(salma.id, '/push https://example.org/1');
    await untilHolds(() => expect(heard).toEqual(['/push https://example.org/1']));
    const { message_id: id } = await bot.api.sendMessage(-1_001, 'مقترح', {
      reply_markup: new InlineKeyboard().text('انشر', 'approve:1'),
    });
    await group.press(salma.id, id, 'approve:1').answered;
    expect(heard.at(-1)).toBe(`approve:1 by ${salma.id} in supergroup`);
    expect(() => group.say(999, 'غريب')).toThrow('no member');
  });
});

describe('network faults', () => {
  test.each(['before', 'after'] as const)('a connection reset %s the message is accepted', async (when) => {
    const { api, bot } = await start({
      rules: [{ chats: { kind: 'all' }, times: 1, behaviour: { kind: 'reset', when } }],
    });
    const person = api.phones.join(salma);
    person.say('/start');
    await expect(bot.api.sendMessage(salma.id, 'خبر')).rejects.toBeInstanceOf(HttpError);
    expect(person.messages).toHaveLength(when === 'after' ? 2 : 1);
    await bot.api.sendMessage(salma.id, 'خبر');
  });

  test('no answer, a broken answer, an answer of a proxy, one that comes too late', async () => {
    const { api, bot } = await start();
    const person = api.phones.join(salma);
    person.say('/start');
    const send = (signal?: AbortSignal) => bot.api.sendMessage(salma.id, 'خبر', {}, signal as never);
    api.behaviours.set([{ chats: { kind: 'listed', ids: [salma.id] }, behaviour: { kind: 'silent', when: 'after' } }]);
    const controller = new AbortController();
    const silent = send(controller.signal);
    await untilHolds(() => expect(person.messages).toHaveLength(2));
    controller.abort();
    await expect(silent).rejects.toThrow();
    await untilHolds(() => expect(api.statistics().abandoned).toBe(1));
    api.behaviours.set([{ chats: { kind: 'all' }, behaviour: { kind: 'malformed', when: 'after' } }]);
    await expect(send()).rejects.toBeInstanceOf(HttpError);
    api.behaviours.set([{ chats: { kind: 'all' }, behaviour: { kind: 'gateway', status: 502, when: 'before' } }]);
    await expect(send()).rejects.toBeInstanceOf(HttpError);
    expect(person.messages).toHaveLength(3);
    api.behaviours.set([{ chats: { kind: 'all' }, behaviour: { kind: 'slow', ms: 50, when: 'before' } }]);
    const late = new AbortController();
    const given = send(late.signal);
    await untilHolds(() => expect(api.statistics().inFlight).toBe(1));
    late.abort();
    await expect(given).rejects.toThrow();
    await untilHolds(() => expect(person.messages).toHaveLength(4));
  });

  test('429 of a limit tells how long, and refusals are counted', async () => {
    const { api, bot } = await start({ limits: { global: { kind: 'window', perSecond: 2 }, punishMs: 3_000 } });
    api.phones.join(salma).say('/start');
    await bot.api.sendMessage(salma.id, '١');
    await bot.api.sendMessage(salma.id, '٢');
    expect(await refusal(bot.api.sendMessage(salma.id, '٣'))).toEqual({
      code: 429,
      description: 'Too Many Requests: retry after 3',
      parameters: { retry_after: 3 },
    });
    api.limits = {};
    expect(api.statistics()).toMatchObject({ accepted: 2, refusedAccount: 1, byStatus: { 200: 2, 429: 1 } });
  });
});
