import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { countedLink, readCountedLink } from '../../src/messages/counted-link.ts';
import { outgoingLinks } from '../../src/messages/outgoing-link.ts';
import { countedLinkRoutes, linkKeyOf } from '../../src/serve/counted-links.ts';
import { testNewsroom } from '../setup/newsroom.ts';

const key = linkKeyOf(Buffer.alloc(32, 7));
const base = 'https://go.example.org';
const target = 'https://daraj.media/109293/';
const made = (articleId = 7, link = target) =>
  countedLink(key, base, { channel: 'telegram', articleId, target: link }).slice(base.length);

const phone =
  'Mozilla/5.0 (Linux; Android 14; SM-A546B) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/124.0 Mobile Safari/537.36 Telegram-Android/11.3.3 (Samsung SM-A546B; Android 14; SDK 34; AVERAGE)';

function site(links: Record<string, unknown> = {}) {
  const opened: number[] = [];
  const newsroom = testNewsroom({ links });
  const app = countedLinkRoutes({ key, newsroom, onOpened: (id) => opened.push(id) });
  const get = (path: string, headers: Record<string, string> = {}, method = 'GET') =>
    app.request(`${base}${path}`, { method, headers: { 'user-agent': phone, ...headers } });
  return { opened, get };
}

describe('a counted link', () => {
  test('says where it leads, and is read back as it was made, whatever the address', () => {
    expect(made()).toMatch(/^\/r\/t7-[\w-]{12}\/daraj\.media\/109293\/$/);
    fc.assert(
      fc.property(
        fc.webUrl({ withQueryParameters: true }),
        fc.integer({ min: 1, max: 2_000_000_000 }),
        fc.constantFrom('telegram' as const, 'whatsapp' as const),
        (address, articleId, channel) => {
          const link = countedLink(key, base, { channel, articleId, target: address });
          const read = readCountedLink(key, link.slice(base.length));
          expect(read).toMatchObject({ channel, articleId });
          // And the same again: what it leads to has one spelling.
          const again = countedLink(key, base, { channel, articleId, target: read?.target ?? '' });
          expect(again).toBe(link);
        },
      ),
    );
  });

  test('Arabic in the address, a query, plain http', () => {
    for (const address of [
      'https://daraj.media/قصّة-ما/?p=12&lang=ar',
      'http://daraj.media/?p=1',
      'http://127.0.0.1:3000/a',
    ]) {
      expect(readCountedLink(key, made(7, address))?.target).toBe(new URL(address).href);
    }
  });

  test('changed in any place it leads nowhere', () => {
    const link = made();
    for (const changed of [
      link.replace('daraj.media', 'evil.example'),
      link.replace('109293', '109294'),
      link.replace('/t7-', '/w7-'),
      link.replace('/t7-', '/t8-'),
      link.replace(/-.{12}/, '-AAAAAAAAAAAA'),
      link.replace('daraj.media', 'daraj.media@evil.example'),
      link.replace('daraj.media', 'http/daraj.media'),
    ]) {
      expect(readCountedLink(key, changed), changed).toBeNull();
    }
    expect(readCountedLink(linkKeyOf(Buffer.alloc(32, 8)), link)).toBeNull();
    fc.assert(fc.property(fc.string(), (text) => readCountedLink(key, `/r/${text}`) === null));
  });

  test('that was made when less was taken off addresses still leads there', () => {
    const address = 'https://daraj.media/109293/?gad_source=1';
    const signature = createHmac('sha256', key).update(`nashra.link\nt7\n${address}`).digest('base64url').slice(0, 12);
    expect(readCountedLink(key, `/r/t7-${signature}/${address.slice('https://'.length)}`)?.target).toBe(address);
  });

  test('what a network adds to follow the reader is taken off', () => {
    expect(readCountedLink(key, `${made()}?fbclid=abc&utm_source=x`)?.target).toBe(target);
  });
});

describe('opening one', () => {
  test('leads on, counts, and leaves nothing with the reader', async () => {
    const { get, opened } = site({ campaign: { telegram: { utm_source: 'telegram' } } });
    const answer = await get(made());
    expect(answer.status).toBe(302);
    expect(answer.headers.get('location')).toBe(`${target}?utm_source=telegram`);
    expect(answer.headers.get('set-cookie')).toBeNull();
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(answer.headers.get('referrer-policy')).toBe('no-referrer');
    expect(opened).toEqual([7]);
  });

  test.each([
    ['Telegram’s preview', { 'user-agent': 'TelegramBot (like TwitterBot)' }],
    ['WhatsApp’s preview', { 'user-agent': 'WhatsApp/2.23.20.0' }],
    ['Facebook’s', { 'user-agent': 'facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)' }],
    ['a search engine', { 'user-agent': 'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)' }],
    ['a script', { 'user-agent': 'curl/8.5.0' }],
    ['nobody who says who they are', { 'user-agent': '' }],
    ['a browser that looks ahead', { 'sec-purpose': 'prefetch;prerender' }],
  ])('%s is led on and not counted', async (_, headers) => {
    const { get, opened } = site();
    expect((await get(made(), headers)).headers.get('location')).toBe(target);
    expect(opened).toEqual([]);
  });

  test('a HEAD request is not counted', async () => {
    const { get, opened } = site();
    expect((await get(made(), {}, 'HEAD')).status).toBe(302);
    expect(opened).toEqual([]);
  });

  test('what nobody signed leads to the newsroom’s front page', async () => {
    const { get, opened } = site();
    for (const path of ['/r/', '/r/t7-AAAAAAAAAAAA/evil.example/', '/r/%00', '/r/t7-x/daraj.media/']) {
      expect((await get(path)).headers.get('location'), path).toBe('https://daraj.media');
    }
    expect(opened).toEqual([]);
  });
});

describe('links as they leave', () => {
  const story = { articleId: 3, link: 'https://daraj.media/3/?p=1' };
  const { links } = testNewsroom({ links: { campaign: { telegram: { utm_source: 'telegram', from: 'نشرة' } } } });

  test('not counted: the campaign of the channel is added, others are left as they are', () => {
    const outgoing = outgoingLinks(links, null);
    expect(outgoing(story, 'telegram')).toBe(
      'https://daraj.media/3/?p=1&utm_source=telegram&from=%D9%86%D8%B4%D8%B1%D8%A9',
    );
    expect(outgoing(story, 'whatsapp')).toBe(story.link);
    expect(outgoing({ articleId: 3, link: 'no address' }, 'telegram')).toBe('no address');
  });

  test('counted: by way of this program; a story that is not in the record, or with no address known yet, is not', () => {
    const outgoing = outgoingLinks(links, { key, base: () => base });
    expect(outgoing(story, 'telegram')).toMatch(
      /^https:\/\/go\.example\.org\/r\/t3-[\w-]{12}\/daraj\.media\/3\/\?p=1$/,
    );
    expect(outgoing({ ...story, articleId: null }, 'whatsapp')).toBe(story.link);
    expect(outgoingLinks(links, { key, base: () => null })(story, 'whatsapp')).toBe(story.link);
  });
});
