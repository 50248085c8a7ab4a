import { isUtf8 } from 'node:buffer';
import iconv from 'iconv-lite';

/** Arabic letters of UTF-8 that bytes of windows-1256 do not give by chance: «ط،» and its like are rare. */
const fewestLetters = 20;

/**
 * A document in which some entries are UTF-8 and others windows-1256, as old databases print them: each run of non-ASCII bytes
 * is read as what it is. Null where the bytes are of one encoding, be it that single characters are broken.
 */
export function decodeMixed(bytes: Uint8Array): string | null {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const asUtf8 = buffer.toString('utf8');
  const letters = arabicLetters(asUtf8);
  if (letters < fewestLetters || letters < broken(asUtf8) / 20) return null;
  const parts: string[] = [];
  let done = 0;
  let isMixed = false;
  for (let start = nextHigh(buffer, 0); start < buffer.length; start = nextHigh(buffer, done)) {
    parts.push(buffer.toString('latin1', done, start));
    done = start + 1;
    while ((buffer[done] ?? 0) >= 0x80) done += 1;
    const run = buffer.subarray(start, done);
    const text = run.toString('utf8');
    // What a cut download leaves of a character stands behind sound ones.
    const isSound = isUtf8(run) || run.length < 2 || arabicLetters(text) >= broken(text);
    isMixed ||= !isSound;
    parts.push(isSound ? text : iconv.decode(run, 'windows-1256'));
  }
  return isMixed ? parts.join('') + buffer.toString('latin1', done) : null;
}

function nextHigh(bytes: Uint8Array, from: number): number {
  let at = from;
  while (at < bytes.length && (bytes[at] ?? 0) < 0x80) at += 1;
  return at;
}

function broken(text: string): number {
  return text.match(/\ufffd/g)?.length ?? 0;
}

function arabicLetters(text: string): number {
  return text.match(/[\u0621-\u064a]/g)?.length ?? 0;
}

/**
 * Arabic that was UTF-8, read as windows-1252 and written as UTF-8 again («Ø§Ù„»), set right wherever it stands: in the whole
 * document or in an entry of it. Null where there is none.
 */
export function mendDoubleEncoding(text: string): string | null {
  if (!/[ØÙ][\u0080-\u00bf\u0152-\u2122][ØÙ]/.test(text)) return null;
  let mended = 0;
  const whole = text.replace(western, (run) => {
    const bytes = Buffer.from([...run].map((char) => westernByte.get(char.charCodeAt(0)) ?? 0));
    if (!isUtf8(bytes)) return run;
    const arabic = bytes.toString('utf8');
    mended += arabicLetters(arabic);
    return arabic;
  });
  return mended >= 4 ? whole : null;
}

/** The byte of a character above ASCII, in windows-1252 as browsers and databases read it, or in ISO-8859-1. */
const westernByte = new Map(
  Array.from({ length: 128 }, (_, index) => index + 0x80).flatMap((byte) => [
    [byte, byte] as const,
    [iconv.decode(Buffer.of(byte), 'windows-1252').charCodeAt(0), byte] as const,
  ]),
);
// What iconv-lite puts for bytes without a letter.
westernByte.delete(0xfffd);
const western = new RegExp(`[${String.fromCharCode(...westernByte.keys())}]{2,}`, 'g');
