import { Bot } from 'grammy';
import { afterEach, expect, test } from 'vitest';
import { hashText, type SpawnedTelegramApi, spawnTelegramApi } from '../../src/sandbox/telegram/index.ts';

let api: SpawnedTelegramApi | undefined;
afterEach(() => api?.close());

test('in a process of its own it is steered and read over its control routes', async () => {
  api = await spawnTelegramApi({ unknownChats: 'accepted' });
  const bot = new Bot(api.token, { client: { apiRoot: api.url } });
  const first = await bot.api.sendMessage(11, 'خبر');
  await bot.api.sendMessage(12, 'خبر');
  await bot.api.sendMessage(12, 'خبر آخر');
  await bot.api.deleteMessage(11, first.message_id);
  expect(await api.control.counts()).toEqual(
    new Map([
      [11, 1],
      [12, 2],
    ]),
  );
  const accepted = await api.control.accepted();
  expect(accepted.map(({ chat, textHash, state }) => ({ chat, textHash, state }))).toEqual([
    { chat: 11, textHash: hashText('خبر'), state: 'deleted' },
    { chat: 12, textHash: hashText('خبر'), state: 'there' },
    { chat: 12, textHash: hashText('خبر آخر'), state: 'there' },
  ]);
  const timeline = await api.control.timeline(60_000);
  expect(timeline.accepted.reduce((sum, count) => sum + count)).toBe(3);

  await api.control.setRules([{ chats: { kind: 'listed', ids: [12] }, behaviour: { kind: 'blocked' } }]);
  await expect(bot.api.sendMessage(12, 'خبر')).rejects.toThrow('bot was blocked by the user');
  await api.control.setLimits({ chat: { messages: 1, perMs: 60_000 } });
  await bot.api.sendMessage(13, 'خبر');
  await expect(bot.api.sendMessage(13, 'خبر')).rejects.toThrow('retry after 60');
  expect(await api.control.statistics()).toMatchObject({ accepted: 4, refusedChat: 1 });
  await api.control.reset();
  expect(await api.control.statistics()).toMatchObject({ accepted: 0, refusedChat: 0 });
});

test('people on it join, speak, press and block', async () => {
  api = await spawnTelegramApi();
  const bot = new Bot(api.token, { client: { apiRoot: api.url } });
  await api.control.join([{ id: 21, firstName: 'سلمى', languageCode: 'ar' }]);
  await api.control.say(21, '/start');
  const [update] = await bot.api.getUpdates();
  expect(update?.message?.from).toMatchObject({ id: 21, language_code: 'ar' });
  const keyboard = { inline_keyboard: [[{ text: 'نعم', callback_data: 'yes' }]] };
  const question = await bot.api.sendMessage(21, 'موافق؟', { reply_markup: keyboard });
  await api.control.press(21, question.message_id, 'نعم');
  await api.control.setStanding([21], 'blocked');
  const later = await bot.api.getUpdates({ offset: (update?.update_id ?? 0) + 1 });
  expect(later.map((one) => one.callback_query?.data ?? one.my_chat_member?.new_chat_member.status)).toEqual([
    'yes',
    'kicked',
  ]);
  expect((await api.control.messages(21)).map((message) => message.formatted.text)).toEqual(['/start', 'موافق؟']);
});

test('a wrong setting is told', async () => {
  api = await spawnTelegramApi();
  await expect(api.control.setLimits({ chat: { messages: -1, perMs: 1 } })).rejects.toThrow('messages');
});
