import { beforeAll, describe, expect, test } from 'vitest';
import { replaceSiteList } from '../../src/articles/most-read-store.ts';
import { wishIn } from '../../src/conversation/words.ts';
import type { Person } from '../../src/sandbox/telegram/index.ts';
import { useDatabase } from '../setup/migrated.ts';
import { waitFor } from '../setup/wait.ts';
import { type Desk, openDesk } from './desk.ts';

const database = useDatabase();
let desk: Desk;
let nextId = 44_000_000;
beforeAll(async () => {
  desk = await openDesk(database.db);
});

const join = (languageCode = 'ar') => {
  nextId += 1;
  return desk.telegram.phones.join({ id: nextId, firstName: 'قارئ', languageCode });
};
const fromBot = (person: Person) => person.messages.filter((message) => message.from.is_bot);
const last = (person: Person) => fromBot(person).at(-1);

/** Says it and waits for what the bot answers. */
async function ask(person: Person, text: string): Promise<string> {
  const before = fromBot(person).length;
  person.say(text);
  await waitFor(() => fromBot(person).length > before, { message: `no answer to ${text}` });
  return last(person)?.formatted.text ?? '';
}

/** Presses the button with this label on the newest message and waits for a change. */
async function press(person: Person, label: string): Promise<void> {
  const message = fromBot(person).findLast((candidate) =>
    buttons(candidate).some((button) => button.text.includes(label)),
  );
  const button = message && buttons(message).find((candidate) => candidate.text.includes(label));
  if (!message || !button) throw new Error(`no button ${label}`);
  const before = JSON.stringify(person.messages);
  person.press(message.id, 'callback_data' in button ? button.callback_data : '');
  await waitFor(() => JSON.stringify(person.messages) !== before, { message: `nothing came of ${label}` });
}

const buttons = (message: Person['messages'][number]) => message.keyboard?.inline_keyboard.flat() ?? [];
const stateOf = async () =>
  database.db
    .selectFrom('subscriber')
    .select(['id', 'state', 'topics', 'language'])
    .orderBy('id', 'desc')
    .executeTakeFirst();

