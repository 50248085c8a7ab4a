/** Telegram edits the words of a text and of a picture by methods of their own. */
export type Kind = 'text' | 'caption';

/**
 * Telegram makes a message of each picture of an album, and nobody else needs to know: their ids in one, the one with the
 * caption first. No id of Telegram has a plus in it.
 */
export function joinAlbum(ids: readonly number[]): string {
  return ids.join('+');
}

/** The ids of the messages that `messageId` stands for: several for an album, else one. */
export function messagesOf(messageId: string): readonly [first: number, ...others: number[]] {
  const [first = '', ...others] = messageId.replace(/t$/, '').split('+');
  return [Number(first), ...others.map(Number)];
}

/** The id of a message that is a text for certain, though its push has a picture. */
export function textId(id: number | string): string {
  return `${id}t`;
}

/** What a message is, as far as its id tells. */
export function kindOf(messageId: string): Kind | 'unknown' {
  if (messageId.endsWith('t')) return 'text';
  return messageId.includes('+') ? 'caption' : 'unknown';
}
