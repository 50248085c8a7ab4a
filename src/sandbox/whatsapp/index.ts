export type { ChangeRule, Person, SendRule, SentMessage, StoredMessage } from './network.ts';
export { type PageFaults, type StandInOptions, WhatsAppStandIn } from './stand-in.ts';
