import fc from 'fast-check';
import iconv from 'iconv-lite';
import { describe, expect, test } from 'vitest';
import { parseFeed } from '../../src/feeds/parse.ts';

/**
 * All the dirt at once: a feed of three known stories, written in any format, encoding and manner that sites have, must
 * come out as the three stories.
 */
const now = new Date('2026-03-01T12:00:00Z');
const site = 'https://example.org';
const stories = [
  { title: 'قصّة أولى: «بيروت» و80% من السكّان', path: '/a?p=1', day: 5 },
  { title: 'الثانية… هل تكفي؟', path: '/b/', day: 12 },
  { title: 'ثالثة عن البحث & التطوير', path: '/c', day: 23 },
] as const;
type Story = (typeof stories)[number];

const escaped = (text: string) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;');
const manners: Record<string, (text: string) => string> = {
  escaped,
  cdata: (text) => `<![CDATA[${text}]]>`,
  'CDATA among spaces': (text) => `\n   <![CDATA[ ${text} ]]>\n`,
  'CDATA in two': (text) => `<![CDATA[${text.slice(0, 4)}]]><![CDATA[${text.slice(4)}]]>`,
  'CDATA in CDATA': (text) => `<![CDATA[${text.slice(0, 4)}<![CDATA[${text.slice(4, 8)}]]>${text.slice(8)}]]>`,
  'CDATA, escaped': (text) => escaped(`<![CDATA[${text}]]>`),
  'by number': (text) => [...text].map((letter) => `&#${letter.codePointAt(0)};`).join(''),
  'escaped twice': (text) => escaped(escaped(text)),
  'undeclared entities': (text) =>
    escaped(text).replace(/«/g, '&laquo;').replace(/»/g, '&raquo;').replace(/…/g, '&hellip;'),
  'invisible marks': (text) => `\u200f${escaped(text)}\u200e\ufeff`,
};

const two = (number: number) => String(number).padStart(2, '0');
const arabic = (text: string) => text.replace(/\d/g, (digit) => '٠١٢٣٤٥٦٧٨٩'[Number(digit)] ?? '');
/** The day of a story in January 2026, at 08:00 UTC; the ways without a time mean midnight. */
const dates: Record<string, { readonly write: (day: number) => string; readonly hour: 0 | 8 }> = {
  'RFC 822': { write: (day) => new Date(Date.UTC(2026, 0, day, 8)).toUTCString(), hour: 8 },
  'with a zone': { write: (day) => `${two(day)} Jan 2026 10:00:00 +0200`, hour: 8 },
  ISO: { write: (day) => `2026-01-${two(day)}T11:00:00+03:00`, hour: 8 },
  Levantine: { write: (day) => `${day} كانون الثاني/ يناير 2026`, hour: 0 },
  'Levantine, Arabic digits': { write: (day) => arabic(`${day} كانون الثاني 2026`), hour: 0 },
  'named day': { write: (day) => `الاثنين، ${day} يناير 2026 - 08:00 ص`, hour: 8 },
  numeric: { write: (day) => `${two(day)}.01.2026`, hour: 0 },
};

const encodings: Record<string, { readonly bytes: (xml: string) => Buffer; readonly letters: 'all' | 'western' }> = {
  'utf-8': { bytes: (xml) => Buffer.from(xml.replace('ENCODING', 'UTF-8')), letters: 'all' },
  'utf-8 with a mark': { bytes: (xml) => Buffer.from(`\ufeff${xml.replace('ENCODING', 'utf-8')}`), letters: 'all' },
  'utf-8 called windows-1256': { bytes: (xml) => Buffer.from(xml.replace('ENCODING', 'windows-1256')), letters: 'all' },
  'windows-1256': {
    bytes: (xml) => iconv.encode(xml.replace('ENCODING', 'windows-1256'), 'win1256'),
    letters: 'western',
  },
  'windows-1256 called utf-8': {
    bytes: (xml) => iconv.encode(xml.replace('ENCODING', 'UTF-8'), 'win1256'),
    letters: 'western',
  },
  'windows-1256 called iso-8859-6': {
    bytes: (xml) => iconv.encode(xml.replace('ENCODING', 'iso-8859-6'), 'win1256'),
    letters: 'western',
  },
  'windows-1256, undeclared': {
    bytes: (xml) => iconv.encode(xml.replace(' encoding="ENCODING"', ''), 'win1256'),
    letters: 'western',
  },
  'utf-16': {
    bytes: (xml) => iconv.encode(xml.replace('ENCODING', 'utf-16'), 'utf-16le', { addBOM: true }),
    letters: 'all',
  },
};

