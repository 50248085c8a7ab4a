import { pino } from 'pino';
import { describe, expect, test } from 'vitest';
import type { RenderedMessage, SendOutcome, Sought } from '../../src/channels/channel.ts';
import { WhatsAppChannel, type WhatsAppChannelParts } from '../../src/channels/whatsapp/send.ts';
import type { StandInOptions } from '../../src/sandbox/whatsapp/index.ts';
import { waitFor } from '../setup/wait.ts';
import { karim, type OpenWhatsApp, openPaired, salma, superviseIn } from '../standins/whatsapp-web/open.ts';

const times = { connection: 20_000, call: 3_000, ack: 1_500, restriction: 60_000 };
const channelId = '120363000000000001@newsletter';
const groupId = '120363000000000002@g.us';
const minute = 60_000;
const hour = 60 * minute;

const say = (text: string): RenderedMessage => ({ text, markup: 'whatsapp', linkPreview: false });

function channelOf({ supervisor }: OpenWhatsApp, more: Partial<WhatsAppChannelParts> = {}): WhatsAppChannel {
  return new WhatsAppChannel({ supervisor, log: pino({ level: 'silent' }), account: 'test', times, ...more });
}

async function open(options: StandInOptions = {}): Promise<{ whatsapp: OpenWhatsApp; channel: WhatsAppChannel }> {
  const whatsapp = await openPaired({
    newsletters: [{ id: channelId, name: 'درج' }],
    groups: [{ id: groupId, name: 'غرفة الأخبار' }],
    ...options,
  });
  return { whatsapp, channel: channelOf(whatsapp) };
}

function idOf(outcome: SendOutcome): string {
  if (outcome.kind !== 'sent') throw new Error(`not sent: ${JSON.stringify(outcome)}`);
  return outcome.messageId;
}

const sought = (text: string, more: Partial<Sought> = {}): Sought => ({
  message: say(text),
  since: new Date(),
  messageId: null,
  notThese: new Set(),
  ...more,
});

describe.each(['_serialized', '$1'] as const)('a message whose end is unknown, ids in %s', (keyStyle) => {
  test('is found behind however many newer ones, not taken for what a person quotes, nor for another that says the same', async () => {
    const { whatsapp, channel } = await open({ keyStyle });
    const began = new Date();
    const first = idOf(await channel.send(salma.number, say('القصة الأولى')));
    const second = idOf(await channel.send(salma.number, say('القصة الأولى')));
    expect(first).not.toContain('@');
    for (let index = 0; index < 120; index += 1) whatsapp.standIn.write(salma, `سؤال ${index}`);
    const fresh = channelOf(whatsapp);
    const look = (text: string, more: Partial<Sought> = {}) =>
      fresh.lookFor(salma.number, sought(text, { since: began, ...more }));
    expect(await look('القصة الأولى', { notThese: new Set([first]) })).toMatchObject({
      kind: 'sent',
      messageId: second,
    });
    expect(await look('القصة الأولى', { messageId: first })).toMatchObject({ kind: 'sent', messageId: first });
    expect(await look('القصة الأولى', { notThese: new Set([first, second]) })).toEqual({ kind: 'notSent' });
    whatsapp.standIn.write(salma, 'نصّ نقلته سلمى عنّا');
    expect(await look('نصّ نقلته سلمى عنّا')).toEqual({ kind: 'notSent' });

    // The same after a restart, when the page has only the last message of each chat.
    await whatsapp.stop();
    const again = superviseIn(whatsapp.standIn, whatsapp.options);
    await again.until('ready');
    const found = await channelOf(again).lookFor(
      salma.number,
      sought('القصة الأولى', { since: began, notThese: new Set([first]) }),
    );
    expect(found).toMatchObject({ kind: 'sent', messageId: second, reached: 'delivered' });
  }, 180_000);
});

