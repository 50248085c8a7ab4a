import type { Board } from '../channels/whatsapp/board.ts';
import type { Texts } from '../config/texts.ts';
import type { Db } from '../database/database.ts';
import { clockTime } from '../messages/dates.ts';
import type { Logger } from '../observability/log.ts';

/** What a person has to know of the account, or that it is well again. */
type News = 'pairing' | 'loggedOut' | 'banned' | 'restricted' | 'well';

export interface AlertParts {
  readonly db: Db;
  readonly lane: string;
  readonly log: Logger;
  readonly texts: Texts;
  readonly timeZone: string;
  /** Tells the editors' group; `failed` is tried again. */
  readonly tell: (words: string) => Promise<'told' | 'nobody' | 'failed'>;
}

/** A code that is scanned at once is nothing to tell. Milliseconds. */
const patience = 20_000;
const tellAgainAfter = 30_000;

const advice: Readonly<Record<Exclude<News, 'well'>, string>> = {
  pairing: 'WhatsApp waits for its phone: open /whatsapp, or run nashra whatsapp pair',
  loggedOut: 'WhatsApp was logged out: link it again on /whatsapp, or with nashra whatsapp pair',
  banned: 'WhatsApp has blocked the account: look at its phone before anything else',
  restricted: 'WhatsApp refuses message after message: nothing is sent for now; look at the phone',
};

/**
 * Says once when the account needs a person, and once when it is well again: in the log at error level, and to the
 * editors' group. What was told last is in the record, so that a restart does not repeat it.
 */
export class WhatsAppAlerts {
  readonly #parts: AlertParts;
  #logged: News | null = null;
  /** A logout passes within a second, and then looks like an account that was never linked. */
  #out: 'yes' | 'no' = 'no';
  #tryAt = 0;

  constructor(parts: AlertParts) {
    this.#parts = parts;
  }

  /** To be called with each new state. */
  heard(state: string): void {
    if (state === 'loggedOut') this.#out = 'yes';
    if (state === 'ready') this.#out = 'no';
  }

  /** To be called with each new board. */
  async look(board: Board, now: Date): Promise<void> {
    const { db, lane, log } = this.#parts;
    const news = this.#out === 'yes' ? 'loggedOut' : newsOf(board, now);
    if (news === null || now.getTime() < this.#tryAt) return;
    const row = await db.selectFrom('channel_status').select('told').where('lane', '=', lane).executeTakeFirst();
    const told = row?.told ?? null;
    if (!isNew(news, told)) return;
    if (this.#logged !== news && news !== 'well') log.error({ state: board.state }, advice[news]);
    this.#logged = news;
    // A first start that is well is no news, but later trouble is.
    if (news !== 'well' || told !== null) {
      if ((await this.#parts.tell(this.#words(news, board))) === 'failed') {
        this.#tryAt = now.getTime() + tellAgainAfter;
        return;
      }
    }
    await db.updateTable('channel_status').set({ told: news }).where('lane', '=', lane).execute();
  }

  #words(news: News, { restrictedUntil }: Board): string {
    const { texts, timeZone } = this.#parts;
    if (news !== 'restricted') return texts.say(`whatsapp.${news}`);
    const time = restrictedUntil === null ? '' : clockTime(new Date(restrictedUntil), timeZone);
    return texts.say('whatsapp.restricted', { time });
  }
}

function newsOf({ state, restrictedUntil, since }: Board, now: Date): News | null {
  if (state === 'banned' || state === 'loggedOut') return state;
  if (state === 'pairing') return now.getTime() - Date.parse(since) > patience ? 'pairing' : null;
  if (restrictedUntil !== null) return 'restricted';
  return state === 'ready' ? 'well' : null;
}

/** Who was told that it was logged out knows that it waits to be linked. */
function isNew(news: News, told: string | null): boolean {
  return news !== told && !(news === 'pairing' && told === 'loggedOut');
}
