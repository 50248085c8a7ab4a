import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { addressBook } from '../../src/subscribers/addresses.ts';
import { markLost, syncDestinations } from '../../src/subscribers/destinations.ts';
import { subscriberStore } from '../../src/subscribers/store.ts';
import { useDatabase } from '../setup/migrated.ts';
import { openConsole } from './open-console.ts';

const record = useDatabase();

/** Rows of the tables by their first cell. */
function rowsOf(page: string): Record<string, string[]> {
  const rows = [...page.matchAll(/<tr><th scope="row">([^<]*)<\/th>((?:<td>[^<]*<\/td>)+)/g)];
  return Object.fromEntries(
    rows.map((row) => [row[1] ?? '', [...(row[2] ?? '').matchAll(/<td>([^<]*)/g)].map((cell) => cell[1] ?? '')]),
  );
}

test('readers are counted, and nothing on the page leads to one of them', async () => {
  const { db } = record;
  const { signedIn } = await openConsole(record);
  const addresses = addressBook(Buffer.alloc(32, 3));
  const store = subscriberStore(db, addresses);
  const { id: laneId } = await db
    .insertInto('lane')
    .values({ name: 'telegram:1', channel: 'telegram' })
    .returning('id')
    .executeTakeFirstOrThrow();
  const contact = (index: number) => ({
    channel: index > 4 ? ('whatsapp' as const) : ('telegram' as const),
    address: String(7_654_321_000 + index),
  });
  for (let index = 1; index <= 7; index += 1) {
    await store.join(contact(index), {
      laneId,
      language: index === 1 ? 'en' : 'ar',
      editions: index === 2 ? [] : ['morning'],
    });
  }
  await store.setTopics(contact(1), ['politics', 'economy']);
  await store.setTopics(contact(5), ['economy']);
  await store.leave(contact(3), 'left');
  await store.leave(contact(7), 'gone');
  await store.forget(contact(4));
  await sql`update subscriber set consented_at = now() - interval '10 days' where address_hash = ${addresses.hash('telegram', contact(2).address)}`.execute(
    db,
  );
  await syncDestinations(db, addresses, { id: laneId, channel: 'telegram' }, [
    { chat: '@the_secret_channel', editions: ['morning', 'breaking'], language: 'ar' },
  ]);
  const { id } = await db
    .selectFrom('subscriber')
    .select('id')
    .where('destination', '=', true)
    .executeTakeFirstOrThrow();
  await markLost(db, id, 'Bad Request: chat not found');

  const page = await (await signedIn('تقنيّ', 'ops')).page('/console/readers');
  expect(rowsOf(page)).toEqual({
    تلغرام: ['2', '1', '0'],
    واتساب: ['2', '0', '1'],
    العربيّة: ['3'],
    الإنكليزيّة: ['1'],
    'نشرة الصباح': ['3'],
    'كلّ المواضيع': ['2'],
    اقتصاد: ['2'],
    سياسة: ['1'],
    انضمّوا: ['5', '6'],
    غادروا: ['1', '1'],
    'لم يعد من سبيل إليهم': ['1', '1'],
  });
  expect(page).toContain('تلغرام: عاجل، نشرة الصباح');
  expect(page).toContain('تعذّر النشر فيها منذ');
  expect(page).toContain('لا سبيل منها إلى أحد');
  expect(page).not.toMatch(/7654321|the_secret_channel/);
});
