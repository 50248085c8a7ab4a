import type { Db } from './database.ts';
import type { Trx } from './transaction.ts';

/** Who does what is done by a command. */
export const commandLine = 'command line';

/** Everything that is recorded of people. */
export const auditActions = [
  'push.propose',
  'push.approve',
  'push.drop',
  'push.keep-for-digest',
  'push.undo',
  'push.edit',
  'push.restore-text',
  'push.pause',
  'push.resume',
  'push.cancel',
  'push.correct',
  'push.correct.undo',
  'push.retract',
  'push.sendToMissed',
  'offer.accept',
  'offer.ignore',
  'offer.undo',
  'lane.pause',
  'lane.resume',
  'lane.cancel',
  'feed.read',
  'feed.keep',
  'feed.release',
  'whatsapp.pair',
  'whatsapp.pause',
  'whatsapp.resume',
  'whatsapp.logout',
  'user.add',
  'user.invite',
  'user.join',
  'user.sign-in',
  'user.password',
  'user.role',
  'user.remove',
  'subscriber.forget',
  'subscribers.export',
  'subscribers.import',
  'record.backup',
  'record.restore',
] as const;

/** What somebody did: a kind, and what of it. Each has words in the console, see `audit/words.ts` there. */
export type AuditAction = (typeof auditActions)[number];

/** Records who did what to what. `actor` is a name an editor knows (an editor's on Telegram, `commandLine`), never a subscriber. */
export async function recordAudit(
  db: Db | Trx,
  entry: { readonly actor: string; readonly action: AuditAction; readonly subject: string; readonly detail?: unknown },
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
