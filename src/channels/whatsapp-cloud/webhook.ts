import { type Context, Hono } from 'hono';
import type { Logger } from 'pino';
import { limitedBody } from '../../limited-body.ts';
import { type CloudEvent, readWebhook } from './events.ts';
import { isSigned, sameText, signatureHeader } from './signature.ts';

export interface CloudWebhookParts {
  readonly phoneId: string;
  readonly appSecret: string;
  readonly verifyToken: string;
  readonly log: Logger;
  readonly now: () => Date;
  /** Writes the events where no crash can reach them. It is answered only then. */
  readonly keep: (events: readonly CloudEvent[]) => Promise<void>;
}

/** Meta sends at most 3 MB. */
const largestBody = 4 * 1_024 * 1_024;

/**
 * The page that Meta calls: once to see that it is ours, then with what happens. An answer other than 200 makes Meta
 * come again, for up to seven days; so what cannot be written now is refused, and what we do not know is not.
 *
 * https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/create-webhook-endpoint
 */
export function cloudWebhook(parts: CloudWebhookParts): Hono {
  const app = new Hono();
  app.get('/', (context) => verify(context, parts.verifyToken));
  app.post('/', limitedBody(largestBody), (context) => take(context, parts));
  return app;
}

function verify(context: Context, verifyToken: string): Response {
  const query = new URL(context.req.url).searchParams;
  const token = query.get('hub.verify_token') ?? '';
  if (query.get('hub.mode') !== 'subscribe' || !sameText(token, verifyToken)) {
    return context.text('The verify token is not WHATSAPP_CLOUD_VERIFY_TOKEN.\n', 403);
  }
  return context.text(query.get('hub.challenge') ?? '');
}

async function take(context: Context, parts: CloudWebhookParts): Promise<Response> {
  const { log } = parts;
  const body = new Uint8Array(await context.req.arrayBuffer());
  if (!isSigned(body, context.req.header(signatureHeader), parts.appSecret)) {
    log.warn('a WhatsApp webhook with a wrong signature was refused: is WHATSAPP_CLOUD_APP_SECRET that of the app?');
    return context.text('The signature does not fit.\n', 401);
  }
  const read = readWebhook(parsed(body), parts.phoneId, parts.now());
  if (read === null) {
    log.warn('a signed webhook was not one of WhatsApp; it was passed over');
    return context.text('');
  }
  if (read.passedOver.length > 0) log.info({ kinds: [...new Set(read.passedOver)] }, 'parts of a webhook passed over');
  try {
    await parts.keep(read.events);
  } catch (error) {
    log.error({ error: (error as Error).message }, 'a WhatsApp webhook could not be kept; it will come again');
    return context.text('Not kept: please send it again.\n', 503);
  }
  return context.text('');
}

function parsed(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch {
    return null;
  }
}
