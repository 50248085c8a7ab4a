import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseTelegramHtml, prepareText } from '../../src/sandbox/telegram/index.ts';

function parsed(html: string) {
  const result = parseTelegramHtml(html);
  if (result.kind === 'invalid') throw new Error(result.description);
  return { text: result.text, entities: result.entities };
}

function refused(html: string): string {
  const result = parseTelegramHtml(html);
  if (result.kind === 'parsed') throw new Error(`accepted as ${result.text}`);
  return result.description;
}

describe('markup that is taken', () => {
  test.each([
    ['<b>a</b>', 'bold'],
    ['<strong>a</strong>', 'bold'],
    ['<i>a</i>', 'italic'],
    ['<em>a</em>', 'italic'],
    ['<u>a</u>', 'underline'],
    ['<ins>a</ins>', 'underline'],
    ['<s>a</s>', 'strikethrough'],
    ['<strike>a</strike>', 'strikethrough'],
    ['<del>a</del>', 'strikethrough'],
    ['<tg-spoiler>a</tg-spoiler>', 'spoiler'],
    ['<span class="tg-spoiler">a</span>', 'spoiler'],
    ['<code>a</code>', 'code'],
    ['<pre>a</pre>', 'pre'],
    ['<blockquote>a</blockquote>', 'blockquote'],
    ['<blockquote expandable>a</blockquote>', 'expandable_blockquote'],
    ['<B>a</b >', 'bold'],
    ['<b>a</>', 'bold'],
  ])('%s is %s', (html, type) => {
    expect(parsed(html)).toEqual({ text: 'a', entities: [{ type, offset: 0, length: 1 }] });
  });

  test('a link, with references in its address, in either quotation mark', () => {
    const link = (html: string) => parsed(html).entities;
    const expected = [{ type: 'text_link', offset: 0, length: 1, url: 'https://example.org/?a=1&b="2"' }];
    expect(link('<a href="https://example.org/?a=1&amp;b=&quot;2&quot;">x</a>')).toEqual(expected);
    expect(link(`<a  href = 'https://example.org/?a=1&amp;b="2"' >x</a>`)).toEqual(expected);
  });

  test('a link without a real address loses the link and keeps its words', () => {
    expect(parsed('<a href="http://localhost/x">خبر</a>')).toEqual({ text: 'خبر', entities: [] });
    expect(parsed('<a href="javascript:alert(1)">خبر</a>')).toEqual({ text: 'خبر', entities: [] });
    expect(parsed('<a href="">خبر</a>')).toEqual({ text: 'خبر', entities: [] });
    expect(parsed('<a>example.org/x</a>').entities).toEqual([
      { type: 'text_link', offset: 0, length: 13, url: 'http://example.org/x' },
    ]);
  });

  test('a language of a block of code, whichever tag is outside', () => {
    const entities = [{ type: 'pre', offset: 0, length: 1, language: 'js' }];
    expect(parsed('<pre><code class="language-js">a</code></pre>').entities).toEqual(entities);
    expect(parsed('<code class="language-js"><pre>a</pre></code>').entities).toEqual(entities);
    expect(parsed('<code class="language-js">a</code>').entities).toEqual([{ type: 'code', offset: 0, length: 1 }]);
  });

  test('tags within tags, outermost first, offsets in UTF-16 code units', () => {
    expect(parsed('😀<b>خ<i>ب</i>ر</b>')).toEqual({
      text: '😀خبر',
      entities: [
        { type: 'bold', offset: 2, length: 3 },
        { type: 'italic', offset: 3, length: 1 },
      ],
    });
  });

  test('an empty tag leaves nothing', () => {
    expect(parsed('<b></b>خبر')).toEqual({ text: 'خبر', entities: [] });
  });

  test('a custom emoji and a mention by id', () => {
    expect(parsed('<tg-emoji emoji-id="5368324170671202286">👍</tg-emoji>').entities).toEqual([
      { type: 'custom_emoji', offset: 0, length: 2, custom_emoji_id: '5368324170671202286' },
    ]);
    expect(parsed('<a href="tg://user?id=42">سلمى</a>').entities).toMatchObject([
      { type: 'text_mention', user: { id: 42 } },
    ]);
  });

  test.each([
    ['&lt;b&gt; &amp; &quot;', '<b> & "'],
    ['&#1582;&#x628;&#x631;', 'خبر'],
    ['&lt', '<'],
    ['&nbsp; &apos; &copy; AT&T & co', '&nbsp; &apos; &copy; AT&T & co'],
    ['&#0; &#x110000; &;', '&#0; &#x110000; &;'],
    ['1 > 0', '1 > 0'],
  ])('references: %s', (html, text) => {
    expect(parsed(html)).toEqual({ text, entities: [] });
  });
});

