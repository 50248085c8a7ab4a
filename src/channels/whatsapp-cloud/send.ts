import type { Logger } from 'pino';
import { z } from 'zod';
import { abilitiesOf } from '../abilities.ts';
import type { Channel, ChatPace, Envelope, RenderedMessage, SendOutcome, TemplateMessage } from '../channel.ts';
import { recipientOf } from './addresses.ts';
import { adviceFor, meaningOf, type NamedError, outcomeOfError, restMs } from './errors.ts';
import { type CloudAccount, type Graph, type GraphAnswer, graphApi } from './graph.ts';
import { interactiveOf } from './interactive.ts';
import type { PeopleADay } from './people-a-day.ts';
import { windowAt } from './window.ts';

export interface CloudChannelParts {
  readonly account: CloudAccount;
  readonly log: Logger;
  /** What is kept of a message's id: Meta's ids hold the person's number for everyone to read. */
  readonly fingerprint: (id: string) => string;
  /** The limit of people who may be sent a template; without, there is none. */
  readonly people?: Pick<PeopleADay, 'ask'>;
  /** Meta restricts the account: a person has to look, and nothing more should be sent meanwhile. */
  readonly onRestricted: (error: NamedError) => void;
  readonly now?: () => Date;
  readonly connections?: number;
  /** How long an answer may take. Milliseconds; 30 s without. */
  readonly deadlineMs?: number;
}

/**
 * To one person a message in 6 seconds, and bursts of up to 45 that are borrowed from what follows: ten a minute are
 * never refused. https://developers.facebook.com/docs/whatsapp/cloud-api/overview#pair-rate-limits
 */
const pace: ChatPace = { messages: 10, perMs: 60_000 };

const acceptedSchema = z.object({
  messages: z.array(z.object({ id: z.string().min(1), message_status: z.string().optional() })).min(1),
});

const noTemplate =
  'has not written for 24 hours, and there is no template for this edition and language (channels.whatsappCloud.templates)';

export const cloudLane = (phoneId: string): string => `whatsapp-cloud:${phoneId}`;

/**
 * The official WhatsApp API as a sending account. People who wrote in the last 24 hours are sent text, others the
 * approved template.
 */
export class WhatsAppCloudChannel implements Channel {
  readonly name = 'whatsapp';
  readonly abilities = abilitiesOf['whatsapp-cloud'];
  /** Statuses come within seconds; those that came while we were down, again within a minute or two. */
  readonly tellsWithinMs = 120_000;
  readonly lane: string;
  readonly #parts: CloudChannelParts;
  readonly #graph: Graph;
  readonly #now: () => Date;
  #restingUntil = 0;
  #told: { readonly reason: string; readonly at: number } = { reason: '', at: 0 };

