/**
 * One interface for every far end. The delivery engine knows nothing else of a channel; a channel knows nothing of
 * editions or the ledger. See docs/decisions for why outcomes are a closed set.
 */

export type ChannelName = 'telegram' | 'whatsapp';

/** What became of one send. Anything a channel may answer maps to exactly one of these. */
export type SendOutcome =
  /** Accepted by the far end; `messageId` is its id for later edits and receipts, `note` what was not as asked for. */
  | { readonly kind: 'sent'; readonly messageId: string; readonly note?: string }
  /** The far end asked the whole account (`scope: 'account'`) or this chat (`'chat'`) to wait. Nothing was sent. */
  | { readonly kind: 'rateLimited'; readonly retryAfterMs: number; readonly scope: 'account' | 'chat' }
  /** The recipient blocked us, deleted the account or cannot be reached any more; `movedTo` names a new address. */
  | { readonly kind: 'recipientGone'; readonly reason: string; readonly movedTo?: string }
  /**
   * Refused as it was sent, and nothing of it left: when the channel is asked again it goes to this recipient in another
   * form, without its picture say. Each form is a call of its own, so that each has its place in the account's pace.
   */
  | { readonly kind: 'anotherForm'; readonly reason: string }
  /** This message can never be accepted for this recipient. */
  | { readonly kind: 'rejected'; readonly reason: string }
  /**
   * Nothing was sent, and a later try may succeed (5xx before processing, connection refused). `scope`: it would have
   * been so with any recipient.
   */
  | { readonly kind: 'transient'; readonly reason: string; readonly scope?: 'account' }
  /**
   * It may or may not have been sent (connection reset or time-out after the request was written); `messageId` is its id
   * where it has one already, or of the parts that did arrive.
   */
  | { readonly kind: 'uncertain'; readonly reason: string; readonly messageId?: string }
  /** Of an edit or a deletion alone: this message cannot be changed any more, and no later try will. */
  | { readonly kind: 'unchangeable'; readonly reason: string };

/** How far a message is known to have come. */
export type Reached = 'server' | 'delivered' | 'read';

/** A message that may have left. */
export interface Sought {
  readonly message: RenderedMessage;
  /** It left at this time at the earliest, by our clock. */
  readonly since: Date;
  /** Its id, where it is known. */
  readonly messageId: string | null;
  /** Ids of other messages to the same address, which may say the same. */
  readonly notThese: ReadonlySet<string>;
}

/** What a look into a chat says of it. */
export type LookResult =
  | { readonly kind: 'sent'; readonly messageId: string; readonly reached: Reached }
  | { readonly kind: 'notSent' }
  | { readonly kind: 'unknown'; readonly reason: string };

/** What became of a send, as far as pacing is concerned. */
export type Reception =
  /** The far end took it, or refused it for what it says. */
  | { readonly kind: 'counted' }
  /** The far end asked to wait. `scope: 'chat'` when it says that only this chat is meant; Telegram never does. */
  | { readonly kind: 'refused'; readonly retryAfterMs: number; readonly scope: 'account' | 'chat' }
  /** No answer, or none that tells whether it was counted. */
  | { readonly kind: 'unknown' };

/** How many messages one chat takes in any `perMs` milliseconds. */
export interface ChatPace {
  readonly messages: number;
  readonly perMs: number;
}

/** A text that the far end approved beforehand, and what stands in its gaps, in their order. */
export interface TemplateMessage {
  readonly name: string;
  /** As the far end names it: `ar`, `en_US`. */
  readonly language: string;
  readonly variables: readonly string[];
}

/** What goes with one message beside its words, for channels that make use of it. */
export interface Envelope {
  readonly signal?: AbortSignal;
  /** Comes back in what the far end tells of this message later. Nobody can guess it, and it says nothing to others. */
  readonly reference?: string;
  /** When the recipient last wrote to the account; null: never, or nobody knows. */
  readonly wroteAt?: Date | null;
}

