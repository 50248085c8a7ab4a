import { describe, expect, test } from 'vitest';
import { sendResultSchema } from '../../src/channels/whatsapp/process/protocol.ts';
import { descendantsOf } from '../setup/process-family.ts';
import { waitFor } from '../setup/wait.ts';
import { openPaired, salma } from '../standins/whatsapp-web/open.ts';

const send = {
  op: 'send',
  to: salma.number,
  text: 'قصة\nhttps://e.example/1',
  preview: 'shown',
  typingMs: 0,
  callMs: 8_000,
  ackMs: 1_500,
} as const;

describe.each(['_serialized', '$1'] as const)('with pages that keep ids in %s', (keyStyle) => {
  test('pairs, sends until the server has it, hears people, edits and deletes', async () => {
    const { standIn, supervisor } = await openPaired({ keyStyle });
    const heard: unknown[] = [];
    supervisor.listen({ message: (message) => heard.push(message) });
    expect(supervisor.status.account).toBe(standIn.account.number);

    const sent = sendResultSchema.parse(await supervisor.ask(send, 10_000));
    expect(sent.kind).toBe('acked');
    expect(standIn.history.of(salma.number)).toMatchObject([{ body: send.text, preview: 'https://e.example/1' }]);

    standIn.write(salma, 'اشتراك');
    await waitFor(() => heard.length > 0, { message: 'the message did not come' });
    expect(heard).toMatchObject([{ chat: salma.number, number: salma.number, lid: salma.lid, text: 'اشتراك' }]);

    const messageId = sent.kind === 'acked' ? sent.messageId : '';
    expect(await supervisor.ask({ op: 'edit', chat: salma.number, messageId, text: 'تصحيح' }, 5_000)).toEqual({
      kind: 'done',
    });
    expect(standIn.history.of(salma.number)[0]).toMatchObject({ body: 'تصحيح', state: 'edited' });
    expect(await supervisor.ask({ op: 'delete', chat: salma.number, messageId }, 5_000)).toEqual({ kind: 'done' });
    expect(standIn.history.of(salma.number)[0]).toMatchObject({ state: 'deleted' });
  });
});

test('the browser has no page of its own surface beside the account’s: that is half of a start and 50 MB', async () => {
  await openPaired({ keyStyle: '$1' });
  const renderers = descendantsOf(process.pid).filter(({ command }) => command.includes('--type=renderer'));
  expect(renderers.length).toBeGreaterThan(0);
  expect(renderers.filter(({ command }) => command.includes('--top-chrome-webui'))).toEqual([]);
});
