import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import type { z } from 'zod';
import {
  BackupError,
  type BackupHeader,
  type BackupTable,
  END_OF_ROWS,
  endSchema,
  headerSchema,
  tableSchema,
} from './format.ts';

/** A piece of a backup in its order; rows come as the bytes that COPY takes, some at a time. */
export type BackupPiece =
  | { readonly kind: 'header'; readonly header: BackupHeader }
  | { readonly kind: 'table'; readonly table: BackupTable }
  | { readonly kind: 'rows'; readonly bytes: Buffer }
  | { readonly kind: 'rows end'; readonly table: string; readonly rows: number }
  | { readonly kind: 'end'; readonly rows: Readonly<Record<string, number>> };

/**
 * Reads a backup; what it holds is whole and unchanged only once the `end` has come.
 *
 * @throws {BackupError} when it is none, or is cut short or changed
 */
export async function* readBackup(file: Readable): AsyncGenerator<BackupPiece> {
  const hash = createHash('sha256');
  const counted: Record<string, number> = {};
  let at: 'start' | 'between' | 'rows' | 'end' = 'start';
  let table = '';
  let gathered: Buffer[] = [];
  let size = 0;
  const rows = (): BackupPiece => {
    const bytes = Buffer.concat(gathered);
    gathered = [];
    size = 0;
    return { kind: 'rows', bytes };
  };
  for await (const line of linesOf(file)) {
    if (at === 'end') throw new BackupError('it goes on behind its end');
    const text = at === 'rows' ? '' : line.toString('utf8');
    if (at === 'between' && text.startsWith('{"rows"')) {
      const end = parsed(endSchema, text);
      if (end.sha256 !== hash.digest('hex'))
        throw new BackupError('it was changed or damaged: its checksum is another');
      yield { kind: 'end', rows: counted };
      at = 'end';
      continue;
    }
    hash.update(line).update('\n');
    if (at === 'start') {
      yield { kind: 'header', header: parsed(headerSchema, text) };
      at = 'between';
    } else if (at === 'between') {
      const next = parsed(tableSchema, text);
      table = next.table;
      counted[table] = 0;
      yield { kind: 'table', table: next };
      at = 'rows';
    } else if (line.length === END_OF_ROWS.length && line.toString() === END_OF_ROWS) {
      if (size > 0) yield rows();
      yield { kind: 'rows end', table, rows: counted[table] ?? 0 };
      at = 'between';
    } else {
      gathered.push(line, NEWLINE);
      size += line.length + 1;
      counted[table] = (counted[table] ?? 0) + 1;
      if (size >= ROWS_AT_ONCE) yield rows();
    }
  }
  if (at === 'start') throw new BackupError('it is empty');
  if (at !== 'end') throw new BackupError('it is cut short: its end is missing');
}

/** Bytes of rows handed on together. */
const ROWS_AT_ONCE = 256 * 1024;
const NEWLINE = Buffer.from('\n');

function parsed<T>(schema: z.ZodType<T>, text: string): T {
  try {
    return schema.parse(JSON.parse(text));
  } catch {
    throw new BackupError(`it is no backup of Nashra that this program knows: «${text.slice(0, 80)}»`);
  }
}

/** Longest line; a row holds one article at most. */
const LONGEST_LINE = 256 * 1024 * 1024;

async function* linesOf(file: Readable): AsyncGenerator<Buffer> {
  const unzipped = file.pipe(createGunzip());
  file.on('error', (error) => unzipped.destroy(error));
  let rest: Buffer[] = [];
  let length = 0;
  try {
    for await (const chunk of unzipped as AsyncIterable<Buffer>) {
      let from = 0;
      for (let end = chunk.indexOf(10); end >= 0; end = chunk.indexOf(10, from)) {
        yield Buffer.concat([...rest, chunk.subarray(from, end)]);
        rest = [];
        length = 0;
        from = end + 1;
      }
      rest.push(chunk.subarray(from));
      length += chunk.length - from;
      if (length > LONGEST_LINE) throw new BackupError('it is no backup of Nashra: one of its lines has no end');
    }
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? '';
    if (code === 'Z_BUF_ERROR') throw new BackupError('it is cut short: its end is missing');
    if (code === 'Z_DATA_ERROR') throw new BackupError('it is no backup of Nashra, or damaged');
    throw error;
  } finally {
    file.destroy();
    unzipped.destroy();
  }
  if (length > 0) throw new BackupError('it is cut short: its last line has no end');
}
