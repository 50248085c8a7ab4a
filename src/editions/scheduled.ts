import type { DigestConfig, Newsroom, WeeklyConfig } from '../config/newsroom.ts';

export interface ScheduledEdition {
  readonly name: string;
  readonly config: DigestConfig | WeeklyConfig;
  readonly cron: string;
  readonly timeZone: string;
}

/** The editions that leave by the clock, with the cron that holds here. */
export function scheduledEditions(newsroom: Newsroom, where: { readonly sandbox: boolean }): ScheduledEdition[] {
  return Object.entries(newsroom.editions).flatMap(([name, config]) =>
    config.kind === 'breaking'
      ? []
      : [
          {
            name,
            config,
            cron: where.sandbox ? (config.sandboxCron ?? config.cron) : config.cron,
            timeZone: config.timeZone ?? newsroom.timeZone,
          },
        ],
  );
}
