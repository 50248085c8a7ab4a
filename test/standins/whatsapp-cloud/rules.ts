/** What Meta refuses, and with which code. */
export interface Refusal {
  readonly http: number;
  readonly code: number;
  readonly details: string;
}

/** An approved template of the account. */
export interface Template {
  readonly name: string;
  readonly language: string;
  readonly variables: number;
  /** Its own words, without the gaps. */
  readonly ownLength?: number;
}

const lengthOf = (text: string) => [...text].length;
const bad = (details: string, code = 100): Refusal => ({ http: 400, code, details });

/**
 * The rules of `POST /{phone-number-id}/messages`, as far as Nashra sends.
 * https://developers.facebook.com/documentation/business-messaging/whatsapp/reference/whatsapp-business-phone-number/message-api
 */
export function checkRequest(request: Record<string, unknown>, templates: readonly Template[]): Refusal | null {
  if (request.messaging_product !== 'whatsapp') return bad('messaging_product');
  if (request.recipient_type !== undefined && request.recipient_type !== 'individual') return bad('recipient_type');
  const { to, recipient } = request;
  if (to === undefined && recipient === undefined) return bad('to or recipient is required', 131008);
  if (to !== undefined && !/^\d{6,15}$/.test(String(to))) return bad('to is no number', 131009);
  if (recipient !== undefined && !/^[A-Z]{2}\.[A-Za-z0-9.]{1,128}$/.test(String(recipient))) return bad('recipient');
  const callback = request.biz_opaque_callback_data;
  if (callback !== undefined && String(callback).length > 512) return bad('biz_opaque_callback_data');
  switch (request.type) {
    case 'text':
      return checkText(request.text as { body?: unknown });
    case 'interactive':
      return checkInteractive(request.interactive as InteractiveRequest);
    case 'template':
      return checkTemplate(request.template as TemplateRequest, templates);
    default:
      return { http: 400, code: 131051, details: 'Unsupported message type' };
  }
}

function checkText({ body }: { body?: unknown }): Refusal | null {
  if (typeof body !== 'string' || body.trim() === '') return bad('text.body is required', 131008);
  return lengthOf(body) > 4_096 ? bad('text.body is longer than 4096 characters') : null;
}

interface InteractiveRequest {
  readonly type: string;
  readonly body?: { readonly text?: string };
  readonly action: {
    readonly button?: string;
    readonly buttons?: readonly { readonly reply: Choice }[];
    readonly sections?: readonly { readonly rows: readonly Choice[] }[];
  };
}
interface Choice {
  readonly id: string;
  readonly title: string;
}

function checkInteractive({ type, body, action }: InteractiveRequest): Refusal | null {
  const isList = type === 'list';
  if (!isList && type !== 'button') return bad('interactive.type', 131009);
  const limits = isList ? { most: 10, title: 24, id: 200, body: 4_096 } : { most: 3, title: 20, id: 256, body: 1_024 };
  const text = body?.text ?? '';
  if (text === '' || lengthOf(text) > limits.body) return bad(`interactive body of ${lengthOf(text)}`, 131009);
  const choices = isList
    ? (action.sections ?? []).flatMap(({ rows }) => rows)
    : (action.buttons ?? []).map(({ reply }) => reply);
  if (choices.length === 0 || choices.length > limits.most) return bad(`${choices.length} choices`, 131009);
  for (const { id, title } of choices) {
    if (id === '' || id.length > limits.id) return bad('id of a choice', 131009);
    if (title === '' || lengthOf(title) > limits.title) return bad(`title «${title}»`, 131009);
  }
  if (new Set(choices.map(({ title }) => title)).size < choices.length) return bad('two equal titles', 131009);
  if (new Set(choices.map(({ id }) => id)).size < choices.length) return bad('two equal ids', 131009);
  if (isList && (!action.button || lengthOf(action.button) > 20)) return bad('action.button', 131009);
  return null;
}

interface TemplateRequest {
  readonly name: string;
  readonly language: { readonly code: string };
  readonly components?: readonly {
    readonly type: string;
    readonly parameters: readonly { readonly text?: string }[];
  }[];
}

function checkTemplate(request: TemplateRequest, templates: readonly Template[]): Refusal | null {
  const template = templates.find(({ name, language }) => name === request.name && language === request.language.code);
  if (!template) return { http: 404, code: 132001, details: 'template name does not exist in the language' };
  const parameters = (request.components ?? []).flatMap((component) => component.parameters);
  if (parameters.length !== template.variables) return bad('number of localizable_params', 132000);
  for (const { text = '' } of parameters) {
    if (text === '') return bad('parameter text is missing', 131008);
    if (/[\n\r\t]| {5,}/.test(text)) return bad('new-line, tab or more than 4 spaces', 132018);
  }
  const length = (template.ownLength ?? 60) + parameters.reduce((sum, { text = '' }) => sum + lengthOf(text), 0);
  return length > 1_024 ? bad('Translated text too long', 132005) : null;
}
