import { z } from 'zod';
import type { NamedError } from './errors.ts';

/** The names Meta gives a person; at least one is there. */
export interface CloudPerson {
  /** Digits only; null where the person hides it. */
  readonly number: string | null;
  /** The id of this person with this business (BSUID). */
  readonly userId: string | null;
}

export type Said =
  | { readonly kind: 'text'; readonly text: string }
  /** A button or a row of a list that we sent: its id, and what stood on it. */
  | { readonly kind: 'action'; readonly action: string }
  /** A picture, a voice message, a place: nothing we can read. */
  | { readonly kind: 'media' }
  /** A reaction, or what we do not know: no answer is expected. */
  | { readonly kind: 'sign' };

/** What a webhook tells, one by one. All of it can be kept as JSON; times are in milliseconds. */
export type CloudEvent =
  | {
      readonly kind: 'message';
      readonly id: string;
      readonly at: number;
      readonly from: CloudPerson;
      readonly said: Said;
    }
  | {
      readonly kind: 'status';
      readonly id: string;
      readonly at: number;
      readonly status: 'sent' | 'delivered' | 'read' | 'failed';
      readonly reference: string | null;
      readonly error: NamedError | null;
    }
  /** A person has another number or another id from now on. */
  | { readonly kind: 'moved'; readonly id: string; readonly from: CloudPerson; readonly to: CloudPerson }
  /** A person told WhatsApp to stop (or to resume) what businesses send to many. */
  | { readonly kind: 'preference'; readonly at: number; readonly from: CloudPerson; readonly wish: 'stop' | 'resume' }
  /** Something is wrong with the account or the app. */
  | { readonly kind: 'trouble'; readonly at: number; readonly error: NamedError };

export interface ReadWebhook {
  readonly events: readonly CloudEvent[];
  /** Kinds of what was passed over. */
  readonly passedOver: readonly string[];
}

const seconds = z
  .union([z.string(), z.number()])
  .transform(Number)
  .pipe(z.number().positive())
  .transform((value) => value * 1_000);
const name = z.string().min(1).nullish();
const errors = z
  .array(z.object({ code: z.number(), title: z.string().nullish(), message: z.string().nullish() }))
  .nullish();

const bodySchema = z.object({
  entry: z.array(
    z.object({
      changes: z.array(
        z.object({
          field: z.string(),
          value: z.object({
            metadata: z.object({ phone_number_id: z.string() }).optional(),
            contacts: z
              .array(z.object({ wa_id: name, user_id: name }))
              .optional()
              .catch(undefined),
            messages: z.array(z.unknown()).optional(),
            statuses: z.array(z.unknown()).optional(),
            user_preferences: z.array(z.unknown()).optional(),
            errors,
          }),
        }),
      ),
    }),
  ),
});

const messageSchema = z.object({
  id: z.string().min(1),
  from: name,
  from_user_id: name,
  timestamp: seconds,
  type: z.string(),
  group_id: name,
  text: z.object({ body: z.string() }).optional(),
  interactive: z
    .object({
      button_reply: z.object({ id: z.string() }).optional(),
      list_reply: z.object({ id: z.string() }).optional(),
    })
    .optional(),
  button: z.object({ payload: z.string().nullish(), text: z.string() }).optional(),
  system: z.object({ type: name, wa_id: name, new_wa_id: name, user_id: name, previous_user_id: name }).optional(),
});

const statusSchema = z.object({
  id: z.string().min(1),
  status: z.enum(['sent', 'delivered', 'read', 'failed']),
  timestamp: seconds,
  biz_opaque_callback_data: name,
  errors,
});

const preferenceSchema = z.object({
  wa_id: name,
  user_id: name,
  value: z.enum(['stop', 'resume']),
  timestamp: seconds,
});

const media = new Set([
  'image',
  'audio',
  'video',
  'document',
  'sticker',
  'location',
  'contacts',
  'order',
  'unsupported',
]);

/**
 * Reads the body of a webhook for one business number. What belongs to another number, or is of a kind that we do not
 * know, is passed over: Meta adds kinds, and repeats for a week what is not answered with 200.
 *
 * https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference/messages
 *
 * @returns null when it is no webhook of WhatsApp at all
 */
