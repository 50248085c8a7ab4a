import pg from 'pg';
import type { StartOptions } from '../../src/database/embedded/index.ts';
import { built, type Child, type NashraOptions, startScript } from '../setup/processes.ts';
import { waitFor } from '../setup/wait.ts';

/** What a process that started or adopted a server says of it. */
export interface OwnerReport {
  readonly url: string;
  readonly pid: number;
  readonly adopted: boolean;
  readonly dataDir: string;
  readonly binDir: string;
}

/** A process of its own that uses an embedded server, as the program does: SIGTERM makes it let go and end. */
export interface Owner {
  readonly child: Child;
  readonly ready: () => Promise<OwnerReport>;
}

type OwnerOptions = Pick<StartOptions, 'dataDir' | 'supervise' | 'systemDir'>;

/** @param module The compiled module to take; another checkout's for tests of where a checkout may be. */
export async function startOwner(
  options: OwnerOptions,
  settings: NashraOptions & { readonly module?: string } = {},
): Promise<Owner> {
  const child = await startScript(
    `import { startEmbedded } from ${JSON.stringify(settings.module ?? built('src/database/embedded/index.js'))};
    const say = (message) => console.error(message);
    try {
      const server = await startEmbedded({ ...${JSON.stringify(options)}, log: { info: say, warn: say, error: say } });
      const { url, pid, adopted, dataDir, binDir } = server;
      const stay = setInterval(() => {}, 1000);
      const leave = () => { clearInterval(stay); server.release(); };
      process.once('SIGTERM', leave).once('SIGINT', leave);
      console.log(JSON.stringify({ url, pid, adopted, dataDir, binDir }));
    } catch (error) {
      console.error(error.name + ': ' + error.message);
      process.exitCode = 1;
    }`,
    settings,
  );
  const ready = async () => {
    await waitFor(() => child.stdout().includes('\n') || !child.isRunning(), {
      timeoutMs: 50_000,
      message: 'the process did not get its database',
    });
    if (!child.stdout().includes('\n')) throw new Error(child.stderr());
    return JSON.parse(child.stdout()) as OwnerReport;
  };
  return { child, ready };
}

/** Runs one statement on a connection of its own. */
export async function query<Row extends pg.QueryResultRow>(url: string, text: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query<Row>(text)).rows;
  } finally {
    await client.end();
  }
}

/** Whether the server process is there, and not as a zombie that nobody has collected yet. */
export async function serverIsGone(url: string): Promise<boolean> {
  try {
    await query(url, 'select 1');
    return false;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'ECONNREFUSED';
  }
}
