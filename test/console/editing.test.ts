import { beforeAll, beforeEach, expect, test } from 'vitest';
import { composeDigest } from '../../src/editions/digest.ts';
import { type IncomingStory, takeIn } from '../../src/editions/intake.ts';
import { article, context, makeFeed, newsroom, story } from '../editions/stories.ts';
import { useDatabase } from '../setup/migrated.ts';
import { type OpenConsole, openConsole, type Visitor } from './open-console.ts';

const record = useDatabase();
let console: OpenConsole;
let feed: Awaited<ReturnType<typeof makeFeed>>;
let rana: Visitor;
let mazen: Visitor;

beforeAll(async () => {
  console = await openConsole(record);
  rana = await console.signedIn('رنا', 'editor');
  mazen = await console.signedIn('مازن', 'editor');
});
beforeEach(async () => {
  for (const table of ['push', 'article', 'feed', 'audit'] as const) await record.db.deleteFrom(table).execute();
  feed = await makeFeed(record.db, 'desk', 'review');
});

const machine = { title: 'قصة one', summary: 'هذا نص القصة one.' };
const written = { title: 'عنوان المحرّرة', summary: 'نصّ المحرّرة.' };

async function proposed(changes: Partial<IncomingStory> = {}): Promise<number> {
  const { pushId } = await takeIn(record.db, feed, story('one', changes), {
    ...context,
    summarise: (of) => ({ ...context.summarise(of), warnings: ['كلمة مكررة'] }),
  });
  if (pushId === null) throw new Error('no proposal was made');
  return pushId;
}

const pushOf = (id: number) => record.db.selectFrom('push').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
const save = (who: Visitor, id: number, fields: Record<string, string>) =>
  who.post(`/console/pushes/${id}/edit`, { order: 'save', seen: '0', ...fields });
const plain = (page: string) => page.replace(/[\u200E\u200F\u2066-\u2069]/g, '');

test('an editor’s text takes the machine’s place, is on record with both, and is what is approved and sent', async () => {
  const id = await proposed();
  expect(await rana.page('/console')).toContain(`/console/pushes/${id}/edit`);
  const form = await rana.page(`/console/pushes/${id}/edit`);
  expect(form).toContain(`value="${machine.title}"`);
  expect(form).toContain('كلمة مكررة');
  expect(form).not.toContain('استعادة نصّ الآلة');
  const saved = await save(rana, id, written);
  expect(saved.headers.get('location')).toBe(`/console/pushes/${id}?edited=save`);
  expect(await pushOf(id)).toMatchObject({ state: 'proposed', revision: 1, edited_by: 'رنا', edited_version: 1 });
  const audit = record.db.selectFrom('audit').select(['actor', 'action', 'detail']).where('subject', '=', `push ${id}`);
  expect(await audit.execute()).toEqual([
    { actor: 'رنا', action: 'push.edit', detail: { before: machine, after: written } },
  ]);
  const card = await mazen.page('/console');
  expect(card).toContain('حرّر النصّ: رنا');
  expect(card).toContain('نصّ المحرّرة.');
  // What was said of the machine's summary is not said of a person's.
  expect(card).not.toContain('كلمة مكررة');
  const old = await mazen.post(`/console/pushes/${id}/decide`, { order: 'approve', seen: '0' });
  expect(old.status).toBe(409);
  await mazen.post(`/console/pushes/${id}/decide`, { order: 'approve', seen: '1' });
  expect(await pushOf(id)).toMatchObject({ state: 'approved', content: { item: written } });
});

test('of two who edit at once the second is told whose text there is, loses nothing, and may put hers in its place', async () => {
  const id = await proposed();
  const others = { title: 'عنوان مازن', summary: 'نصّ مازن.' };
  const answers = await Promise.all([save(mazen, id, others), save(rana, id, written)]);
  const late = answers.find(({ status }) => status === 409);
  expect(answers.map(({ status }) => status).sort()).toEqual([303, 409]);
  const mine = (await pushOf(id)).edited_by === 'مازن' ? written : others;
  const theirs = mine === written ? others : written;
  const page = (await late?.text()) ?? '';
  expect(page).toMatch(/غيّره (رنا|مازن) بعد أن فتحتموه/);
  expect(page).toContain(`value="${mine.title}"`);
  expect(page).toMatch(new RegExp(`textarea[^>]*>${mine.summary}`));
  expect(page).toContain(theirs.summary);
  expect(page).toContain('name="seen" value="1"');
  await save(rana, id, { ...mine, seen: '1' });
  expect(await pushOf(id)).toMatchObject({ revision: 2, content: { item: mine } });
});