  constructor(parts: CloudChannelParts) {
    this.#parts = parts;
    this.#now = parts.now ?? (() => new Date());
    this.#graph = graphApi(parts.account, {
      connections: parts.connections ?? 64,
      ...(parts.deadlineMs === undefined ? {} : { deadlineMs: parts.deadlineMs }),
    });
    this.lane = cloudLane(parts.account.phoneId);
  }

  chatPace(): ChatPace {
    return pace;
  }

  /** A template says in one message what takes several as text. */
  partsFor(messages: readonly RenderedMessage[], wroteAt: Date | null): readonly RenderedMessage[] {
    if (windowAt(this.#now(), wroteAt) === 'open') return messages;
    const templated = messages.filter(({ template }) => template !== undefined);
    return templated.length > 0 ? templated : messages.slice(0, 1);
  }

  async send(address: string, message: RenderedMessage, envelope: Envelope = {}): Promise<SendOutcome> {
    const rest = this.#restingUntil - this.#now().getTime();
    if (rest > 0) return { kind: 'rateLimited', retryAfterMs: rest, scope: 'account' };
    const recipient = recipientOf(address);
    if (recipient === null) {
      return { kind: 'rejected', reason: 'is known to WhatsApp Web only: has to write to this number once' };
    }
    const request = { messaging_product: 'whatsapp', recipient_type: 'individual', ...recipient };
    if (windowAt(this.#now(), envelope.wroteAt ?? null) === 'open') {
      const answer = await this.#post({ ...request, ...freeForm(message) }, envelope);
      const closed = answer.kind === 'error' && meaningOf(answer.error.code).kind === 'windowClosed';
      if (!closed) return this.#outcome(answer);
    }
    if (message.template === undefined) return { kind: 'rejected', reason: noTemplate };
    const leave = (await this.#parts.people?.ask(address)) ?? null;
    // The others go on: text to who wrote is not limited.
    if (leave?.kind === 'wait') return { kind: 'rateLimited', retryAfterMs: leave.ms, scope: 'chat' };
    const outcome = this.#outcome(await this.#post({ ...request, ...templated(message.template) }, envelope));
    if (outcome.kind !== 'sent' && outcome.kind !== 'uncertain') leave?.giveBack();
    return outcome;
  }

  async edit(): Promise<SendOutcome> {
    return { kind: 'unchangeable', reason: 'the official WhatsApp API cannot change what was sent' };
  }

  async delete(): Promise<SendOutcome> {
    return { kind: 'unchangeable', reason: 'the official WhatsApp API cannot take back what was sent' };
  }

  /** Meta said, in an answer or in a webhook, that it restricts the account. */
  restrict(error: NamedError): void {
    this.#restingUntil = this.#now().getTime() + restMs;
    this.#tell(error);
    this.#parts.onRestricted(error);
  }

  close(): Promise<void> {
    return this.#graph.close();
  }

  #post(body: Record<string, unknown>, { reference, signal }: Envelope): Promise<GraphAnswer> {
    return this.#graph.post(
      `${this.#parts.account.phoneId}/messages`,
      // Comes back in every status of the message: up to 512 characters of our own.
      { ...body, ...(reference === undefined ? {} : { biz_opaque_callback_data: reference }) },
      signal,
    );
  }

  #outcome(answer: GraphAnswer): SendOutcome {
    if (answer.kind === 'broken') return answer.outcome;
    if (answer.kind === 'error') return this.#refusal(answer);
    const accepted = acceptedSchema.safeParse(answer.body);
    const [message] = accepted.success ? accepted.data.messages : [];
    if (!message) return { kind: 'uncertain', reason: 'the Graph API accepted without giving an id' };
    // https://developers.facebook.com/documentation/business-messaging/whatsapp/templates/template-pacing
    if (message.message_status === 'paused') return { kind: 'rejected', reason: 'Meta has paused this template' };
    return { kind: 'sent', messageId: this.#parts.fingerprint(message.id) };
  }

  #refusal({ error, waitMs }: Extract<GraphAnswer, { kind: 'error' }>): SendOutcome {
    const { kind } = meaningOf(error.code);
    if (kind === 'restricted') this.restrict(error);
    else if (kind === 'unusable') this.#tell(error);
    const outcome = outcomeOfError(error);
    if (outcome.kind !== 'rateLimited' || waitMs === null) return outcome;
    return { ...outcome, retryAfterMs: Math.max(outcome.retryAfterMs, waitMs) };
  }

  /** Once a minute, however many messages it concerns. */
  #tell({ code, title }: NamedError): void {
    const reason = `${code}: ${title}`;
    const at = this.#now().getTime();
    if (this.#told.reason === reason && at - this.#told.at < 60_000) return;
    this.#told = { reason, at };
    this.#parts.log.error(
      { lane: this.lane, reason, advice: adviceFor(code) },
      'WhatsApp does not let this account send',
    );
  }
}

function freeForm(message: RenderedMessage): Record<string, unknown> {
  const interactive = interactiveOf(message);
  if (interactive !== null) return { type: 'interactive', interactive };
  return { type: 'text', text: { body: message.text, preview_url: message.linkPreview ?? false } };
}

function templated({ name, language, variables }: TemplateMessage): Record<string, unknown> {
  const parameters = variables.map((text) => ({ type: 'text', text }));
  const components = parameters.length === 0 ? [] : [{ type: 'body', parameters }];
  return { type: 'template', template: { name, language: { code: language }, components } };
}
