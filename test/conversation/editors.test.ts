import { sql } from 'kysely';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { commandLine } from '../../src/database/audit.ts';
import { approvePush, undoDecision } from '../../src/editions/decide.ts';
import { type IncomingStory, takeIn } from '../../src/editions/intake.ts';
import { proposalsToShow } from '../../src/editions/proposals.ts';
import type { Group } from '../../src/sandbox/telegram/index.ts';
import { rss } from '../e2e/feed.ts';
import { article, context, makeFeed, story } from '../editions/stories.ts';
import { atEnd } from '../setup/cleanup.ts';
import { useDatabase } from '../setup/migrated.ts';
import { waitFor } from '../setup/wait.ts';
import { editorsGroup } from '../standins/editors-group.ts';
import { startFeedServer } from '../standins/feed-server.ts';
import { type Desk, editorsChat, mazen, openDesk, rana, stranger } from './desk.ts';

const database = useDatabase();
let desk: Desk;
let group: Group;
let feed: Awaited<ReturnType<typeof makeFeed>>;
let site: Awaited<ReturnType<typeof startFeedServer>>;
let count = 0;

beforeAll(async () => {
  site = await startFeedServer();
  atEnd(() => site.close());
  desk = await openDesk(database.db, site.url);
  for (const person of [rana, mazen, stranger]) desk.telegram.phones.join(person);
  group = editorsGroup(desk.telegram, editorsChat, [rana.id, mazen.id, stranger.id]);
  feed = await makeFeed(database.db, 'desk', 'review');
});
beforeEach(() => {
  count += 1;
});

const shown = () => group.messages.filter((message) => message.from.is_bot);
const stateOf = async (pushId: number) =>
  await database.db.selectFrom('push').select(['state', 'priority']).where('id', '=', pushId).executeTakeFirstOrThrow();

/** A proposal on the table, and the message that shows it. */
async function proposed(changes: Partial<IncomingStory> = {}, intake = context) {
  const { pushId } = await takeIn(database.db, feed, story(`s${count}`, changes), intake);
  if (pushId === null) throw new Error('no proposal was made');
  await desk.bot.showProposal(pushId);
  const message = await waitFor(
    () =>
      shown().findLast(
        (candidate) =>
          candidate.formatted.text.includes(`قصة s${count}`) || candidate.formatted.text.includes(`s${count}`),
      ),
    {
      message: 'the proposal was not shown',
    },
  );
  return { pushId, message };
}

const text = (id: number) => group.messages.find((message) => message.id === id)?.formatted.text ?? '';