describe('markup that is refused, in Telegram’s words', () => {
  test.each([
    ['<p>خبر</p>', 'Unsupported start tag "p" at byte offset 0'],
    ['خبر<br>', 'Unsupported start tag "br" at byte offset 6'],
    ['خبر <3 قلب>', 'Unsupported start tag "3" at byte offset 7'],
    ['2 < 3', 'Unsupported start tag "" at byte offset 2'],
    ['<b', 'Unclosed start tag at byte offset 0'],
    ['<a href="x', 'Unclosed start tag at byte offset 0'],
    ['<b>خبر', `Can't find end tag corresponding to start tag "b"`],
    ['خبر</b>', 'Unexpected end tag at byte offset 6'],
    ['<b>خبر</i>', 'Unmatched end tag at byte offset 9, expected "</b>", found "</i>"'],
    ['<b><i>خبر</b></i>', 'Unmatched end tag at byte offset 12, expected "</i>", found "</b>"'],
    ['<b>خبر</b', 'Unclosed end tag at byte offset 9'],
    ['<span>خبر</span>', 'Tag "span" must have class "tg-spoiler" at byte offset 0'],
    ['<a href>خبر</a>', 'Expected equal sign in declaration of an attribute of the tag "a" at byte offset 0'],
    ['<a =x>خبر</a>', 'Empty attribute name in the tag "a" at byte offset 0'],
    ['<a href=http://example.org>خبر</a>', 'Unexpected end of name token at byte offset 8'],
    ['<tg-emoji emoji-id="0">👍</tg-emoji>', 'Invalid custom emoji identifier specified'],
    [
      '&#xd83d;',
      'Text contains invalid Unicode characters after decoding HTML entities, check for unmatched surrogate code units',
    ],
  ])('%s', (html, description) => {
    expect(refused(html)).toBe(description);
  });
});

describe('what Telegram makes of a text', () => {
  function prepared(text: string, parseMode: string | null = 'HTML') {
    const result = prepareText(text, parseMode, [], 'text');
    if (result.kind === 'refused') throw new Error(result.description);
    return result.formatted;
  }

  test('blank space around it goes, and marks move along', () => {
    expect(prepared('\n  <b> خبر </b>\n')).toEqual({ text: 'خبر', entities: [{ type: 'bold', offset: 0, length: 3 }] });
  });

  test('old direction controls vanish, isolates and single marks stay', () => {
    expect(prepared('\u202bخبر\u202c \u2067عاجل\u2069 \u200fA').text).toBe('خبر \u2067عاجل\u2069 \u200fA');
    expect(prepared('a\u200f\u200e\u200fb').text).toBe('a\u200c\u200c\u200fb');
  });

  test('control characters become blanks, carriage returns nothing, and marks move along', () => {
    expect(prepared('a\tb\r\n<b>c</b>')).toEqual({
      text: 'a b\nc',
      entities: [{ type: 'bold', offset: 4, length: 1 }],
    });
  });

  test('it is measured in UTF-16 code units after parsing', () => {
    expect(prepared(`<b>${'&lt;'.repeat(4_096)}</b>`).text).toHaveLength(4_096);
    expect(prepareText('😀'.repeat(2_049), null, [], 'text')).toMatchObject({
      description: 'Bad Request: message is too long',
    });
    expect(prepareText('خ'.repeat(1_025), null, [], 'caption')).toMatchObject({
      description: 'Bad Request: message caption is too long',
    });
  });

  test('links, commands, mentions and hashtags are found', () => {
    const { text, entities } = prepared('اقرأ https://example.org/a، أو /latest أو @salma #لبنان');
    expect(entities.map((entity) => [entity.type, text.slice(entity.offset, entity.offset + entity.length)])).toEqual([
      ['url', 'https://example.org/a'],
      ['bot_command', '/latest'],
      ['mention', '@salma'],
      ['hashtag', '#لبنان'],
    ]);
  });

  test('code holds nothing else, quotations hold no quotation', () => {
    expect(prepared('<code>a <b>b</b></code>').entities).toEqual([{ type: 'code', offset: 0, length: 3 }]);
    expect(prepared('<blockquote>a<blockquote>b</blockquote></blockquote>').entities).toEqual([
      { type: 'blockquote', offset: 0, length: 2 },
    ]);
  });

  test('a lone surrogate is refused', () => {
    expect(prepareText('خبر \ud83d', null, [], 'text')).toMatchObject({
      description: 'Bad Request: strings must be encoded in UTF-8',
    });
  });

  test('other markup is refused rather than misread', () => {
    expect(prepareText('*خبر*', 'MarkdownV2', [], 'text')).toMatchObject({
      description: 'Bad Request: unsupported parse_mode',
    });
  });
});

const escapeHtml = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
const anything = fc.string({ unit: 'grapheme', maxLength: 200 });

test('escaped text comes out as it went in, whatever it is', () => {
  fc.assert(
    fc.property(anything, (text) => {
      expect(parsed(`<b>${escapeHtml(text)}</b>`).text).toBe(text);
    }),
  );
});

test('no text makes the parser throw or hang, and offsets stay inside', () => {
  const piece = fc.oneof(
    anything,
    fc.constantFrom('<', '>', '</', '<b', '<a href="', '"', '&', '&#', '&lt', '=', "'", ' ', '<b>', '</b>'),
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
      const result = parseTelegramHtml(pieces.join(''));
      if (result.kind === 'invalid') expect(result.description).not.toBe('');
      else
        for (const { offset, length } of result.entities)
          expect(offset + length).toBeLessThanOrEqual(result.text.length);
    }),
    { numRuns: 1_000 },
  );
});
