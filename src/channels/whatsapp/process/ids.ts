import { z } from 'zod';

const idSchema = z.object({
  _serialized: z.string().optional(),
  $1: z.string().optional(),
  fromMe: z.boolean().optional(),
  remote: z.union([z.string(), z.object({ _serialized: z.string() })]).optional(),
  id: z.string().optional(),
});

/** The text of a message's id, whatever the page's build calls it; null when there is none. */
export function messageIdOf(id: unknown): string | null {
  if (typeof id === 'string') return id;
  const known = idSchema.safeParse(id);
  if (!known.success) return null;
  const { _serialized, $1, fromMe, remote, id: part } = known.data;
  if (_serialized !== undefined || $1 !== undefined) return _serialized ?? $1 ?? null;
  if (part === undefined || remote === undefined) return null;
  return `${fromMe === true}_${typeof remote === 'string' ? remote : remote._serialized}_${part}`;
}

/**
 * The part of an id that WhatsApp made up, from `true_96170000000@c.us_3EB0…` or a group's `true_…@g.us_3EB0…_author`.
 * The rest names the chat: whoever keeps the id would keep a person's number.
 */
export function bareId(whole: string): string {
  return whole.split('_')[2] ?? whole;
}
