import type { ChatPace, Reception } from '../../channels/channel.ts';
import type { LearntRate } from './found-rate.ts';

/**
 * A reply to a person goes before a change of what was sent, which has to be made in time, and that before a broadcast.
 */
export type Urgency = 'reply' | 'change' | 'broadcast';

/** Leave to send one message at `at`. */
export interface Slot {
  /** Resolves when the message may leave; at once for a slot that was asked for without lead. */
  due(): Promise<void>;
  /** To be called when the message is written to the far end. */
  left(): void;
  /** To be called once with the answer. Returns whom a refusal holds up. */
  answered(reception: Reception): 'account' | 'chat';
  /** It was not used: whoever asks next has it. */
  unused(): void;
}

export interface SlotRequest {
  readonly urgency: Urgency;
  /** The chat it is for, and what that chat takes; without, only the account's pace counts. */
  readonly chat?: { readonly name: string; readonly pace: ChatPace };
  /** As how many messages the far end counts it, one without: each picture of an album is one. */
  readonly messages?: number;
  /** Grants the slot so many milliseconds early, for what has to be done before the message can leave. */
  readonly leadMs?: number;
  /** Gives up waiting; nothing is used up then. */
  readonly signal?: AbortSignal;
}

/** What processes that use one account tell each other of its pace. */
export type PaceNotice =
  /** A message left that is not of a push: an answer to a person. */
  | { readonly kind: 'sent' }
  /** The far end wants nothing of this account for `ms` milliseconds. */
  | { readonly kind: 'blocked'; readonly ms: number };

/** What a lane asks of whatever paces it. */
export interface LanePacer {
  /** Messages a second aimed at now. */
  readonly rate: number;
  /** Milliseconds for which nothing may leave. */
  readonly blockedFor: number;
  /** To be kept for the next holder or start, as JSON. */
  readonly learnt: LearntRate;
  take(request: SlotRequest): Promise<Slot>;
  /**
   * Milliseconds until this chat can take what is that urgent and counts as `messages`, one without; what has to wait long
   * is set aside meanwhile.
   */
  chatWait(chat: string, urgency: Urgency, messages?: number): number;
  block(ms: number): void;
  /** Goes on from what another process has learnt of the account meanwhile, where several use it. */
  takeUp?(learnt: LearntRate): void;
  /** Takes what another process announced, where several use the account. */
  hear?(notice: PaceNotice): void;
}
