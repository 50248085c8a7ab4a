/**
 * Addresses of people on WhatsApp are the same on both lanes, so that one person is one subscriber: a number as
 * `96170123456@c.us`. The Cloud API also knows people by an id of theirs with this business (BSUID, `LB.1349…`), alone
 * where they hide their number.
 *
 * https://developers.facebook.com/documentation/business-messaging/whatsapp/business-scoped-user-ids
 */
const number = /^(\d{5,20})@c\.us$/;
const userId = /^[A-Z]{2}\.(ENT\.)?[A-Za-z0-9]{1,128}$/;

export const addressOfNumber = (digits: string): string => `${digits.replace(/\D/g, '')}@c.us`;

export const isUserId = (text: string): boolean => userId.test(text);

/**
 * Where in a request an address goes: a number in `to`, an id in `recipient`. An id in `to` is accepted and never
 * arrives. Null for an address that only WhatsApp Web knows (`…@lid`, a group).
 */
export function recipientOf(address: string): { readonly to: string } | { readonly recipient: string } | null {
  const [, digits] = number.exec(address) ?? [];
  if (digits !== undefined) return { to: digits };
  return isUserId(address) ? { recipient: address } : null;
}
