/**
 * For 24 hours after a person wrote, they may be sent any text; afterwards only approved templates.
 * https://developers.facebook.com/documentation/business-messaging/whatsapp/messages/send-messages#customer-service-windows
 */
const windowLength = 24 * 3_600_000;
/** Meta's clock is not ours, and a message takes a moment: the last minutes are not used. */
const margin = 2 * 60_000;

export type ServiceWindow = 'open' | 'closed';

export function windowAt(now: Date, wroteAt: Date | null): ServiceWindow {
  return wroteAt !== null && now.getTime() < wroteAt.getTime() + windowLength - margin ? 'open' : 'closed';
}
