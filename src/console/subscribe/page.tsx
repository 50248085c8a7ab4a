import { raw } from 'hono/html';
import { renderSVG } from 'uqr';
import type { Language } from '../../config/newsroom.ts';
import type { Texts } from '../../config/texts.ts';

/** A way to the newsroom's messages: the conversation in which one subscribes. */
export interface WayIn {
  readonly channel: 'telegram' | 'whatsapp' | 'sandbox';
  readonly link: string;
  /** The account as people know it: `@daraj_bot`, `+961 …`. */
  readonly account: string;
}

export interface SubscribeShown {
  readonly newsroom: string;
  readonly site: string;
  /** Names of the editions that one may choose. */
  readonly editions: readonly string[];
  readonly ways: readonly WayIn[];
  /** Languages in which the page is there too. */
  readonly others: readonly Language[];
}

/** Where the line above the articles leads: «لتلقّي أبرز القصص على واتساب». */
export function SubscribePage({ shown, texts }: { shown: SubscribeShown; texts: Texts }) {
  const { newsroom, site, editions, ways, others } = shown;
  const title = texts.say('subscribe.title', { newsroom });
  return (
    <html lang={texts.language} dir={texts.language === 'ar' ? 'rtl' : 'ltr'}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>{title}</title>
        <link rel="stylesheet" href="/theme.css" />
        <link rel="stylesheet" href="/subscribe/page.css" />
      </head>
      <body>
        <main>
          <h1>{title}</h1>
          <p>{texts.say('subscribe.lead')}</p>
          {editions.length > 0 && (
            <ul>
              {editions.map((name) => (
                <li>{name}</li>
              ))}
            </ul>
          )}
          {ways.length === 0 ? (
            <p role="status">{texts.say('subscribe.closed')}</p>
          ) : (
            <div class="ways">
              {ways.map((way) => (
                <Way way={way} texts={texts} />
              ))}
            </div>
          )}
          <p class="soft">{texts.say('subscribe.kept')}</p>
          <footer>
            <a href={site}>
              <bdi>{newsroom}</bdi>
            </a>
            {others.map((other) => (
              <a href={`/subscribe?lang=${other}`} lang={other}>
                {other === 'ar' ? 'بالعربيّة' : 'In English'}
              </a>
            ))}
          </footer>
        </main>
      </body>
    </html>
  );
}

/** A button for the phone that shows the page, and a code for the phone beside the computer that does. */
function Way({ way, texts }: { way: WayIn; texts: Texts }) {
  return (
    <section>
      <a class={`way ${way.channel}`} href={way.link} rel="noreferrer">
        {texts.say(`subscribe.${way.channel}`)}
      </a>
      <p class="soft">
        <bdi dir="ltr">{way.account}</bdi>
      </p>
      {way.channel !== 'sandbox' && (
        <figure>
          {raw(renderSVG(way.link))}
          <figcaption class="soft">{texts.say('subscribe.scan')}</figcaption>
        </figure>
      )}
    </section>
  );
}
