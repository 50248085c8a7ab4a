/** What a method answers: Telegram's `result`, or one of its refusals with the HTTP status that goes with it. */
export type Answer = { readonly kind: 'ok'; readonly result: unknown } | Refusal;

export interface Refusal {
  readonly kind: 'refused';
  /** HTTP status and `error_code`. */
  readonly code: number;
  readonly description: string;
  readonly parameters?: { readonly retry_after?: number; readonly migrate_to_chat_id?: number };
}

export const ok = (result: unknown): Answer => ({ kind: 'ok', result });

const refuse = (code: number, description: string): Refusal => ({ kind: 'refused', code, description });

/** `reason` as Telegram words it after "Bad Request: ". */
export const badRequest = (reason: string): Refusal => refuse(400, `Bad Request: ${reason}`);
export const forbidden = (reason: string): Refusal => refuse(403, `Forbidden: ${reason}`);

/** The texts are those of the real server, so that code which reads them can be tried. */
export const refusals = {
  unauthorized: refuse(401, 'Unauthorized'),
  notFound: refuse(404, 'Not Found'),
  unknownMethod: refuse(404, 'Not Found: method not found'),
  otherPoller: refuse(
    409,
    'Conflict: terminated by other getUpdates request; make sure that only one bot instance is running',
  ),
  setWebhook: refuse(409, 'Conflict: terminated by setWebhook request'),
  unreadable: badRequest("can't parse JSON object"),
  webhookActive: refuse(
    409,
    "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
  ),
  chatNotFound: badRequest('chat not found'),
  chatIdEmpty: badRequest('chat_id is empty'),
  textEmpty: badRequest('message text is empty'),
  textTooLong: badRequest('message is too long'),
  captionTooLong: badRequest('message caption is too long'),
  notModified: badRequest(
    'message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message',
  ),
  editNotFound: badRequest('message to edit not found'),
  cannotEdit: badRequest("message can't be edited"),
  noTextToEdit: badRequest('there is no text in the message to edit'),
  noCaptionToEdit: badRequest('there is no caption in the message to edit'),
  deleteNotFound: badRequest('message to delete not found'),
  cannotDelete: badRequest("message can't be deleted"),
  copyNotFound: badRequest('message to copy not found'),
  pinNotFound: badRequest('message to pin not found'),
  replyNotFound: badRequest('message to be replied not found'),
  oldQuery: badRequest('query is too old and response timeout expired or query ID is invalid'),
  notUtf8: badRequest('strings must be encoded in UTF-8'),
  blocked: forbidden('bot was blocked by the user'),
  deactivated: forbidden('user is deactivated'),
  notStarted: forbidden("bot can't initiate conversation with a user"),
} as const;

/** 429 for the whole bot or one chat; Telegram gives whole seconds and says nothing of the scope. */
export function tooManyRequests(waitMs: number): Refusal {
  const seconds = Math.max(1, Math.ceil(waitMs / 1_000));
  return {
    kind: 'refused',
    code: 429,
    description: `Too Many Requests: retry after ${seconds}`,
    parameters: { retry_after: seconds },
  };
}

export function migratedTo(chat: number): Refusal {
  return {
    kind: 'refused',
    code: 400,
    description: 'Bad Request: group chat was upgraded to a supergroup chat',
    parameters: { migrate_to_chat_id: chat },
  };
}

/** The body as it goes over the wire. */
export function encodeAnswer(answer: Answer): string {
  if (answer.kind === 'ok') return `{"ok":true,"result":${JSON.stringify(answer.result)}}`;
  return JSON.stringify({
    ok: false,
    error_code: answer.code,
    description: answer.description,
    ...(answer.parameters ? { parameters: answer.parameters } : {}),
  });
}
