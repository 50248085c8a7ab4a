import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

/** Header with `sha256=HEX`: HMAC of the body's bytes as they came, under the app's secret. */
export const signatureHeader = 'x-hub-signature-256';

/** https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/create-webhook-endpoint */
export function signBody(body: Uint8Array | string, appSecret: string): string {
  return `sha256=${createHmac('sha256', appSecret).update(body).digest('hex')}`;
}

/** Whether Meta sent this body. Takes the same time whatever the header says. */
export function isSigned(body: Uint8Array, header: string | undefined, appSecret: string): boolean {
  return sameText(header?.toLowerCase() ?? '', signBody(body, appSecret));
}

/** Compares without telling by its time how much of it fits, or how long the expected one is. */
export function sameText(given: string, expected: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(expected));
}
