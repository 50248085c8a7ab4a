import type { ColumnType, Generated, GeneratedAlways, JSONColumnType } from 'kysely';
import type { Block, Image } from '../articles/article.ts';
import type { ChannelName } from '../channels/channel.ts';
import type { PushContent } from '../editions/push.ts';
import type { Summary } from '../summaries/summary.ts';

/** `timestamptz`: read as Date, written as Date (or left to its default). */
type Instant = ColumnType<Date, Date | undefined, Date>;
type MaybeInstant = ColumnType<Date | null, Date | null | undefined, Date | null>;

export type ArticleState = 'baseline' | 'proposed' | 'accepted' | 'dropped';
export type SubscriberState = 'active' | 'left' | 'gone';
export type PushState = 'proposed' | 'approved' | 'sending' | 'paused' | 'finished' | 'cancelled' | 'dropped';
/** See `src/users/user.ts`. */
export type UserRole = 'editor' | 'chief' | 'ops';

export type PushKind = 'breaking' | 'digest' | 'manual' | 'correction' | 'retraction' | 'notice';
export type DeliveryState = 'pending' | 'sending' | 'sent' | 'failed' | 'gone' | 'excluded' | 'uncertain';
/** Of the first part that a reader is not known to have: it has not left, or it may have. */
export type DeliveryRest = 'waits' | 'left';
export type UncertainPolicy = 'leave' | 'resend';
/** `paid`: faster than a channel lets everybody, for money. */
export type Fare = 'free' | 'paid';
export type TickState = 'due' | 'composed' | 'empty' | 'skipped';
export type ReceiptKind = 'server' | 'delivered' | 'read';

