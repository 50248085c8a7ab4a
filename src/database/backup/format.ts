import { z } from 'zod';

/**
 * A backup, gzipped: a line of JSON that says what it is, then each table as a line of JSON with its columns, its rows in PostgreSQL's text
 * format for COPY and a line `\.`, then a line of JSON with the count of the rows and the SHA-256 of all that stands before it.
 */
export const headerSchema = z.object({
  nashra: z.literal('backup'),
  format: z.literal(1),
  /** When the record was as the backup has it. */
  takenAt: z.iso.datetime(),
  /** Of the program that made it. */
  version: z.string(),
  /** The last migration that the record had had. */
  schema: z.string(),
  /** Which record it is of. */
  record: z.uuid(),
  /** Tells the key that addresses are sealed with from another, and nothing of it. */
  keyMark: z.string(),
});

export type BackupHeader = z.infer<typeof headerSchema>;

export const tableSchema = z.object({ table: z.string(), columns: z.array(z.string()).min(1) });
export type BackupTable = z.infer<typeof tableSchema>;

export const endSchema = z.object({ rows: z.record(z.string(), z.int().min(0)), sha256: z.string().length(64) });

/** Ends a table's rows; no row is written so, as a backslash in one is doubled. */
export const END_OF_ROWS = '\\.';

/** What a backup holds, as its two ends say. */
export interface BackupContents extends BackupHeader {
  readonly rows: Readonly<Record<string, number>>;
}

/** A file that is no whole backup, or not one for this installation. */
export class BackupError extends Error {
  override readonly name = 'BackupError';
}