describe('a reader and the bot', () => {
  test('/mostread: said when there is no list, else titles with their dates; the words ask for it too', async () => {
    const person = join();
    expect(await ask(person, '/mostread')).toContain('لا قائمة بالأكثر قراءة بعد');
    await replaceSiteList(
      database.db,
      [{ title: 'قصة القصص', link: 'https://daraj.media/1', publishedAt: new Date('2026-01-05T06:00:00Z'), visits: 5 }],
      new Date(),
    );
    const list = await ask(person, 'الأكثر قراءة');
    expect(list).toMatch(/^الأكثر قراءة في درج هذا الأسبوع\n\n1\. قصة القصص\n5 كانون الثاني\/ يناير 2026$/);
  });

  test('/start tells what is kept and subscribes once; again it says so', async () => {
    const person = join();
    const welcome = await ask(person, '/start');
    expect(welcome).toContain('أهلاً بكم في نشرة درج');
    expect(welcome).toContain('ما نحتفظ به');
    expect(welcome).toContain('/stop');
    expect(await ask(person, '/start')).toContain('أنتم مشتركون');
    expect(await stateOf()).toMatchObject({ state: 'active', language: 'ar', topics: null });
  });

  test('a phone set to English is answered in English', async () => {
    expect(await ask(join('en'), '/start')).toContain('Welcome to the Daraj newsletter');
  });

  test('leaving is at once, and can be undone by a button with the choices kept', async () => {
    const person = join();
    await ask(person, '/start');
    expect(await ask(person, 'إلغاء')).toContain('أُلغي اشتراككم');
    expect(await stateOf()).toMatchObject({ state: 'left' });
    await press(person, 'العودة');
    expect(await stateOf()).toMatchObject({ state: 'active' });
    expect(await ask(person, '/stop')).toContain('أُلغي');
    expect(await ask(person, '/stop')).toContain('لستم مشتركين');
  });

  test('a greeting takes in who is new, and takes back nobody who left', async () => {
    const person = join();
    expect(await ask(person, 'مرحباً!')).toContain('أهلاً بكم في نشرة درج');
    await ask(person, '/stop');
    expect(await ask(person, 'مرحباً!')).toContain('لستم مشتركين');
    expect(await stateOf()).toMatchObject({ state: 'left' });
    expect(await ask(person, 'اشتراك')).toContain('أهلاً بكم في نشرة درج');
  });

  test('topics are chosen by pressing, in place', async () => {
    const person = join();
    await ask(person, '/start');
    await ask(person, '/topics');
    const shown = fromBot(person).length;
    await press(person, 'اقتصاد');
    await waitFor(async () => (await stateOf())?.topics?.join() === 'politics', {
      message: 'economy was not taken away',
    });
    expect(fromBot(person)).toHaveLength(shown);
    await press(person, 'كلّ المواضيع');
    await waitFor(async () => (await stateOf())?.topics === null, { message: 'not all topics again' });
  });

  test('editions are switched off and on', async () => {
    const person = join();
    await ask(person, '/start');
    await ask(person, '/editions');
    await press(person, 'نشرة الصباح');
    const { id } = (await stateOf()) ?? { id: 0 };
    const editions = async () =>
      (await database.db.selectFrom('subscription').select('edition').where('subscriber_id', '=', id).execute()).map(
        (row) => row.edition,
      );
    await waitFor(async () => (await editions()).join() === 'breaking', { message: 'the digest was not switched off' });
  });

  test('the language changes for good', async () => {
    const person = join();
    await ask(person, '/start');
    await ask(person, '/language');
    await press(person, 'English');
    expect(await ask(person, '/help')).toContain('What you can ask Daraj for');
  });

  test('forgetting erases the person and leaves nothing that leads to them', async () => {
    const person = join();
    await ask(person, '/start');
    const { id } = (await stateOf()) ?? { id: 0 };
    await ask(person, '/privacy');
    await press(person, 'محو');
    await waitFor(
      async () => (await database.db.selectFrom('subscriber').select('id').where('id', '=', id).execute()).length === 0,
      { message: 'the person is still there' },
    );
    expect(
      await database.db.selectFrom('subscription').select('edition').where('subscriber_id', '=', id).execute(),
    ).toEqual([]);
  });

  test('whatever else is written gets one friendly answer', async () => {
    const person = join();
    for (const odd of ['ما هذا؟', 'x'.repeat(4_096), '🤷‍♀️\u202e<b>&', '/unknown']) {
      expect(await ask(person, odd)).toContain('لم نفهم هذه الرسالة');
    }
  });

  test('who blocks the bot is not a reader any more', async () => {
    const person = join();
    await ask(person, '/start');
    person.block();
    await waitFor(async () => (await stateOf())?.state === 'gone', { message: 'the block was not noticed' });
  });

  test('who writes very much is asked to wait once, then not answered', async () => {
    const person = join();
    for (let turn = 0; turn < 30; turn += 1) person.say('/help');
    await waitFor(() => last(person)?.formatted.text.includes('رسائل كثيرة'), { message: 'never asked to wait' });
    await ask(join(), '/help');
    expect(fromBot(person)).toHaveLength(21);
  });
});

test('wishes are understood with and without hamza, marks and commands; other bots’ commands are not ours', () => {
  expect(['/start', 'اشتراك', 'إشتراك', 'SUBSCRIBE'].map((text) => wishIn(text, 'our_bot'))).toEqual(
    Array(4).fill('start'),
  );
  expect(['الغاء', 'إِلغاء', 'وقف', 'Stop!', '/stop@our_bot'].map((text) => wishIn(text, 'our_bot'))).toEqual(
    Array(5).fill('stop'),
  );
  expect(
    [
      '«إلغاء»',
      '*إلغاء*',
      '"stop"',
      'إلغاء 🙏',
      'ألغِ الاشتراك',
      'الرجاء إلغاء اشتراكي',
      'أوقفوا الرسائل من فضلكم',
      'Please stop!',
    ].map((text) => wishIn(text, 'our_bot')),
  ).toEqual(Array(8).fill('stop'));
  expect(['أريد الاشتراك', 'اشتراك 👍'].map((text) => wishIn(text, 'our_bot'))).toEqual(['start', 'start']);
  expect(
    ['؟', '🙏', 'أريد', 'لماذا إلغاء الاشتراك صعب', 'لا أريد إلغاء الاشتراك'].map((text) => wishIn(text, null)),
  ).toEqual(['help', undefined, undefined, undefined, undefined]);
  expect(wishIn('/stop@other_bot', 'our_bot')).toBeUndefined();
  expect(wishIn('/constructor', 'our_bot')).toBeUndefined();
  expect(wishIn('لا تتوقف عن الكتابة', 'our_bot')).toBeUndefined();
});
