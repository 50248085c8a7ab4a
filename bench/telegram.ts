import { type SpawnedTelegramApi, spawnTelegramApi } from '../src/sandbox/telegram/index.ts';

/** A Bot API as far away as Telegram's, in a process of its own; with `perSecond` it takes so many messages and no more. */
export function distantTelegram(perSecond?: number): Promise<SpawnedTelegramApi> {
  return spawnTelegramApi({
    unknownChats: 'accepted',
    record: 'messages',
    latency: { ms: 50, jitterMs: 4 },
    ...(perSecond === undefined ? {} : { limits: { global: { kind: 'window', perSecond } } }),
  });
}