export function readWebhook(body: unknown, phoneId: string, now: Date): ReadWebhook | null {
  const parsed = bodySchema.safeParse(body);
  if (!parsed.success) return null;
  const events: CloudEvent[] = [];
  const passedOver: string[] = [];
  for (const { field, value } of parsed.data.entry.flatMap((entry) => entry.changes)) {
    const isOurs = value.metadata === undefined || value.metadata.phone_number_id === phoneId;
    if (!isOurs) {
      passedOver.push('another number');
      continue;
    }
    const things = [
      ...(value.messages ?? []).map((message) => readMessage(message, value.contacts ?? [])),
      ...(value.statuses ?? []).map(readStatus),
      ...(value.user_preferences ?? []).map(readPreference),
      ...(value.errors ?? []).map((error): CloudEvent => ({ kind: 'trouble', at: now.getTime(), error: named(error) })),
    ];
    if (things.length === 0) passedOver.push(field);
    for (const thing of things) {
      if (typeof thing === 'string') passedOver.push(thing);
      else events.push(thing);
    }
  }
  return { events, passedOver };
}

type Contact = { readonly wa_id?: string | null | undefined; readonly user_id?: string | null | undefined };

function readMessage(source: unknown, contacts: readonly Contact[]): CloudEvent | string {
  const parsed = messageSchema.safeParse(source);
  if (!parsed.success) return 'message that cannot be read';
  const { id, from, from_user_id, timestamp: at, type, group_id, system } = parsed.data;
  if (group_id) return 'message of a group';
  const sole = contacts.length === 1 ? contacts[0] : undefined;
  const contact = contacts.find(({ wa_id, user_id }) => (from ? wa_id === from : user_id === from_user_id)) ?? sole;
  const person = personOf(from ?? contact?.wa_id, from_user_id ?? contact?.user_id);
  if (type === 'system') return system ? readMove(id, person, system) : 'system message';
  if (person === null) return 'message of nobody';
  return { kind: 'message', id, at, from: person, said: saidIn(parsed.data) };
}

function saidIn({ type, text, interactive, button }: z.infer<typeof messageSchema>): Said {
  const chosen = interactive?.button_reply?.id ?? interactive?.list_reply?.id;
  if (chosen !== undefined) return { kind: 'action', action: chosen };
  if (text) return { kind: 'text', text: text.body };
  // A quick reply of a template says what stands on it, as if the person had written it.
  if (button) return { kind: 'text', text: button.text };
  return { kind: media.has(type) ? 'media' : 'sign' };
}

function readMove(
  id: string,
  person: CloudPerson | null,
  system: NonNullable<z.infer<typeof messageSchema>['system']>,
): CloudEvent | string {
  const changesNumber = system.type === 'user_changed_number' || system.type === 'customer_changed_number';
  if (!changesNumber && system.type !== 'user_changed_user_id') return `system message ${system.type ?? ''}`;
  const before = personOf(changesNumber ? person?.number : null, system.previous_user_id);
  const after = personOf(changesNumber ? (system.wa_id ?? system.new_wa_id) : null, system.user_id);
  return before && after ? { kind: 'moved', id, from: before, to: after } : 'system message without names';
}

function readStatus(source: unknown): CloudEvent | string {
  const parsed = statusSchema.safeParse(source);
  if (!parsed.success) return 'status of another kind';
  const { id, status, timestamp: at, biz_opaque_callback_data: reference } = parsed.data;
  const [error] = parsed.data.errors ?? [];
  return { kind: 'status', id, at, status, reference: reference ?? null, error: error ? named(error) : null };
}

function readPreference(source: unknown): CloudEvent | string {
  const parsed = preferenceSchema.safeParse(source);
  const person = parsed.success ? personOf(parsed.data.wa_id, parsed.data.user_id) : null;
  if (!parsed.success || person === null) return 'preference that cannot be read';
  return { kind: 'preference', at: parsed.data.timestamp, from: person, wish: parsed.data.value };
}

function personOf(number: string | null | undefined, userId: string | null | undefined): CloudPerson | null {
  const digits = number?.replace(/\D/g, '') || null;
  return digits || userId ? { number: digits, userId: userId ?? null } : null;
}

function named(error: {
  code: number;
  title?: string | null | undefined;
  message?: string | null | undefined;
}): NamedError {
  return { code: error.code, title: (error.title || error.message || 'no reason given').slice(0, 200) };
}

/** What makes an event the same when it comes again. */
export function keyOfEvent(event: CloudEvent): string {
  switch (event.kind) {
    case 'message':
    case 'moved':
      return `${event.kind}/${event.id}`;
    case 'status':
      return `status/${event.status}/${event.id}`;
    case 'preference':
      return `preference/${event.wish}/${event.at}/${event.from.number ?? event.from.userId}`;
    case 'trouble':
      return `trouble/${event.error.code}/${Math.floor(event.at / 60_000)}`;
  }
}