describe('the editors’ room', () => {
  test('a proposal is shown once with its four decisions, also when asked for by several instances', async () => {
    const { pushId, message } = await proposed();
    await Promise.all([desk.bot.showProposal(pushId), desk.bot.showProposal(pushId)]);
    expect(shown().filter((candidate) => candidate.id >= message.id)).toHaveLength(1);
    expect(message.keyboard?.inline_keyboard.flat().map((button) => button.text)).toEqual([
      'نشر',
      'عاجل',
      'في النشرة',
      'إسقاط',
    ]);
  });

  test('a proposal with several pictures shows the first and says that readers get an album', async () => {
    const image = { url: 'https://daraj.media/a.jpg', alt: null };
    const pictures = ['b', 'c'].map((name) => ({ url: `https://daraj.media/${name}.jpg`, alt: null }));
    const { message, pushId } = await proposed({ article: { ...article(`s${count}`), image, pictures } });
    expect(message.formatted.text).toContain('على تلغرام: ألبوم من 3 صور، والنصّ تحته.');
    expect(message).toMatchObject({ photos: [image.url], album: null });
    expect(message.keyboard?.inline_keyboard.flat()).toHaveLength(4);
    const { content } = await database.db
      .selectFrom('push')
      .select('content')
      .where('id', '=', pushId)
      .executeTakeFirstOrThrow();
    expect(content).toMatchObject({ item: { imageUrl: image.url, pictures: pictures.map(({ url }) => url) } });
  });

  test('a proposal names what an editor should look at in its summary', async () => {
    const warnings = ['كلمة مكررة: «الوزير الوزير»', 'عدد لا يوافق معدوده: «ثلاث جنود»'];
    const { message } = await proposed({}, { ...context, summarise: (of) => ({ ...context.summarise(of), warnings }) });
    expect(message.formatted.text).toContain(`راجعوا الخلاصة قبل الإرسال:\n• ${warnings.join('\n• ')}`);
  });

  test('of two editors who press at once one decides; the message says who, and undo puts it back', async () => {
    const { pushId, message } = await proposed();
    group.press(rana.id, message.id, `decide:${pushId}:approve:0`);
    group.press(mazen.id, message.id, `decide:${pushId}:drop:0`);
    await waitFor(() => text(message.id).includes('القرار'), { message: 'no decision was shown' });
    const { state } = await stateOf(pushId);
    expect(['approved', 'dropped']).toContain(state);
    expect(text(message.id)).toMatch(/رنا شاهين|مازن عيسى/);
    group.press(rana.id, message.id, `decide:${pushId}:undo:1`);
    await waitFor(async () => (await stateOf(pushId)).state === 'proposed', { message: 'not undone' });
  });

  test('«عاجل» goes before everything else', async () => {
    const { pushId, message } = await proposed();
    group.press(rana.id, message.id, `decide:${pushId}:breaking:0`);
    await waitFor(async () => (await stateOf(pushId)).state === 'approved', { message: 'not approved' });
    expect((await stateOf(pushId)).priority).toBe(10);
  });

  test('«في النشرة» says so, to who decided and to who came too late, until it is undone', async () => {
    const { pushId, message } = await proposed();
    const told: string[] = [];
    const stopListening = desk.telegram.phones.listen((event) => {
      if (event.kind === 'notice') told.push(event.text);
    });
    group.press(rana.id, message.id, `decide:${pushId}:later:0`);
    group.press(mazen.id, message.id, `decide:${pushId}:later:0`);
    await waitFor(() => text(message.id).includes('القرار: في النشرة القادمة'), {
      message: 'the decision was not shown',
    });
    await waitFor(() => told.some((words) => words.includes('سبق القرار (في النشرة القادمة)')), {
      message: 'the second was not told',
    });
    stopListening();
    group.press(rana.id, message.id, `decide:${pushId}:undo:1`);
    await waitFor(() => text(message.id).includes('اقتراح جديد'), { message: 'not undone' });
    group.press(mazen.id, message.id, `decide:${pushId}:drop:0`);
    await waitFor(() => text(message.id).includes('القرار: لن يُرسل'), { message: 'the drop was not shown' });
  });

  test('is shown after all when the program ended while it was showing it', async () => {
    const { pushId } = await proposed();
    const begun = (ago: string) =>
      sql`update proposal_message set state = 'sending', shown_at = now() - ${ago}::interval where push_id = ${pushId}`.execute(
        database.db,
      );
    await begun('10 seconds');
    expect(await proposalsToShow(database.db)).not.toContain(pushId);
    await begun('2 minutes');
    expect(await proposalsToShow(database.db)).toContain(pushId);
    const before = shown().length;
    await desk.bot.showProposal(pushId);
    expect(shown()).toHaveLength(before + 1);
    expect(await proposalsToShow(database.db)).not.toContain(pushId);
  });

  test('an undo takes back the decision that its message tells of, and none that was made since', async () => {
    const { pushId, message } = await proposed();
    group.press(rana.id, message.id, `decide:${pushId}:drop:0`);
    await waitFor(() => text(message.id).includes('القرار: لن يُرسل'), { message: 'the drop was not shown' });
    const shownUndo = `decide:${pushId}:undo:1`;
    const buttons = group.messages.find(({ id }) => id === message.id)?.keyboard?.inline_keyboard.flat();
    expect(JSON.stringify(buttons)).toContain(shownUndo);
    // Elsewhere it is taken back and decided anew, between two looks of the sweep.
    await undoDecision(database.db, { pushId, actor: commandLine });
    await approvePush(database.db, {
      pushId,
      actor: commandLine,
      as: 'story',
      sendAt: new Date(Date.now() + 3_600_000),
    });
    expect(await proposalsToShow(database.db)).toContain(pushId);
    const told: string[] = [];
    const stopListening = desk.telegram.phones.listen((event) => {
      if (event.kind === 'notice') told.push(event.text);
    });
    group.press(rana.id, message.id, shownUndo);
    await waitFor(() => told.some((words) => words.includes('سطر الأوامر')), { message: 'rana was not told whose' });
    stopListening();
    expect((await stateOf(pushId)).state).toBe('approved');
    await desk.bot.showProposal(pushId);
    expect(text(message.id)).toContain('— سطر الأوامر، ');
    expect(await proposalsToShow(database.db)).not.toContain(pushId);
  });

  test('what was decided at the command line is said in the message, with an undo, and so is its undoing', async () => {
    const { pushId, message } = await proposed();
    const toShow = () => proposalsToShow(database.db);
    expect(await toShow()).not.toContain(pushId);
    await approvePush(database.db, { pushId, actor: commandLine, as: 'story' });
    expect(await toShow()).toContain(pushId);
    await Promise.all([desk.bot.showProposal(pushId), desk.bot.showProposal(pushId)]);
    expect(text(message.id)).toContain('— سطر الأوامر، ');
    const buttons = group.messages.find(({ id }) => id === message.id)?.keyboard?.inline_keyboard.flat();
    expect(buttons?.map((button) => button.text)).toEqual(['تراجع']);
    expect(await toShow()).not.toContain(pushId);
    await undoDecision(database.db, { pushId, actor: commandLine });
    expect(await toShow()).toContain(pushId);
    await desk.bot.showProposal(pushId);
    expect(text(message.id)).toContain('اقتراح جديد');
    expect(await toShow()).not.toContain(pushId);
    expect(shown().filter((candidate) => candidate.id >= message.id)).toHaveLength(1);
    group.press(rana.id, message.id, `decide:${pushId}:drop:0`);
    await waitFor(async () => (await stateOf(pushId)).state === 'dropped' && !(await toShow()).includes(pushId), {
      message: 'an editor’s press was not noted as shown',
    });
  });

  test('who is not listed decides nothing', async () => {
    const { pushId, message } = await proposed();
    group.press(stranger.id, message.id, `decide:${pushId}:approve:0`);
    group.press(rana.id, message.id, `decide:${pushId}:drop:0`);
    await waitFor(async () => (await stateOf(pushId)).state === 'dropped', {
      message: 'the editor’s own press had no effect',
    });
    await waitFor(() => text(message.id).includes('رنا'), { message: 'the message does not say who decided' });
  });

  test('/push makes a proposal of a page, once; a hostile link is refused with the reason', async () => {
    const body = /<!\[CDATA\[([\s\S]*?)\]\]>/.exec(rss({ slug: 'x', title: 'قصة الصفحة' }))?.[1] ?? '';
    site.set('/story', {
      contentType: 'text/html; charset=utf-8',
      body: `<!doctype html><html lang="ar"><head><title>قصة الصفحة</title></head><body><article><h1>قصة الصفحة</h1>${body}</article></body></html>`,
    });
    const ask = async (command: string, expected: string) => {
      const before = shown().length;
      group.say(rana.id, command);
      await waitFor(
        () =>
          shown()
            .slice(before)
            .some((message) => message.formatted.text.includes(expected)),
        {
          message: `«${expected}» was not answered to ${command}`,
        },
      );
    };
    await ask(`/push ${site.url}/story`, 'أُعدّ اقتراح');
    await ask(`/push ${site.url}/story`, 'إرسال سابق');
    await ask('/push', 'ثم رابط القصة');
    await ask('/push file:///etc/passwd', 'تعذّر إعداد هذه القصة');
    await ask('/push http://169.254.169.254/latest/meta-data', 'تعذّر إعداد هذه القصة');
  });
});
