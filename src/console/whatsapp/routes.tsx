import { type Context, Hono, type MiddlewareHandler } from 'hono';
import { csrf } from 'hono/csrf';
import { secureHeaders } from 'hono/secure-headers';
import { z } from 'zod';
import { assets } from '../../assets.ts';
import { giveOrder, type Order, readBoard } from '../../channels/whatsapp/board.ts';
import { pairingNumber } from '../../channels/whatsapp/pairing-number.ts';
import type { Db } from '../../database/database.ts';
import { answer } from '../answer.ts';
import type { Operating } from '../ops-only.ts';
import { type Shown, State, WhatsAppPage } from './page.tsx';
import { orderWords } from './words.ts';

export interface WhatsAppPageParts {
  readonly db: Db;
  readonly lane: string;
  readonly timeZone: string;
  /** Who may see it. */
  readonly ops: MiddlewareHandler<Operating>;
  /** What to do where nobody keeps the account. */
  readonly advice: string;
}

const bodySchema = z.object({
  order: z.enum(['pair', 'pairNumber', 'pause', 'resume', 'logout']),
  number: z.string().default(''),
  confirm: z.literal('yes').optional(),
});

/** `/whatsapp`, for whoever looks after the account. What it shows can be a key to the account, so nothing of it is kept. */
export function whatsappRoutes(parts: WhatsAppPageParts): Hono<Operating> {
  const app = new Hono<Operating>();
  app.use(
    '/whatsapp/*',
    parts.ops,
    secureHeaders({
      contentSecurityPolicy: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        connectSrc: ["'self'"],
        formAction: ["'self'"],
        baseUri: ["'none'"],
        frameAncestors: ["'none'"],
      },
      referrerPolicy: 'same-origin',
    }),
    csrf(),
    async (c, next) => {
      await next();
      c.header('cache-control', 'no-store');
    },
  );
  const shown = async (): Promise<Shown> => {
    const board = await readBoard(parts.db, parts.lane);
    return board ? { kind: 'board', board } : { kind: 'none', advice: parts.advice };
  };
  const time = () => ({ now: new Date(), timeZone: parts.timeZone });
  const page = async (
    c: Context,
    notice: { readonly kind: 'done' | 'wrong'; readonly text: string } | null,
    status: 200 | 400 | 409 = 200,
  ) => answer(c, <WhatsAppPage shown={await shown()} time={time()} notice={notice} />, status);

  app.get('/whatsapp', (c) => {
    const done = c.req.query('done') ?? '';
    return page(c, done in orderWords ? { kind: 'done', text: orderWords[done as keyof typeof orderWords] } : null);
  });
  app.get('/whatsapp/state', async (c) => c.html(<State shown={await shown()} time={time()} />));

  app.post('/whatsapp/order', async (c) => {
    const body = bodySchema.safeParse(await c.req.parseBody());
    if (!body.success) return page(c, { kind: 'wrong', text: 'لم يُفهم الطلب.' }, 400);
    const order = orderOf(body.data);
    if (typeof order === 'string') return page(c, { kind: 'wrong', text: order }, 400);
    const now = await shown();
    // An order that nobody takes is dropped after a minute: better said at once.
    if (now.kind === 'none') {
      return page(c, { kind: 'wrong', text: 'لا برنامج يعمل الآن بدور واتساب، فلا أحد ينفّذ الطلب.' }, 409);
    }
    if (order.kind === 'pair' && now.board.state === 'ready') {
      return page(c, { kind: 'wrong', text: 'الحساب مربوط الآن. لربط غيره سجّلوا الخروج أوّلاً.' }, 409);
    }
    await giveOrder(parts.db, parts.lane, order, c.get('operator'));
    return c.redirect(`/whatsapp?done=${order.kind}`, 303);
  });

  const client = 'src/console/whatsapp/client';
  app.route('/', assets('/whatsapp', { 'app.css': `${client}/app.css`, 'app.js': `${client}/app.js` }));
  return app;
}

/** The order, or what is wrong with it. */
function orderOf({ order, number, confirm }: z.infer<typeof bodySchema>): Order | string {
  switch (order) {
    case 'pair':
      return { kind: 'pair', number: null };
    case 'pairNumber': {
      const digits = pairingNumber(number);
      return digits === null ? 'اكتبوا الرقم مع رمز بلده، مثل ‎+96170123456‎' : { kind: 'pair', number: digits };
    }
    case 'logout':
      return confirm === 'yes' ? { kind: 'logout' } : 'لتسجيل الخروج أكّدوا أوّلاً بوضع العلامة.';
    default:
      return { kind: order };
  }
}
