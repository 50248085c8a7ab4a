import { z } from 'zod';
import type { Environment } from '../config/environment.ts';
import type { Newsroom } from '../config/newsroom.ts';
import type { Finding } from './doctor.ts';

const answerSchema = z.object({
  ok: z.boolean(),
  description: z.string().optional(),
  parameters: z.object({ migrate_to_chat_id: z.int().optional() }).optional(),
  result: z.object({ status: z.string(), can_post_messages: z.boolean().optional() }).optional(),
});

/**
 * Whether the bot may post in the newsroom's own channels and groups: https://core.telegram.org/bots/api#getchatmember.
 * Never throws. Only with a bot of one's own: without one nothing is found.
 */
export async function examineDestinations({ telegram }: Environment, newsroom: Newsroom): Promise<Finding[]> {
  if (!telegram) return [];
  const findings: Finding[] = [];
  for (const { chat } of newsroom.channels.telegram.destinations) {
    const trouble = await whyNot(telegram, String(chat));
    const part = `destination ${chat}`;
    findings.push(
      trouble === null
        ? { part, ok: true, detail: 'the bot may post there' }
        : { part, ok: false, mend: 'correct its name, or make the bot an administrator there', ...trouble },
    );
  }
  return findings;
}

type Trouble = Pick<Finding, 'detail' | 'mend'>;

async function whyNot({ apiRoot, token }: { apiRoot: string; token: string }, chat: string): Promise<Trouble | null> {
  const query = new URLSearchParams({ chat_id: chat, user_id: token.split(':')[0] ?? '' });
  try {
    const response = await fetch(`${apiRoot}/bot${token}/getChatMember?${query}`, {
      signal: AbortSignal.timeout(8_000),
    });
    const { ok, description, parameters, result } = answerSchema.parse(await response.json());
    const moved = parameters?.migrate_to_chat_id;
    if (moved !== undefined) {
      return { detail: `it is the chat ${moved} now`, mend: `write ${moved} in place of it in newsroom.yaml` };
    }
    if (!ok || !result) return { detail: description ?? `Telegram answered ${response.status}` };
    const inside = ['creator', 'administrator', 'member'].includes(result.status);
    if (!inside) return { detail: `the bot is not in it (${result.status})` };
    return result.can_post_messages === false ? { detail: 'the bot may not post there' } : null;
  } catch (error) {
    // The address carries the token, and some network errors carry the address.
    return { detail: String(error instanceof Error ? error.message : error).replaceAll(token, '[token]') };
  }
}
