import type { Group, TelegramApi } from '../../src/sandbox/telegram/index.ts';

/** The editors' group on Telegram, where the bot is an administrator. */
export function editorsGroup({ phones }: TelegramApi, id: number, members: readonly number[] = []): Group {
  return phones.group({ id, title: 'غرفة التحرير', type: 'supergroup', members: [...members], bot: 'administrator' });
}
