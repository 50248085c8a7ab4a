import type { Sending } from './reference.ts';

/** What a far end tells of a message some time after it was sent. Comes in any order, and more than once. */
export interface DeliveryReport {
  readonly sending: Sending;
  readonly messageId: string;
  readonly at: Date;
}
