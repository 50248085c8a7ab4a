import { beforeAll, beforeEach, expect, test } from 'vitest';
import { editProposal, restoreProposalText } from '../../src/editions/edit-proposal.ts';
import { type IncomingStory, takeIn } from '../../src/editions/intake.ts';
import { proposalsToShow } from '../../src/editions/proposals.ts';
import type { Group } from '../../src/sandbox/telegram/index.ts';
import { article, context, makeFeed, story } from '../editions/stories.ts';
import { useDatabase } from '../setup/migrated.ts';
import { waitFor } from '../setup/wait.ts';
import { editorsGroup } from '../standins/editors-group.ts';
import { type Desk, editorsChat, openDesk, rana } from './desk.ts';

const database = useDatabase();
let desk: Desk;
let group: Group;
let feed: Awaited<ReturnType<typeof makeFeed>>;
let count = 0;

beforeAll(async () => {
  desk = await openDesk(database.db);
  desk.telegram.phones.join(rana);
  group = editorsGroup(desk.telegram, editorsChat, [rana.id]);
  feed = await makeFeed(database.db, 'desk', 'review');
});
beforeEach(() => {
  count += 1;
});

const shown = () => group.messages.filter((message) => message.from.is_bot);
const textOf = (id: number) =>
  (group.messages.find((message) => message.id === id)?.formatted.text ?? '').replace(
    /[\u200E\u200F\u2066-\u2069]/g,
    '',
  );
const toShow = () => proposalsToShow(database.db);
const stateOf = async (pushId: number) =>
  (await database.db.selectFrom('push').select('state').where('id', '=', pushId).executeTakeFirstOrThrow()).state;
const edit = (pushId: number, title: string, summary = 'نصّ المحرّرة.', seen = 0) =>
  editProposal(database.db, { pushId, actor: 'رنا', seen, title, summary });

/** A proposal and the message that shows it. */
async function proposed(changes: Partial<IncomingStory> = {}): Promise<{ pushId: number; messageId: number }> {
  const before = shown().length;
  const { pushId } = await takeIn(database.db, feed, story(`e${count}`, changes), context);
  if (pushId === null) throw new Error('no proposal was made');
  await desk.bot.showProposal(pushId);
  const message = await waitFor(() => shown()[before], { message: 'the proposal was not shown' });
  return { pushId, messageId: message.id };
}

test('the message of a proposal that was edited shows the new text, by whom, also when the program ended in between', async () => {
  const { pushId, messageId } = await proposed();
  expect(await toShow()).not.toContain(pushId);
  expect(await edit(pushId, 'عنوان المحرّرة')).toEqual({ kind: 'done' });
  // Nobody has shown it yet: the sweep finds it.
  expect(await toShow()).toContain(pushId);
  await Promise.all([desk.bot.showProposal(pushId), desk.bot.showProposal(pushId)]);
  expect(textOf(messageId)).toContain('عنوان المحرّرة');
  expect(textOf(messageId)).toContain('حرّر النصّ: رنا');
  expect(await toShow()).not.toContain(pushId);
  // Killed after the message was changed and before that was noted.
  await database.db.updateTable('proposal_message').set({ shown_revision: 0 }).where('push_id', '=', pushId).execute();
  await desk.bot.showProposal(pushId);
  expect(await toShow()).not.toContain(pushId);

  expect(await restoreProposalText(database.db, { pushId, actor: 'رنا', seen: 1 })).toEqual({ kind: 'done' });
  await desk.bot.showProposal(pushId);
  expect(textOf(messageId)).toContain(`قصة e${count}`);
  expect(textOf(messageId)).not.toContain('حرّر النصّ');
  expect(shown().filter(({ id }) => id >= messageId)).toHaveLength(1);
});

test('who presses under the text before an edit sends nothing, is told, and sees the new text, which the next press sends', async () => {
  const { pushId, messageId } = await proposed();
  const told: string[] = [];
  const stopListening = desk.telegram.phones.listen((event) => {
    if (event.kind === 'notice') told.push(event.text);
  });
  for (const [revision, verb] of ['approve', 'breaking', 'later'].entries()) {
    await edit(pushId, `عنوان ${verb}`, 'نصّ المحرّرة.', revision);
    group.press(rana.id, messageId, `decide:${pushId}:${verb}:${revision}`);
    await waitFor(() => told.length > revision, { message: 'the editor was not told' });
    expect(told.at(-1)).toContain('تغيّر النصّ بعد أن ظهر لكم');
    await waitFor(async () => !(await toShow()).includes(pushId), { message: 'the new text was not shown' });
  }
  stopListening();
  expect(await stateOf(pushId)).toBe('proposed');
  expect(textOf(messageId)).toContain('عنوان later');
  group.press(rana.id, messageId, 'نشر');
  await waitFor(async () => (await stateOf(pushId)) === 'approved', { message: 'not approved' });
  const { content } = await database.db
    .selectFrom('push')
    .select('content')
    .where('id', '=', pushId)
    .executeTakeFirstOrThrow();
  expect(content).toMatchObject({ item: { title: 'عنوان later', summary: 'نصّ المحرّرة.' } });
});

test('a story that changes on the site while its proposal waits is shown anew; a press under the old text sends nothing', async () => {
  const { pushId, messageId } = await proposed();
  await takeIn(
    database.db,
    feed,
    story(`e${count}`, { article: article(`e${count}`, 'نصّ أحدث للقصة نفسها.') }),
    context,
  );
  expect(await toShow()).toContain(pushId);
  const [button] = group.messages.find(({ id }) => id === messageId)?.keyboard?.inline_keyboard.flat() ?? [];
  expect(button).toMatchObject({ callback_data: `decide:${pushId}:approve:0` });
  group.press(rana.id, messageId, 'نشر');
  await waitFor(() => textOf(messageId).includes('نصّ أحدث للقصة نفسها'), { message: 'the new text was not shown' });
  expect(await stateOf(pushId)).toBe('proposed');
});

test('a text that does not fit under the picture any more is shown by a message of its own', async () => {
  const image = { url: 'https://daraj.media/a.jpg', alt: null };
  const { pushId, messageId } = await proposed({ article: { ...article(`e${count}`), image } });
  expect(group.messages.find(({ id }) => id === messageId)).toMatchObject({ photos: [image.url] });
  await edit(pushId, 'عنوان المحرّرة', `${'كلمة '.repeat(250)}أخيرة.`);
  await desk.bot.showProposal(pushId);
  const later = shown().filter(({ id }) => id > messageId);
  expect(later).toHaveLength(1);
  expect(textOf(later[0]?.id ?? 0)).toContain('كلمة أخيرة.');
  expect(await toShow()).not.toContain(pushId);
});
