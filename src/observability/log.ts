import { type DestinationStream, type Logger, pino } from 'pino';

export type { Logger } from 'pino';

/** Fields that could carry a person's identity or a secret; whatever a library puts there never reaches the log. */
const personal = ['address', 'chat', 'chatId', 'chat_id', 'from', 'phone', 'token', 'password', 'text', 'payload'];
const redact = personal.flatMap((field) => [field, `*.${field}`, `*.*.${field}`]);

/** The program's log: JSON lines on standard error, so that standard output stays the start line and command results. */
export function createLog(level: string, destination?: DestinationStream): Logger {
  return pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      redact: { paths: redact, censor: '[removed]' },
      formatters: { level: (label) => ({ level: label }) },
      serializers: { err: safeError, error: safeError },
    },
    destination ?? pino.destination({ dest: 2, sync: true }),
  );
}

/** An error without its payload: grammY's errors, for one, carry the whole message and the chat id. */
function safeError(value: unknown): unknown {
  if (!(value instanceof Error)) return value;
  return { type: value.name, message: value.message.replace(/\b\d{8,}:[\w-]{30,}\b/g, '[token]'), stack: value.stack };
}
