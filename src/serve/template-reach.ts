import { cloudLane } from '../channels/whatsapp-cloud/send.ts';
import type { Environment } from '../config/environment.ts';
import type { Newsroom } from '../config/newsroom.ts';
import type { Db } from '../database/database.ts';
import { type TemplateReach, templateReach } from '../delivery/template-reach.ts';

/** Whether a push that has not begun has more readers on the official WhatsApp than Meta lets templates go to today. */
export async function templateReachHere(
  db: Db,
  { whatsappCloud }: Environment,
  { channels }: Newsroom,
  pushId: number,
): Promise<TemplateReach | null> {
  if (whatsappCloud === null) return null;
  const lane = { name: cloudLane(whatsappCloud.phoneId), cap: channels.whatsappCloud.peoplePerDay };
  return templateReach(db, pushId, lane);
}
