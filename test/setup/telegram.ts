import { type SpawnedTelegramApi, type SpawnOptions, spawnTelegramApi } from '../../src/sandbox/telegram/index.ts';
import { atEnd } from './cleanup.ts';

/**
 * The Telegram stand-in in a process of its own: nothing of what it does takes time from the one under test, and it
 * outlives a kill of that one. Steered and read through `control`. Ended with the test file.
 */
export async function startTelegramProcess(options: SpawnOptions = {}): Promise<SpawnedTelegramApi> {
  const api = await spawnTelegramApi(options);
  atEnd(() => api.close());
  return api;
}