export interface Database {
  /** One row. */
  record: { only_one: Generated<boolean>; id: Generated<string>; restored_from: MaybeInstant };
  topic: { key: string; names: JSONColumnType<Record<string, string>> };
  feed: {
    id: GeneratedAlways<number>;
    name: string;
    url: string;
    etag: string | null;
    last_modified: string | null;
    next_poll_at: Instant;
    polled_at: MaybeInstant;
    succeeded_at: MaybeInstant;
    newest_item_at: MaybeInstant;
    primed_at: MaybeInstant;
    failures: Generated<number>;
    error: string | null;
    warnings: ColumnType<string[], string | undefined, string>;
    retired_at: MaybeInstant;
    found_url: string | null;
  };
  websub: {
    feed_id: number;
    hub: string;
    topic: string;
    token: string;
    secret: string;
    ask_at: Date;
    lease_until: MaybeInstant;
    failures: Generated<number>;
    error: string | null;
  };
  most_read: {
    position: number;
    title: string;
    link: string;
    published_at: MaybeInstant;
    visits: number | null;
    fetched_at: Date;
  };
  most_read_clock: { id: Generated<boolean>; asked_at: Date };
  writer_text: { asked: Buffer; text: string; written_at: Instant };
  writer_day: {
    day: Date;
    tokens_in: Generated<number>;
    tokens_out: Generated<number>;
    reserved: Generated<number>;
    written: Generated<number>;
    rejected: Generated<number>;
    failed: Generated<number>;
    over_budget: Generated<number>;
  };
  link_count: { article_id: number; day: Date; clicks: number };
  article: {
    id: GeneratedAlways<number>;
    feed_id: number;
    link: string;
    state: ArticleState;
    version: number;
    topics: Generated<string[]>;
    published_at: Date;
    first_seen_at: Instant;
  };
  article_key: { key: string; article_id: number };
  article_version: {
    article_id: number;
    version: number;
    content_key: string;
    title: string;
    standfirst: string | null;
    byline: string | null;
    blocks: ColumnType<Block[], string, string>;
    image: ColumnType<Image | null, string | null, string | null>;
    /** Null where the text has none besides the lead. */
    pictures: ColumnType<Image[] | null, string | null, string | null>;
    /** Null for stories that were old when the feed was first read: made when somebody asks. */
    summary: ColumnType<Summary | null, string | null, string | null>;
    fetched_at: Instant;
    title_words: GeneratedAlways<string>;
  };
  house: { name: string; stories: Generated<number> };
  house_line: {
    id: GeneratedAlways<number>;
    house: string;
    /** Of its words; eight bytes, as decimal digits. */
    hash: string;
    is_title: boolean;
    stories: number;
    since: number;
    subjects: string[];
    text: string | null;
    kept: Generated<boolean>;
    seen_at: Date;
  };
  delivery_count: { push_id: number; state: DeliveryState; count: number };
  lane: {
    id: GeneratedAlways<number>;
    name: string;
    channel: ChannelName;
    state: Generated<'open' | 'paused'>;
    holder: string | null;
    lease_until: MaybeInstant;
    blocked_until: MaybeInstant;
    pace: ColumnType<unknown, string | null | undefined, string | null>;
    /** When a running instance last said that it sends through it. */
    served_at: MaybeInstant;
    /** Since when its far end cannot be used. */
    trouble_since: MaybeInstant;
    trouble_reason: string | null;
    /** How often it was held since. */
    trouble_holds: Generated<number>;
    /** The one reader with whom it failed since it answered last, if it was one. */
    trouble_alone: number | null;
  };
  subscriber: {
    id: GeneratedAlways<number>;
    lane_id: number;
    channel: ChannelName;
    address_hash: Buffer;
    address_sealed: Buffer;
    state: Generated<SubscriberState>;
    language: string;
    /** Chosen topics; null means all. */
    topics: string[] | null;
    destination: Generated<boolean>;
    /** Of a destination that could not be posted to, since then; null again when it was. */
    lost_at: MaybeInstant;
    lost_reason: string | null;
    /** The editors have not been told yet. */
    lost_to_tell: Generated<boolean>;
    /** Of a destination that became another chat, the id that `newsroom.yaml` has; null while it is the chat itself. */
    configured_hash: Buffer | null;
    configured_sealed: Buffer | null;
    /** The editors have not been told of the new id yet. */
    moved_to_tell: Generated<boolean>;
    /** When they last wrote to the official WhatsApp account: for a day it may answer freely. */
    wrote_at: MaybeInstant;
    consented_at: MaybeInstant;
    joined_at: Instant;
    changed_at: Instant;
  };
  subscriber_alias: { channel: ChannelName; alias_hash: Buffer; subscriber_id: number };
  cloud_event: {
    id: GeneratedAlways<number>;
    lane: string;
    key: Buffer;
    event: Buffer | null;
    tries: Generated<number>;
    due_at: Instant;
    taken_at: Instant;
  };
  channel_status: { lane: string; status: ColumnType<unknown, string, string>; at: Instant; told: string | null };
  channel_order: {
    id: GeneratedAlways<number>;
    lane: string;
    kind: 'pair' | 'pause' | 'resume' | 'logout';
    number: string | null;
    at: Instant;
  };
  subscription: { edition: string; subscriber_id: number; since: Instant };
  push: {
    id: GeneratedAlways<number>;
    key: string;
    edition: string;
    kind: PushKind;
    state: PushState;
    priority: number;
    topics: Generated<string[]>;
    content: ColumnType<PushContent, string, string>;
    silent: Generated<boolean>;
    uncertain_policy: Generated<UncertainPolicy>;
    send_at: Instant;
    created_at: Instant;
    created_by: string;
    approved_at: MaybeInstant;
    approved_by: string | null;
    fanout_after: Generated<number>;
    fanout_finished_at: MaybeInstant;
    audience: Generated<number>;
    started_at: MaybeInstant;
    finished_at: MaybeInstant;
    pause_reason: string | null;
    /** It stopped because nearly all its readers seem to have left, and whether a person said that they have. */
    seem_gone: 'asked' | 'confirmed' | null;
    /** It stopped by itself, and the editors have not been told yet. */
    pause_to_tell: Generated<boolean>;
    /** Of a push that ended, why those who still wait for it are set aside; null when nobody waits any more. */
    aside_reason: string | null;
    corrects: number | null;
    /** How often its text was changed since it was made. */
    revision: Generated<number>;
    /** How often it was decided on, or put back to be decided on. */
    decisions: Generated<number>;
    /** Who wrote its text before it was sent, where a person did, and for which version of its story. */
    edited_by: string | null;
    edited_version: number | null;
    retracted_at: MaybeInstant;
    fare: Generated<Fare>;
    /** The fare that its edition gave it. */
    edition_fare: Generated<Fare>;
    /**
     * Of a paid push, the most Telegram Stars that were agreed to; nothing is paid for while it is null. Once spent it stays
     * on record, also when the push is `free` from then on.
     */
    stars_agreed: number | null;
    /** What its edition pays for was decided by the standing consent, and the editors have not been told yet. */
    fare_to_tell: Generated<boolean>;
    /** Seconds that it may take, from when it was approved or was to be sent. */
    expires_after: Generated<number>;
    /** What is not sent by then is not sent any more; null until it is decided, and of corrections and retractions. */
    expires_at: MaybeInstant;
    /** When that was found to be over while it was still open. */
    expired_at: MaybeInstant;
    /** It ended before everybody had it, and the editors have not been told yet. */
    expiry_to_tell: Generated<boolean>;
    /** `destinations`: on WhatsApp only the newsroom's own Channels and groups get it. */
    whatsapp_to: Generated<'everybody' | 'destinations'>;
  };
  push_article: { push_id: number; position: number; article_id: number; version: number };
  edition_clock: { edition: string; checked_until: Date };
  edition_tick: {
    edition: string;
    instant: Date;
    state: Generated<TickState>;
    push_id: number | null;
    recorded_at: Instant;
  };
  delivery: {
    push_id: number;
    subscriber_id: number;
    changed_at: Instant;
    due_at: MaybeInstant;
    lane_id: number;
    /** Tries so far; the last one's number. */
    attempts: Generated<number>;
    /** Of them, those that do not count against the most that are made. */
    uncounted: Generated<number>;
    state: Generated<DeliveryState>;
    message_id: string | null;
    reason: string | null;
    may_have_arrived: Generated<boolean>;
    /** The revision of the push's text that it carries, or that was tried last; who waits gets the push's own. */
    revision: Generated<number>;
    /** Of a push in several messages of which the reader has some, those that `message_id` names; else null. */
    rest: DeliveryRest | null;
  };
  receipt: { push_id: number; subscriber_id: number; kind: ReceiptKind; at: Date };
  proposal_message: {
    push_id: number;
    lane: string;
    message_id: string | null;
    state: Generated<'pending' | 'sending' | 'shown'>;
    shown_at: MaybeInstant;
    shown_as: Generated<'proposed' | 'decided'>;
    /** Of a decision, which one (`push.decisions` after it); null where an older program showed it. */
    shown_decisions: number | null;
    /** The revision of the text that it shows. */
    shown_revision: Generated<number>;
  };
  correction_offer: {
    id: GeneratedAlways<number>;
    article_id: number;
    /** The version that readers have. */
    sent_version: number;
    /** The version that the site has now. */
    version: number;
    state: Generated<'open' | 'accepted' | 'ignored'>;
    decided_by: string | null;
    decided_at: MaybeInstant;
    created_at: Instant;
    changed_at: Instant;
    lane: string | null;
    message_id: string | null;
    /** The version that the editors' message tells of. */
    shown_version: number | null;
    showing_since: MaybeInstant;
  };
  app_user: {
    id: GeneratedAlways<number>;
    name: string;
    role: UserRole;
    /** Of the password; null until the invitation is taken up. */
    secret_hash: string | null;
    /** Of the link that lets its holder choose a password, once. */
    invitation_hash: Buffer | null;
    invitation_until: MaybeInstant;
    created_at: Instant;
    disabled_at: MaybeInstant;
  };
  /** Wrong passwords in a row under a name, and when the last was given. */
  sign_in_failure: { name_hash: Buffer; failures: number; failed_at: Date };
  user_session: { token_hash: Buffer; user_id: number; created_at: Instant; seen_at: Instant };
  audit: {
    id: GeneratedAlways<number>;
    at: Instant;
    actor: string;
    action: string;
    subject: string;
    detail: ColumnType<unknown, string | null | undefined, never>;
  };
}
