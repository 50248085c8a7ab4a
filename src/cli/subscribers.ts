import type { ChannelName } from '../channels/channel.ts';
import type { SubscriberState } from '../database/schema.ts';
import { countSubscribers, listSubscribers } from '../subscribers/overview.ts';
import { type Json, print, table } from './output.ts';
import { withRecord } from './with-record.ts';

export interface ListOptions extends Json {
  readonly channel?: ChannelName;
  readonly state?: SubscriberState;
  readonly edition?: string;
  readonly limit: number;
  readonly after: number;
}

export function count(options: Json): Promise<void> {
  return withRecord(async (db) => {
    const counts = await countSubscribers(db);
    print(counts, options, () =>
      [
        `${counts.total} readers`,
        table(
          counts.byChannel.map((row) => [row.channel, row.state, row.language, row.count]),
          ['channel', 'state', 'language', 'readers'],
        ),
        '',
        table(
          counts.byEdition.map((row) => [row.edition, row.count]),
          ['edition', 'active readers'],
        ),
      ].join('\n'),
    );
  });
}

export function list(options: ListOptions): Promise<void> {
  return withRecord(async (db) => {
    const rows = await listSubscribers(db, options);
    print(rows, options, () =>
      table(
        rows.map((row) => [
          row.id,
          row.channel,
          row.state,
          row.language,
          row.topics?.join(' ') ?? 'all',
          row.editions.join(' '),
          row.joinedAt.toISOString().slice(0, 10),
        ]),
        ['id', 'channel', 'state', 'language', 'topics', 'editions', 'joined'],
      ),
    );
  });
}