interface Written {
  readonly story: Story;
  readonly title: string;
  readonly date: string;
  readonly link: string;
  readonly guid: string;
}
const formats: Record<string, (items: readonly Written[]) => string> = {
  rss: (items) =>
    `<rss version="2.0"><channel><title>t</title><link>${site}</link>${items
      .map(
        ({ title, date, link, guid }) =>
          `<item>${guid && `<guid isPermaLink="false">${guid}</guid>`}<pubDate>${date}</pubDate><link>${link}</link><title>${title}</title></item>`,
      )
      .join('\n')}</channel></rss>`,
  atom: (items) =>
    `<feed xmlns="http://www.w3.org/2005/Atom"><title>t</title><link href="${site}"/>${items
      .map(
        ({ title, date, link, guid }) =>
          `<entry>${guid && `<id>${guid}</id>`}<updated>${date}</updated><link rel="alternate" href="${link.replace(/<!\[CDATA\[\s*|\s*\]\]>/g, '').trim()}"/><title>${title}</title></entry>`,
      )
      .join('\n')}</feed>`,
  rdf: (items) =>
    `<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="${site}"><title>t</title><link>${site}</link></channel>${items
      .map(
        ({ title, date, link }) =>
          `<item rdf:about="${site}/x"><title>${title}</title><link>${link}</link><dc:date>${date}</dc:date></item>`,
      )
      .join('\n')}</rdf:RDF>`,
};

const one = (names: Record<string, unknown>) => fc.constantFrom(...Object.keys(names));
const dirt = fc.record({
  format: one(formats),
  encoding: one(encodings),
  manner: one(manners),
  date: one(dates),
  order: fc.shuffledSubarray([...stories], { minLength: 3, maxLength: 3 }),
  links: fc.constantFrom('absolute', 'relative', 'tracked', 'cdata'),
  guids: fc.constantFrom('none', 'own', 'all the same'),
  around: fc.constantFrom('', '\n\n', '<br />\n<b>Warning</b>: Undefined variable in /var/www/x.php\n'),
});

function linkOf(story: Story, manner: string): string {
  switch (manner) {
    case 'relative':
      return escaped(story.path);
    case 'tracked':
      return escaped(`${site}${story.path}${story.path.includes('?') ? '&' : '?'}utm_source=rss&utm_medium=rss`);
    case 'cdata':
      return `<![CDATA[ ${site}${story.path} ]]>`;
    default:
      return escaped(site + story.path);
  }
}

describe('the same stories come out of a feed', () => {
  test('in whatever format, encoding and manner it is written', () => {
    fc.assert(
      fc.property(dirt, ({ format, encoding, manner, date, order, links, guids, around }) => {
        const { bytes, letters } = encodings[encoding] ?? { bytes: Buffer.from, letters: 'all' };
        // What windows-1256 has no letter for, nobody can have written in it.
        fc.pre(letters === 'all' || manner !== 'invisible marks');
        const written = order.map((story, index) => ({
          story,
          title: (manners[manner] ?? escaped)(story.title),
          date:
            letters === 'western' && date === 'Levantine, Arabic digits'
              ? (dates.Levantine?.write(story.day) ?? '')
              : (dates[date]?.write(story.day) ?? ''),
          link: linkOf(story, links),
          guid: guids === 'none' ? '' : guids === 'own' ? `id-${index}` : 'id',
        }));
        const xml = `${around}<?xml version="1.0" encoding="ENCODING"?>${formats[format]?.(written)}`;
        const feed = parseFeed(bytes(xml), { url: `${site}/feed`, now });
        expect(feed.items.map((item) => item.title)).toEqual(order.map((story) => story.title));
        expect(feed.items.map((item) => item.link?.replace(/[?&]utm_.*$/, ''))).toEqual(
          order.map((story) => site + story.path),
        );
        expect(feed.items.map((item) => item.publishedAt?.toISOString())).toEqual(
          order.map((story) => new Date(Date.UTC(2026, 0, story.day, dates[date]?.hour)).toISOString()),
        );
      }),
      { numRuns: 400 },
    );
  });
});