describe('a message whose end is unknown', () => {
  test.each([-5, 5])('is found when WhatsApp’s clock is %i minutes ahead of ours', async (ahead) => {
    const { channel } = await open({ clockAheadMs: ahead * minute });
    const began = new Date();
    await channel.send(salma.number, say('مع فارق في الساعة'));
    const found = await channel.lookFor(salma.number, sought('مع فارق في الساعة', { since: began }));
    expect(found).toMatchObject({ kind: 'sent' });
  });

  test('stays unknown when only its links stand there, or the account was paired after it left', async () => {
    const { channel } = await open();
    const began = new Date();
    await channel.send(salma.number, say('*عنوان*\n\nhttps://e.example/1\n\nللإلغاء: إلغاء'));
    const changed = sought('*عنوان*\n\nhttps://e.example/1\n\nلإيقاف الرسائل: إلغاء', { since: began });
    expect(await channel.lookFor(salma.number, changed)).toMatchObject({ kind: 'unknown' });
    expect(await channel.lookFor(salma.number, sought('قصة أخرى', { since: began }))).toEqual({ kind: 'notSent' });
    const before = sought('قصة أخرى', { since: new Date(Date.now() - hour) });
    expect(await channel.lookFor(salma.number, before)).toMatchObject({ kind: 'unknown' });
  });

  test('is settled in the newsroom’s Channel and group too', async () => {
    const { whatsapp, channel } = await open();
    const began = new Date();
    for (const chat of [channelId, groupId]) {
      // The server has it, and the answer never comes.
      whatsapp.standIn.onSend = () => ({ kind: 'silent' });
      const outcome = await channel.send(chat, say('قصة بلا جواب'));
      whatsapp.standIn.onSend = () => ({ kind: 'accept' });
      if (chat === channelId) expect(outcome).toMatchObject({ kind: 'sent' });
      // In a group it stands in the page without an acknowledgement until the page is new.
      else expect(outcome).toMatchObject({ kind: 'uncertain' });
    }
    await whatsapp.stop();
    const again = superviseIn(whatsapp.standIn, whatsapp.options);
    await again.until('ready');
    const fresh = channelOf(again);
    for (const chat of [channelId, groupId]) {
      const look = (text: string) => fresh.lookFor(chat, sought(text, { since: began }));
      expect(await look('قصة بلا جواب')).toMatchObject({ kind: 'sent' });
      expect(await look('قصة لم تُرسل')).toEqual({ kind: 'notSent' });
      expect(whatsapp.standIn.history.of(chat)).toHaveLength(1);
    }
  }, 180_000);
});

describe('the newsroom’s Channel and group', () => {
  test('get one post each, whatever the number of followers; it can be edited and taken back', async () => {
    const { whatsapp, channel } = await open();
    for (const chat of [channelId, groupId]) {
      const before = whatsapp.standIn.sends;
      const id = idOf(await channel.send(chat, say('منشور')));
      expect(whatsapp.standIn.sends - before).toBe(1);
      expect(await channel.edit(chat, id, say('منشور مصحّح'))).toMatchObject({ kind: 'sent' });
      expect(whatsapp.standIn.history.of(chat)).toMatchObject([{ body: 'منشور مصحّح', state: 'edited' }]);
      expect(await channel.delete(chat, id)).toMatchObject({ kind: 'sent' });
      expect(whatsapp.standIn.history.of(chat)).toMatchObject([{ state: 'deleted' }]);
    }
  });

  test('a post that the server refuses is not sent, although the library says it is acknowledged', async () => {
    const { whatsapp, channel } = await open();
    whatsapp.standIn.onSend = () => ({ kind: 'refuse', result: 'ERROR_UNKNOWN' });
    expect(await channel.send(channelId, say('مرفوض'))).toMatchObject({ kind: 'transient' });
    expect(await channel.send(channelId, say('مرفوض'))).toMatchObject({ kind: 'rejected' });
    expect(whatsapp.standIn.history.of(channelId)).toHaveLength(0);
    expect(channel.restrictedUntil).toBeNull();
  });

  test('of others cannot be posted to', async () => {
    const { channel } = await open();
    expect(await channel.send('120363999999999999@newsletter', say('قصة'))).toMatchObject({ kind: 'recipientGone' });
    expect(await channel.send('120363999999999999@g.us', say('قصة'))).toMatchObject({ kind: 'recipientGone' });
  });
});