test('what cannot be sent is not saved, and stays in the fields; what was decided on is not edited', async () => {
  const id = await proposed();
  for (const [fields, why] of [
    [{ ...written, title: ' ' }, 'العنوان فارغ'],
    [{ ...written, summary: `نصّ \u0000 آخر` }, 'حرف لا يُطبع'],
    [{ ...written, summary: 'س'.repeat(2_001) }, 'الموجز أطول'],
  ] as const) {
    const answer = await save(rana, id, fields);
    expect([why, answer.status]).toEqual([why, 400]);
    const page = await answer.text();
    expect(page).toContain(why);
    if (fields.title === written.title) expect(page).toContain(`value="${written.title}"`);
  }
  // Longer than usual is said and not forced; line ends are spaces.
  const long = `${'كلمة '.repeat(80)}\r\nأخيرة`;
  await save(rana, id, { ...written, summary: long });
  expect(await pushOf(id)).toMatchObject({ content: { item: { summary: `${'كلمة '.repeat(80)}أخيرة` } } });

  const ops = await console.signedIn('نادر', 'ops');
  expect((await ops.get(`/console/pushes/${id}/edit`)).status).toBe(403);
  expect((await save(ops, id, { ...written, seen: '1' })).status).toBe(403);
  await mazen.post(`/console/pushes/${id}/decide`, { order: 'drop' });
  const late = await save(rana, id, { ...written, seen: '1' });
  expect(late.status).toBe(409);
  expect(await late.text()).toMatch(new RegExp(`سبق القرار \\(لن يُرسل\\) — مازن[\\s\\S]*value="${written.title}"`));
});

test('the machine’s text is restored', async () => {
  const id = await proposed();
  await save(rana, id, written);
  const page = await rana.page(`/console/pushes/${id}/edit`);
  expect(plain(page)).toContain(machine.summary);
  await rana.post(`/console/pushes/${id}/edit`, { order: 'restore', seen: '1' });
  expect(await pushOf(id)).toMatchObject({
    revision: 2,
    edited_by: null,
    edited_version: null,
    content: { item: machine },
  });
});

test('a story that changes meanwhile leaves the editor’s words and says so; without them it brings its own', async () => {
  const id = await proposed();
  const newer = article('one', 'نصّ أحدث للقصة نفسها.');
  await takeIn(record.db, feed, story('one', { article: newer }), context);
  expect(await pushOf(id)).toMatchObject({
    revision: 1,
    content: { item: { version: 2, summary: 'نصّ أحدث للقصة نفسها.' } },
  });
  await save(rana, id, { ...written, seen: '1' });
  await takeIn(record.db, feed, story('one', { article: article('one', 'نصّ ثالث مختلف تماماً.') }), context);
  expect(await pushOf(id)).toMatchObject({
    revision: 3,
    edited_version: 2,
    content: { item: { ...written, version: 3 } },
  });
  expect(await rana.page('/console')).toContain('تغيّرت القصة على الموقع بعد تحرير هذا النصّ');
  const carried = record.db.selectFrom('push_article').select('version').where('push_id', '=', id);
  expect(await carried.execute()).toEqual([{ version: 3 }]);
  await rana.post(`/console/pushes/${id}/edit`, { order: 'restore', seen: '3' });
  expect(await pushOf(id)).toMatchObject({ content: { item: { summary: 'نصّ ثالث مختلف تماماً.' } } });
});

test('what an editor wrote is also what the digest says, when the story is left to it', async () => {
  const id = await proposed();
  await save(rana, id, written);
  await rana.post(`/console/pushes/${id}/decide`, { order: 'later', seen: '1' });
  const config = newsroom.editions.morning;
  if (config?.kind !== 'digest') throw new Error('the test newsroom has a digest');
  const instant = new Date();
  await record.db.insertInto('edition_tick').values({ edition: 'morning', instant, state: 'due' }).execute();
  const composed = await composeDigest(record.db, { edition: 'morning', instant }, config, context.summarise);
  if (composed.kind !== 'composed') throw new Error(composed.kind);
  expect(await pushOf(composed.pushId)).toMatchObject({ content: { items: [written] } });
});
