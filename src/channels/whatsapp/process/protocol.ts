import { z } from 'zod';

/** What passes between the supervisor and the process that holds the library. All of it is checked on arrival. */

const id = z.int().nonnegative();

export const requestSchema = z.discriminatedUnion('op', [
  z.object({
    op: z.literal('start'),
    id,
    /** Folder of LocalAuth; the browser's profile lies in it. */
    sessionFolder: z.string(),
    chromium: z.string(),
    chromiumArguments: z.array(z.string()),
    /** Puppeteer's own deadline for each word with the browser. */
    protocolTimeoutMs: z.number(),
    /** A link's preview that takes longer is left out of the message. */
    previewMs: z.number(),
    /** Digits of the number to pair by code; null to pair by QR. */
    pairingNumber: z.string().nullable(),
  }),
  z.object({ op: z.literal('probe'), id }),
  /** The library was not told that all is there: tells it. */
  z.object({ op: z.literal('nudge'), id }),
  z.object({ op: z.literal('refreshQr'), id }),
  z.object({
    op: z.literal('send'),
    id,
    to: z.string(),
    text: z.string(),
    preview: z.enum(['shown', 'left out']),
    /** «typing…» is shown to the person for so long before; 0: not at all. */
    typingMs: z.number(),
    /** How long the library's call may take, and then the server's acknowledgement. */
    callMs: z.number(),
    ackMs: z.number(),
  }),
  z.object({ op: z.literal('edit'), id, chat: z.string(), messageId: z.string(), text: z.string() }),
  z.object({ op: z.literal('delete'), id, chat: z.string(), messageId: z.string() }),
  /** What the account wrote in a chat since then, Unix seconds. */
  z.object({ op: z.literal('ours'), id, chat: z.string(), since: z.int() }),
  z.object({ op: z.literal('seen'), id, chat: z.string() }),
  z.object({ op: z.literal('logOut'), id }),
  z.object({ op: z.literal('stop'), id }),
]);
export type Request = z.infer<typeof requestSchema>;
/** A request without its number, which the sender gives it. */
export type Ask = Request extends infer R ? (R extends Request ? Omit<R, 'id'> : never) : never;

/** WhatsApp lets the account start no conversations, or send nothing, for a time. Epoch milliseconds, and its word for it. */
export const restrictionSchema = z.object({ until: z.number().nullable(), type: z.string() });
export type Restriction = z.infer<typeof restrictionSchema>;

export const probeSchema = z.object({
  /** WhatsApp Web's word for its connection. */
  socket: z.string().nullable(),
  synced: z.enum(['yes', 'no']),
  ready: z.enum(['yes', 'no']),
  restriction: restrictionSchema.nullable(),
});

/** Ids of messages are the random part alone: what WhatsApp calls the id has the person's number in it. */
export const sendResultSchema = z.discriminatedUnion('kind', [
  /** WhatsApp's server has it. */
  z.object({ kind: z.literal('acked'), messageId: z.string() }),
  z.object({ kind: z.literal('refused'), reason: z.string() }),
  /** There is no such chat, now or ever. */
  z.object({ kind: z.literal('noChat'), reason: z.string() }),
  z.object({ kind: z.literal('notSent'), reason: z.string() }),
  /** It may be on its way. */
  z.object({
    kind: z.literal('unsettled'),
    cause: z.enum(['hang', 'broken', 'noAck']),
    reason: z.string(),
    messageId: z.string().nullable(),
  }),
]);
export type SendResult = z.infer<typeof sendResultSchema>;

export const changeResultSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('done') }),
  /** WhatsApp does not allow it any more, or does not know the message. */
  z.object({ kind: z.literal('notAllowed'), reason: z.string() }),
]);
export type ChangeResult = z.infer<typeof changeResultSchema>;

export const oursSchema = z.object({
  /** Whether all that the browser has of the chat since then was read. */
  read: z.enum(['all', 'a part']),
  messages: z.array(z.object({ messageId: z.string(), text: z.string(), ack: z.number() })),
});
export type OwnMessage = z.infer<typeof oursSchema>['messages'][number];

const incomingSchema = z.object({
  messageId: z.string(),
  /** Where the answer goes. */
  chat: z.string(),
  /** Who it is, as far as WhatsApp tells. */
  number: z.string().nullable(),
  lid: z.string().nullable(),
  text: z.string().nullable(),
  at: z.number(),
});
export type IncomingMessage = z.infer<typeof incomingSchema>;

export const eventSchema = z.discriminatedUnion('event', [
  z.object({ event: z.literal('browser'), pid: z.int() }),
  z.object({ event: z.literal('qr'), text: z.string() }),
  z.object({ event: z.literal('code'), text: z.string() }),
  z.object({ event: z.literal('authenticated') }),
  z.object({
    event: z.literal('ready'),
    number: z.string(),
    name: z.string(),
    restriction: restrictionSchema.nullable(),
  }),
  z.object({ event: z.literal('state'), state: z.string() }),
  z.object({ event: z.literal('loggedOut') }),
  z.object({ event: z.literal('disconnected'), reason: z.string() }),
  z.object({ event: z.literal('message'), message: incomingSchema }),
  z.object({ event: z.literal('ack'), messageId: z.string(), ack: z.int() }),
  z.object({ event: z.literal('moved'), from: z.string(), to: z.string() }),
  /** The browser or its page is gone; the library does not say so. */
  z.object({ event: z.literal('broken'), reason: z.string() }),
  /** The library left an error to nobody. */
  z.object({ event: z.literal('fault'), reason: z.string() }),
]);
export type ProcessEvent = z.infer<typeof eventSchema>;

export const answerSchema = z.discriminatedUnion('answer', [
  z.object({ answer: z.literal('value'), id, value: z.unknown() }),
  z.object({ answer: z.literal('failure'), id, reason: z.string() }),
]);
export const fromProcessSchema = z.union([answerSchema, eventSchema]);
