import { Hono } from 'hono';
import { secureHeaders } from 'hono/secure-headers';
import { assets } from '../../assets.ts';
import type { Language } from '../../config/newsroom.ts';
import type { Texts } from '../../config/texts.ts';
import { answer } from '../answer.ts';
import { SubscribePage, type WayIn } from './page.tsx';

export interface SubscribeParts {
  readonly newsroom: Readonly<Record<Language, string>>;
  readonly site: () => string;
  /** Those that readers are spoken to in. */
  readonly languages: readonly Language[];
  readonly editions: readonly Readonly<Record<Language, string>>[];
  readonly texts: (language: Language) => Texts;
  /** The accounts that take subscriptions now. */
  readonly ways: () => Promise<readonly WayIn[]>;
}

/** `/subscribe`, for everybody: it loads nothing from elsewhere, sets no cookie, and nobody counts who sees it. */
export function subscribeRoutes({ newsroom, site, languages, editions, texts, ways }: SubscribeParts): Hono {
  const app = new Hono();
  app.use(
    '/subscribe/*',
    secureHeaders({
      contentSecurityPolicy: {
        defaultSrc: ["'none'"],
        styleSrc: ["'self'"],
        baseUri: ["'none'"],
        formAction: ["'none'"],
        frameAncestors: ["'none'"],
      },
      referrerPolicy: 'no-referrer',
    }),
  );
  app.get('/subscribe', async (c) => {
    // Who reads an Arabic site may have a browser that speaks English: the page speaks as the site does until it is asked otherwise.
    const asked = languages.find((one) => one === c.req.query('lang'));
    const language = asked ?? languages[0] ?? 'ar';
    const shown = {
      newsroom: newsroom[language],
      site: site(),
      editions: editions.map((names) => names[language]),
      ways: await ways(),
      others: languages.filter((one) => one !== language),
    };
    c.header('cache-control', 'no-store');
    return answer(c, <SubscribePage shown={shown} texts={texts(language)} />);
  });
  app.route('/', assets('/subscribe', { 'page.css': 'src/console/subscribe/client/page.css' }));
  return app;
}
