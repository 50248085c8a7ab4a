import { isUtf8 } from 'node:buffer';
import iconv from 'iconv-lite';
import { decodeMixed, mendDoubleEncoding } from './mixed-encoding.ts';

export interface Decoded {
  readonly text: string;
  /** The encoding used, in small letters: `utf-8`, `windows-1256`, … */
  readonly encoding: string;
  readonly warnings: readonly string[];
}

/**
 * Bytes to text, for feeds and pages as servers really send them. In order: byte order mark; UTF-16 without one; valid
 * UTF-8 whatever is declared; UTF-8 with entries of windows-1256; UTF-8 with a few broken bytes (a cut download); the HTTP header's charset; the document's
 * own declaration; and for Arabic bytes nobody named rightly windows-1256 or ISO-8859-6.
 *
 * @param contentType the HTTP header as received, or null.
 */
export function decode(bytes: Uint8Array, contentType: string | null = null): Decoded {
  const marked = byMark(bytes);
  if (marked) return marked;
  const declared = fromHeader(contentType) ?? fromDocument(bytes);

  if (isUtf8(bytes)) {
    const text = new TextDecoder('utf-8').decode(bytes);
    const mended = mendDoubleEncoding(text);
    if (mended !== null) {
      return { text: mended, encoding: 'utf-8', warnings: ['the text was encoded twice as UTF-8; it was mended'] };
    }
    const mislabelled = declared !== null && declared !== 'utf-8' && hasHighBytes(bytes);
    return {
      text,
      encoding: 'utf-8',
      warnings: mislabelled ? [`declared as ${declared} but the bytes are UTF-8; read as UTF-8`] : [],
    };
  }
  const mixed = decodeMixed(bytes);
  if (mixed !== null) {
    return {
      text: mixed,
      encoding: 'utf-8',
      warnings: ['UTF-8 and windows-1256 in one document; each was read as what it is'],
    };
  }
  const nearly = nearlyUtf8(bytes);
  if (nearly !== null) {
    return { text: nearly, encoding: 'utf-8', warnings: ['a few bytes are not valid UTF-8; they were replaced'] };
  }
  const arabic = arabicEncoding(bytes);
  if (declared !== null && declared !== 'utf-8' && !(arabic !== null && isOftenMistaken(declared, arabic))) {
    return { text: iconv.decode(Buffer.from(bytes), declared), encoding: declared, warnings: [] };
  }
  const encoding = arabic ?? 'windows-1256';
  return {
    text: iconv.decode(Buffer.from(bytes), encoding),
    encoding,
    warnings: [`${declared === null ? 'no charset is declared' : `declared as ${declared}`}; read as ${encoding}`],
  };
}

function byMark(bytes: Uint8Array): Decoded | null {
  const [a, b, c, d] = bytes;
  const read = (encoding: string) => ({
    // iconv-lite drops the mark itself.
    text: iconv.decode(Buffer.from(bytes), encoding),
    encoding,
    warnings: [],
  });
  // Some editors put the mark of UTF-8 before whatever they save.
  if (a === 0xef && b === 0xbb && c === 0xbf) return isUtf8(bytes) || nearlyUtf8(bytes) !== null ? read('utf-8') : null;
  if (a === 0xff && b === 0xfe) return read('utf-16le');
  if (a === 0xfe && b === 0xff) return read('utf-16be');
  if (a === 0x3c && b === 0 && c !== 0 && d === 0) return read('utf-16le');
  if (a === 0 && b === 0x3c && c === 0 && d !== 0) return read('utf-16be');
  return null;
}

function fromHeader(contentType: string | null): string | null {
  return known(contentType?.match(/charset\s*=\s*["']?([\w:.-]+)/i)?.[1]);
}

/** The XML declaration or an HTML `meta`, both of which are ASCII near the start. */
function fromDocument(bytes: Uint8Array): string | null {
  const start = Buffer.from(bytes.subarray(0, 2_048)).toString('latin1');
  return known(
    start.match(/<\?xml[^>]*\sencoding\s*=\s*["']([\w:.-]+)/i)?.[1] ??
      start.match(/<meta[^>]+charset\s*=\s*["']?([\w:.-]+)/i)?.[1],
  );
}

/** The name in one spelling, or null when no decoder knows it. UTF-16 without its bytes is a mistake in the label. */
function known(label: string | undefined): string | null {
  if (label === undefined) return null;
  const name = label.toLowerCase();
  if (/^utf-?8$/.test(name)) return 'utf-8';
  if (/^(utf-?16|ucs-2|utf-?32)/.test(name)) return null;
  return iconv.encodingExists(name) ? name : null;
}

/** Whether a label is one that Arabic bytes get by mistake: a Western encoding, or the other one for Arabic. */
function isOftenMistaken(declared: string, arabic: string): boolean {
  if (/^(iso-?8859-?(1|15)|latin-?1|windows-?1252|cp-?1252|us-ascii|ascii)$/.test(declared)) return true;
  const other = arabic === 'windows-1256' ? /^(iso-?8859-?6|arabic|asmo-?708|ecma-?114)/ : /^(windows|cp)-?1256$/;
  return other.test(declared);
}

function hasHighBytes(bytes: Uint8Array): boolean {
  return bytes.some((byte) => byte >= 0x80);
}

/** The text when all but one in a hundred of the non-ASCII characters are sound: a download cut inside a character. */
function nearlyUtf8(bytes: Uint8Array): string | null {
  const text = new TextDecoder('utf-8').decode(bytes);
  let broken = 0;
  let sound = 0;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code === 0xfffd) broken += 1;
    else if (code >= 0x80) sound += 1;
  }
  return broken <= Math.max(3, sound * 0.01) && sound >= broken * 10 ? text : null;
}

/**
 * The Arabic single-byte encoding of text nobody labelled, or null when its high bytes stand alone as the accents of a
 * European language do. Both encodings agree on alef to ghain; they differ in feh to yeh, the commonest letters.
 */
function arabicEncoding(bytes: Uint8Array): 'windows-1256' | 'iso-8859-6' | null {
  let high = 0;
  let runs = 0;
  let windows = 0;
  let iso = 0;
  for (let index = 0; index < bytes.length; index += 1) {
    const byte = bytes[index] ?? 0;
    if (byte < 0x80) continue;
    high += 1;
    if ((bytes[index - 1] ?? 0) < 0x80) runs += 1;
    // yeh, alef maqsura, lam, feh, qaf, kaf as windows-1256 has them …
    if (byte === 0xed || byte === 0xec || byte === 0xe1 || byte === 0xdd || byte === 0xde || byte === 0xdf)
      windows += 1;
    // … and yeh, waw, heh, alef maqsura, which ISO-8859-6 has where windows-1256 has French vowels.
    if (byte === 0xea || byte === 0xe8 || byte === 0xe7 || byte === 0xe9) iso += 1;
  }
  if (runs === 0 || high / runs < 2.5) return null;
  return iso > windows ? 'iso-8859-6' : 'windows-1256';
}
