import { createHash, randomUUID } from 'node:crypto';
import { access, constants, mkdir, readFile, realpath, rename, rm, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { z } from 'zod';
import { type Account, accountForRoot, accountOfOwner, isRoot, nameOf, self } from './account.ts';
import { EmbeddedServerError, errorCode, explainFileError } from './error.ts';
import { exists, giveTo, makeReachableFolder, syncFolder, writeWhole } from './files.ts';
import { run } from './run.ts';

/** Where one database lives and who runs it. */
export interface Place {
  readonly account: Account;
  /** The folder that holds the home: the data folder, or a stand-in the account can enter. */
  readonly base: string;
  /** Holds the cluster, its password, its port and its log. Made at once and whole by initdb. */
  readonly home: string;
  /** PostgreSQL's data directory. */
  readonly cluster: string;
}

const homeName = 'postgresql';
const noteName = 'postgresql-location.json';
const noteSchema = z.object({ database: z.string(), folder: z.string(), why: z.string() });

function placeIn(base: string, account: Account): Place {
  const home = join(base, homeName);
  return { account, base, home, cluster: join(home, 'cluster') };
}

/** Makes the data folder when missing. Returns its real path, so that two ways to it are one. */
export async function openDataFolder(dataDir: string): Promise<string> {
  try {
    await mkdir(dataDir, { recursive: true }).catch((error) => whyNotMade(resolve(dataDir), error));
    return await realpath(dataDir);
  } catch (error) {
    throw explainFileError(error, dataDir);
  }
}

/** On a read-only disk Node says ENOENT; the nearest folder that exists knows better. */
async function whyNotMade(folder: string, error: unknown): Promise<never> {
  if (errorCode(error) !== 'ENOENT') throw error;
  let nearest = folder;
  while (!(await exists(nearest)) && nearest !== dirname(nearest)) nearest = dirname(nearest);
  await access(nearest, constants.W_OK);
  throw error;
}

/**
 * Decides where the database of this data folder lives, and who runs it.
 *
 * Normally it is `<data folder>/postgresql`. When root starts us, another account must run the server, and that one
 * may be unable to enter the folder (a checkout under a home of mode 700): then the database lives under `systemDir`,
 * and a note in the data folder says where. The note decides from then on; so the database goes with the folder when
 * that is moved, and a data folder that was deleted and made anew begins with an empty database.
 *
 * @throws {EmbeddedServerError} `no-account`, `wrong-owner`, `copied-folder`, `not-writable`, `no-space`.
 */
export async function findPlace(folder: string, systemDir: string, warn: (message: string) => void): Promise<Place> {
  const note = await readNote(folder);
  if (note === undefined) {
    const here = placeIn(folder, await accountFor(join(folder, homeName)));
    if (here.account.kind === 'self' || (await canEnter(here.account, folder))) return here;
    const base = await unusedBase(folder, systemDir, warn);
    const why = `The account ${nameOf(here.account)}, which runs PostgreSQL, cannot enter this folder.`;
    await writeNote(folder, { database: base, folder, why });
    return moveTo(here, base);
  }
  if (note.folder !== folder) await followMove(note, folder);
  const here = join(folder, homeName);
  const there = join(note.database, homeName);
  const account = await accountFor((await exists(there)) ? there : here);
  return moveTo(placeIn(folder, account), note.database);
}

/** Root runs the server as the owner of an existing database, else as an account chosen once; others run it themselves. */
async function accountFor(home: string): Promise<Account> {
  const owner = await ownerOf(home);
  if (!isRoot()) {
    if (owner === undefined || owner.uid === process.getuid?.()) return self;
    throw wrongOwner(home, owner.uid);
  }
  if (owner === undefined || owner.uid === 0) return accountForRoot();
  return accountOfOwner(owner);
}

async function ownerOf(path: string): Promise<{ uid: number; gid: number } | undefined> {
  try {
    return await stat(path);
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined;
    throw explainFileError(error, path);
  }
}

function wrongOwner(home: string, uid: number): EmbeddedServerError {
  return new EmbeddedServerError(
    'wrong-owner',
    `The database in ${home} belongs to uid ${uid}, and this program runs as uid ${process.getuid?.()}: start it as root or as that account, or set NASHRA_DATA_DIR to another folder.`,
  );
}

/** Told by a program of that account which really makes a file there. Under the start lock, so one name will do. */
async function canEnter(account: Account, folder: string): Promise<boolean> {
  const probe = join(folder, '.database-try');
  await rm(probe, { recursive: true, force: true });
  await mkdir(probe, { mode: 0o700 });
  try {
    await giveTo(account, probe);
    const result = await run(account, '/bin/sh', ['-c', 'cd "$0" && : > file && test -r file', probe]);
    return result.exitCode === 0;
  } finally {
    await rm(probe, { recursive: true, force: true });
  }
}

/** A database that was made where its account could enter, before the folder was moved or closed, follows. */
async function moveTo(from: Place, base: string): Promise<Place> {
  const to = placeIn(base, from.account);
  await makeReachableFolder(base);
  if ((await exists(to.home)) || !(await exists(from.home))) return to;
  try {
    await rename(from.home, to.home);
    await syncFolder(base);
    return to;
  } catch (error) {
    if (errorCode(error) !== 'EXDEV') throw explainFileError(error, base);
  }
  // Another disk: copied beside its new place first, so that a start that is killed here leaves the original whole.
  const draft = `${to.home}.new-${randomUUID()}`;
  const copied = await run(self, 'cp', ['-a', from.home, draft]);
  if (copied.exitCode !== 0) {
    await rm(draft, { recursive: true, force: true });
    throw new EmbeddedServerError(
      'no-space',
      `The database in ${from.home} could not be moved to ${base}: ${copied.stderr}`,
    );
  }
  await run(self, 'sync', ['-f', draft]);
  await rename(draft, to.home);
  await syncFolder(base);
  await rm(from.home, { recursive: true, force: true });
  return to;
}

/** The stand-in's name comes from the path, so that a person can find it again. One in use by an older folder stays. */
async function unusedBase(folder: string, systemDir: string, warn: (message: string) => void): Promise<string> {
  const name = createHash('sha256').update(folder).digest('hex').slice(0, 12);
  const taken: string[] = [];
  for (let n = 1; ; n += 1) {
    const base = join(systemDir, n === 1 ? name : `${name}-${n}`);
    if (!(await exists(base))) {
      if (taken.length > 0) {
        warn(
          `The data folder ${folder} is new; the database of the one that was there before is kept in ${taken.at(-1)}.`,
        );
      }
      return base;
    }
    taken.push(base);
  }
}

type Note = z.infer<typeof noteSchema>;

async function readNote(folder: string): Promise<Note | undefined> {
  const path = join(folder, noteName);
  try {
    return noteSchema.parse(JSON.parse(await readFile(path, 'utf8')));
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined;
    throw new EmbeddedServerError(
      'failed',
      `${path} does not say where the database is: restore it, or remove it to begin with an empty database.`,
      {
        cause: error,
      },
    );
  }
}

async function writeNote(folder: string, note: Note): Promise<void> {
  const text = `${JSON.stringify(note, undefined, 2)}\n`;
  try {
    await writeWhole(join(folder, noteName), text, { mode: 0o644, owner: self });
    await syncFolder(folder);
  } catch (error) {
    throw explainFileError(error, folder);
  }
}

/** A moved folder takes its database along. Of two copies only the one named in the note may have it. */
async function followMove(note: Note, folder: string): Promise<void> {
  const original = await readNote(note.folder).catch(() => undefined);
  if (original?.database === note.database && !(await isSameFolder(note.folder, folder))) {
    throw new EmbeddedServerError(
      'copied-folder',
      `${folder} is a copy of ${note.folder}, whose database is in ${note.database}: remove ${join(folder, noteName)} to begin with an empty database.`,
    );
  }
  await writeNote(folder, { ...note, folder });
}

async function isSameFolder(a: string, b: string): Promise<boolean> {
  const [one, other] = await Promise.all([stat(a), stat(b)]);
  return one.dev === other.dev && one.ino === other.ino;
}
