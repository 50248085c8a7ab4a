import type { Newsroom } from '../config/newsroom.ts';
import type { Texts } from '../config/texts.ts';
import type { OverCap } from '../conversation/editors/over-cap.ts';
import type { Db } from '../database/database.ts';
import type { TemplateReach } from '../delivery/template-reach.ts';
import type { PushedLink } from '../editions/push-link.ts';
import type { Summarise } from '../editions/summary-of.ts';
import type { OutgoingLink } from '../messages/outgoing-link.ts';
import type { Check } from '../observability/health.ts';

/** What the console works with; the pages take of it what they need. */
export interface ConsoleParts {
  readonly db: Db;
  readonly newsroom: Newsroom;
  /** The words of messages, in the newsroom's first language. */
  readonly texts: Texts;
  readonly outgoing: OutgoingLink;
  /** Where others reach the console; null: this machine alone. */
  readonly publicUrl: string | null;
  /** In the sandbox whoever sits at this machine may be one of the sample users. */
  readonly mode: 'sandbox' | 'live';
  /** Makes a proposal of the story behind a link. */
  readonly pushLink: (link: string, signal: AbortSignal) => Promise<PushedLink>;
  /** Makes a proposal of a story of the record. */
  readonly pushStory: (articleId: number) => Promise<PushedLink>;
  /** What a story would be summarised as now. */
  readonly summarise: Summarise;
  /** Whether this instance can do its work. */
  readonly readiness: () => Promise<readonly Check[]>;
  readonly overCap: (pushId: number) => Promise<OverCap | null>;
  readonly templateReach: (pushId: number) => Promise<TemplateReach | null>;
  readonly now: () => Date;
  /** Aborted when the program stops: event streams end then. */
  readonly stopping: AbortSignal;
}
