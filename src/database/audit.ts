import type { Db } from './database.ts';
import type { Trx } from './transaction.ts';

/** Who does what is done by a command. */
export const commandLine = 'command line';

/** Records who did what to what. `actor` is a name an editor knows (an editor's on Telegram, `commandLine`), never a subscriber. */
export async function recordAudit(
  db: Db | Trx,
  entry: { readonly actor: string; readonly action: string; readonly subject: string; readonly detail?: unknown },
): Promise<void> {
  await db
    .insertInto('audit')
    .values({
      actor: entry.actor,
      action: entry.action,
      subject: entry.subject,
      detail: entry.detail === undefined ? null : JSON.stringify(entry.detail),
    })
    .execute();
}