/** Whether a far end answers at all. */
export type Reachability =
  | { readonly kind: 'answers' }
  /** No answer, or one that cannot be read, or that nobody may send. */
  | { readonly kind: 'unusable'; readonly reason: string };

/** A message rendered for one channel. `text` is in the channel's own markup. */
export interface RenderedMessage {
  readonly text: string;
  /** How `text` is to be read by the far end. */
  readonly markup: 'telegram-html' | 'whatsapp' | 'plain';
  /** Rows of buttons under the message, on channels that have them. */
  readonly buttons?: readonly (readonly MessageButton[])[];
  /** Deliver without sound. */
  readonly silent?: boolean;
  /** Send it faster than the channel lets everybody, for money. */
  readonly fare?: 'paid';
  /** Show a preview of the first link. */
  readonly linkPreview?: boolean;
  /** A picture for the message; `text` becomes its caption where it fits the channel's limit. */
  readonly imageUrl?: string;
  /** Of a change: what to put below a picture, where the message to change is one and `text` is too long for that. */
  readonly caption?: string;
  /** More pictures, which make an album with `imageUrl` on channels that have albums; without `buttons`, which none carries. */
  readonly morePictures?: readonly string[];
  /** The same for a recipient who may be sent approved texts only, because they have not written for some time. */
  readonly template?: TemplateMessage;
  /** What opens the list of choices, on channels that fold `buttons` into one. */
  readonly choicesLabel?: string;
}

export type MessageButton =
  | { readonly label: string; readonly action: string }
  | { readonly label: string; readonly url: string };

/** What a channel can do; the rest of the product asks here and never by name. */
export interface ChannelAbilities {
  /** Longest text, in the channel's own count, after markup is parsed. */
  readonly maxTextLength: number;
  readonly maxCaptionLength: number;
  readonly buttons: boolean;
  readonly silent: boolean;
  /** How long after sending a message may be edited or deleted; null when it cannot. Milliseconds. */
  readonly editWindowMs: number | null;
  readonly deleteWindowMs: number | null;
}

/** A sending account: one bot token, one WhatsApp number. Names a lane. */
export interface Channel {
  readonly name: ChannelName;
  /** Lane name, stable over restarts and without secrets: `telegram:<bot id>`. */
  readonly lane: string;
  readonly abilities: ChannelAbilities;
  /**
   * How long the far end may take to tell what became of a message whose answer was lost, where it tells of each.
   * Milliseconds. Such a message is not sent again before.
   */
  readonly tellsWithinMs?: number;
  /** What a chat takes on top of what the account may send. */
  chatPace(address: string): ChatPace;
  /** As how many messages the far end counts it, where that may be another number than one. */
  countOf?(message: RenderedMessage, address: string): number;
  /** Sends one message to one address, by one call. Never throws for what the far end did; resolves with an outcome. */
  send(address: string, message: RenderedMessage, envelope?: Envelope): Promise<SendOutcome>;
  /** Which parts of a push a recipient is sent, on channels where that depends on when they last wrote. All without. */
  partsFor?(messages: readonly RenderedMessage[], wroteAt: Date | null): readonly RenderedMessage[];
  /** Puts other words into a message that was sent, by one call. Doing it twice does it once; `sent` when they stand there. */
  edit(address: string, messageId: string, message: RenderedMessage): Promise<SendOutcome>;
  /** Takes a message back. Doing it twice does it once; `sent` when it is not there any more. */
  delete(address: string, messageId: string): Promise<SendOutcome>;
  /** Asks whether the far end answers, where that can be asked without sending anything. Never throws; `signal` ends it. */
  reach?(signal: AbortSignal): Promise<Reachability>;
  /** Whether a message left, on channels that can read their own chats: settles what a crash left open. */
  lookFor?(address: string, sought: Sought): Promise<LookResult>;
}
