import type { ChannelName } from '../channels/channel.ts';
import type { Newsroom } from '../config/newsroom.ts';
import type { Db } from '../database/database.ts';
import type { AddressBook } from './addresses.ts';
import { addressOf, type Entry, importPeople, personSchema } from './transfer.ts';

export interface ImportParts {
  readonly db: Db;
  readonly addresses: AddressBook;
  readonly newsroom: Pick<Newsroom, 'editions' | 'topics'>;
  /** The sending accounts; people are written to by the first of their channel. */
  readonly lanes: readonly { readonly id: number; readonly channel: ChannelName }[];
  readonly write: 'everything' | 'nothing';
}

/** Never with what stands in the line: that is somebody's address. */
export interface LineProblem {
  readonly line: number;
  readonly reason: string;
}

export interface Imported {
  readonly read: number;
  readonly good: number;
  readonly added: number;
  readonly refused: number;
  /** The first hundred of those refused. */
  readonly problems: readonly LineProblem[];
}

const batchSize = 1_000;
const mostProblems = 100;
const longestLine = 10_000;

/**
 * Takes people in line by line. A bad line is refused with its number and does not stop the others; memory stays flat
 * whatever the length. May be stopped anywhere and run again: who is in stays in once.
 */
export async function importLines(
  parts: ImportParts,
  lines: AsyncIterable<string>,
  onProgress: (read: number) => void = () => {},
): Promise<Imported> {
  const problems: LineProblem[] = [];
  let batch: Entry[] = [];
  let read = 0;
  let line = 0;
  let good = 0;
  let added = 0;
  const flush = async () => {
    if (parts.write === 'everything') added += await importPeople(parts.db, parts.addresses, batch);
    batch = [];
  };
  for await (const text of lines) {
    line += 1;
    if (text.trim() === '') continue;
    read += 1;
    const entry = entryIn(text.replace(/^\uFEFF/, ''), parts);
    if (typeof entry === 'string') {
      if (problems.length < mostProblems) problems.push({ line, reason: entry });
    } else {
      good += 1;
      batch.push(entry);
    }
    if (batch.length >= batchSize) await flush();
    if (read % 10_000 === 0) onProgress(read);
  }
  await flush();
  return { read, good, added, refused: read - good, problems };
}

/** The person in a line, or why there is none. */
function entryIn(text: string, { newsroom, lanes }: ImportParts): Entry | string {
  if (text.length > longestLine) return 'is too long for one person';
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return 'is not JSON';
  }
  const parsed = personSchema.safeParse(value);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    if (issue?.code === 'unrecognized_keys') return `has a field that is not known: ${issue.keys.join(', ')}`;
    const field = issue?.path.join('.') || 'the line';
    if (field === 'consentedAt') return 'consentedAt: says no time at which this person agreed (2026-03-01T08:00:00Z)';
    return `${field}: ${issue?.message ?? 'is wrong'}`;
  }
  const person = parsed.data;
  const address = addressOf(person);
  if (address === null) return `address: is none on ${person.channel}`;
  const editions = person.editions ?? defaultEditions(newsroom);
  const strange = editions.find((edition) => !(edition in newsroom.editions));
  if (strange !== undefined) return `editions: «${strange}» is not in newsroom.yaml`;
  const topic = person.topics?.find((one) => !(one in newsroom.topics));
  if (topic !== undefined) return `topics: «${topic}» is not in newsroom.yaml`;
  const lane = lanes.find(({ channel }) => channel === person.channel);
  if (!lane) return `channel: no account sends on ${person.channel} yet; start nashra serve with it once`;
  return { person: { ...person, editions }, address, laneId: lane.id };
}

function defaultEditions({ editions }: Pick<Newsroom, 'editions'>): string[] {
  return Object.entries(editions).flatMap(([key, edition]) => (edition.default ? [key] : []));
}
