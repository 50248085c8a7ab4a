import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { packageRoot } from '../../config/package-root.ts';
import { TelegramApiControl } from './control-client.ts';
import type { TelegramApiOptions } from './options.ts';

export interface SpawnedTelegramApi {
  readonly url: string;
  readonly token: string;
  readonly control: TelegramApiControl;
  readonly process: ChildProcess;
  close(): Promise<void>;
}

/** Options that fit into a command line: all but functions. */
export type SpawnOptions = Omit<TelegramApiOptions, 'clock' | 'random' | 'control' | 'botName' | 'botUsername'>;

/**
 * Starts the Bot API server in a process of its own, so that it takes no time from the one that is measured or killed.
 * It runs the built program: `npm run build` first. It ends with the process that started it.
 */
export async function spawnTelegramApi(options: SpawnOptions = {}): Promise<SpawnedTelegramApi> {
  const program = join(packageRoot, 'dist/src/sandbox/telegram/main.js');
  const child = spawn(process.execPath, [program, JSON.stringify(options)], { stdio: ['pipe', 'pipe', 'inherit'] });
  const ended = once(child, 'exit');
  const lines = createInterface({ input: child.stdout });
  const first = await Promise.race([once(lines, 'line'), ended.then(() => null)]);
  lines.close();
  if (!first) throw new Error(`the Bot API server did not start: ${program} ended with ${child.exitCode}`);
  const { url, token } = JSON.parse(String(first[0])) as { url: string; token: string };
  return {
    url,
    token,
    control: new TelegramApiControl(url),
    process: child,
    close: async () => {
      child.kill('SIGTERM');
      await ended;
    },
  };
}
