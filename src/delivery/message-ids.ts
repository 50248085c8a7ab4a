/** The ids of the parts of one delivery as the ledger keeps them, in one text; no channel has a comma in its ids. */
export function joinIds(ids: readonly string[]): string {
  return ids.join(',');
}

export function splitIds(messageId: string): readonly string[] {
  return messageId.split(',');
}
