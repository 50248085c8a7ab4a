import type { ChannelName } from '../channels/channel.ts';
import type { Newsroom } from '../config/newsroom.ts';

/** Names that the newsroom gave, as its people know them; what it has no more stays as the record has it. */

export function editionName({ editions }: Pick<Newsroom, 'editions'>, key: string): string {
  return editions[key]?.names.ar ?? key;
}

export function topicName({ topics }: Pick<Newsroom, 'topics'>, key: string): string {
  return topics[key]?.names.ar ?? key;
}

export const topicNames = (newsroom: Pick<Newsroom, 'topics'>, keys: readonly string[]): string =>
  keys.map((key) => topicName(newsroom, key)).join('، ');

export const channelWords: Readonly<Record<ChannelName, string>> = { telegram: 'تلغرام', whatsapp: 'واتساب' };