describe.each(['_serialized', '$1'] as const)('corrections, ids in %s', (keyStyle) => {
  test('a message can be edited for fifteen minutes and taken back for sixty hours, not a moment longer', async () => {
    const { whatsapp, channel } = await open({ keyStyle });
    const { standIn } = whatsapp;
    const id = idOf(await channel.send(salma.number, say('قصة')));
    const shown = () => standIn.history.of(salma.number)[0];
    await standIn.age(salma, 14 * minute + 30_000);
    expect(await channel.edit(salma.number, id, say('في الدقيقة الرابعة عشرة'))).toMatchObject({ kind: 'sent' });
    expect(shown()?.body).toBe('في الدقيقة الرابعة عشرة');
    await standIn.age(salma, 30_000);
    expect(await channel.edit(salma.number, id, say('بعد الوقت'))).toEqual({
      kind: 'unchangeable',
      reason: 'too late',
    });
    // What it says already needs no change.
    expect(await channel.edit(salma.number, id, say('في الدقيقة الرابعة عشرة'))).toMatchObject({ kind: 'sent' });
    await standIn.age(salma, 60 * hour - 16 * minute);
    expect(await channel.delete(salma.number, id)).toMatchObject({ kind: 'sent' });
    expect(shown()?.state).toBe('deleted');

    const late = idOf(await channel.send(karim.number, say('قصة')));
    await standIn.age(karim, 60 * hour);
    expect(await channel.delete(karim.number, late)).toEqual({ kind: 'unchangeable', reason: 'too late' });
    expect(standIn.history.of(karim.number)[0]?.state).toBe('sent');
  });

  test('reach what was sent before a restart and has long been followed by others, by the id in the ledger', async () => {
    const { whatsapp, channel } = await open({ keyStyle, addressing: 'lid' });
    const id = idOf(await channel.send(salma.number, say('قبل التوقّف')));
    for (let index = 0; index < 60; index += 1) whatsapp.standIn.write(salma, `سؤال ${index}`);
    await whatsapp.stop();
    const again = superviseIn(whatsapp.standIn, whatsapp.options);
    await again.until('ready');
    const fresh = channelOf(again);
    expect(await fresh.edit(salma.number, id, say('بعد التوقّف'))).toMatchObject({ kind: 'sent' });
    expect(whatsapp.standIn.history.of(salma.number)[0]).toMatchObject({ body: 'بعد التوقّف', state: 'edited' });
    expect(await fresh.delete(salma.number, id)).toMatchObject({ kind: 'sent' });
    expect(await fresh.delete(salma.number, id)).toMatchObject({ kind: 'sent' });
    expect(whatsapp.standIn.history.of(salma.number)[0]?.state).toBe('deleted');
  }, 180_000);
});

test('what the server refuses of a correction, and what nobody answers, have outcomes of their own', async () => {
  const { whatsapp, channel } = await open();
  const id = idOf(await channel.send(salma.number, say('قصة')));
  whatsapp.standIn.onChange = () => ({ kind: 'refuse', result: 'edit window expired' });
  expect(await channel.edit(salma.number, id, say('تصحيح'))).toMatchObject({ kind: 'unchangeable' });
  expect(await channel.delete(salma.number, id)).toMatchObject({ kind: 'unchangeable' });
  expect(await channel.edit(salma.number, '3EB0NOBODYKNOWSTHIS', say('تصحيح'))).toMatchObject({ kind: 'unchangeable' });
  whatsapp.standIn.onChange = () => ({ kind: 'drop' });
  const edited = channel.edit(salma.number, id, say('تصحيح'));
  expect(await edited).toMatchObject({ kind: 'transient' });
}, 180_000);

test('«typing» is shown before a message where that is wished, and holds nothing up when it hangs', async () => {
  const { whatsapp } = await open();
  const seen: string[] = [];
  whatsapp.standIn.listen((event) => {
    if (event.kind === 'typing') seen.push(`typing ${event.chat}`);
    if (event.kind === 'sent') seen.push(event.message.body);
  });
  const channel = channelOf(whatsapp, { typing: { min: 50, max: 100 } });
  await channel.send(salma.number, say('مع إشارة'));
  await channel.send(channelId, say('إلى القناة'));
  await channelOf(whatsapp).send(salma.number, say('بلا إشارة'));
  await whatsapp.standIn.setFaults({ typingHangs: true });
  expect(await channel.send(salma.number, say('رغم التعليق'))).toMatchObject({ kind: 'sent' });
  await waitFor(() => seen.length === 5, { message: JSON.stringify(seen) });
  expect(seen).toEqual([`typing ${salma.number}`, 'مع إشارة', 'إلى القناة', 'بلا إشارة', 'رغم التعليق']);
}, 180_000);
