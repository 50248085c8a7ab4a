import { type Newsroom, newsroomSchema } from '../../src/config/newsroom.ts';

/** A small newsroom for tests; `changes` are merged over its top level as they would stand in newsroom.yaml. */
export function testNewsroom(changes: Record<string, unknown> = {}): Newsroom {
  return newsroomSchema.parse({
    name: { ar: 'درج', en: 'Daraj' },
    site: 'https://daraj.media',
    timeZone: 'Asia/Beirut',
    topics: {
      politics: { names: { ar: 'سياسة', en: 'Politics' }, tags: ['سياسة'] },
      economy: { names: { ar: 'اقتصاد', en: 'Economy' }, tags: ['اقتصاد'] },
    },
    feeds: [{ name: 'main', url: 'http://127.0.0.1/feed', mode: 'auto' }],
    editions: {
      breaking: { kind: 'breaking', names: { ar: 'عاجل', en: 'Breaking' } },
      morning: { kind: 'digest', names: { ar: 'نشرة الصباح', en: 'Morning' }, cron: '0 8 * * *' },
    },
    ...changes,
  });
}
