import type { Newsroom } from '../config/newsroom.ts';
import type { TextsByLanguage } from '../config/texts.ts';
import type { Db } from '../database/database.ts';
import type { LaneContext, PreparedPush } from '../delivery/lane/lane-context.ts';
import { Unrenderable } from '../delivery/lane/unrenderable.ts';
import { isQuiet } from '../editions/quiet-hours.ts';
import { keepNewest } from '../keep-newest.ts';
import { renderPush } from '../messages/index.ts';
import type { OutgoingLink } from '../messages/outgoing-link.ts';

/** Prepared pushes that are kept at hand; a lane works on very few at a time. */
const kept = 16;

/**
 * Renders a push once for each channel, language and revision of its text, not once for each recipient. What was
 * approved is what is sent: the content of a push changes only with its revision. (Asked for an earlier revision than the
 * record has, it gives the newest: nobody is to be sent the other.)
 */
export function pushRenderer(context: {
  readonly db: Db;
  readonly newsroom: Newsroom;
  readonly texts: TextsByLanguage;
  readonly outgoing?: OutgoingLink;
}): LaneContext['render'] {
  const prepared = new Map<string, Promise<PreparedPush>>();
  return (pushId, language, channel, { revision, parts }) => {
    const key = [pushId, language, channel.name, revision, parts].join('/');
    const known = prepared.get(key);
    if (known) return known.then(hushed);
    const fresh = prepare(pushId, language === 'en' ? 'en' : 'ar', channel.name, parts);
    prepared.set(key, fresh);
    fresh.catch(() => prepared.delete(key));
    keepNewest(prepared, kept);
    return fresh.then(hushed);
  };

  /** What a quiet hour adds: it may begin and end while a push is on its way. */
  function hushed(push: PreparedPush): PreparedPush {
    if (!isQuiet(context.newsroom.quietHours, new Date(), context.newsroom.timeZone)) return push;
    return { ...push, messages: push.messages.map((message) => ({ ...message, silent: true })) };
  }

  async function prepare(
    pushId: number,
    language: 'ar' | 'en',
    channel: Parameters<typeof renderPush>[0],
    parts: number | null,
  ): Promise<PreparedPush> {
    const { newsroom, texts, db } = context;
    const push = await db
      .selectFrom('push')
      .select(['id', 'content', 'silent', 'uncertain_policy', 'corrects', 'edition', 'fare', 'stars_agreed'])
      .where('id', '=', pushId)
      .executeTakeFirstOrThrow();
    const messages = rendered(`${channel} in «${language}»`, () =>
      renderPush(channel, push.content, {
        newsroom,
        texts: texts[language],
        timeZone: newsroom.timeZone,
        parts,
        ...(context.outgoing ? { outgoing: context.outgoing } : {}),
        edition: push.edition,
        optOutLine: (push.corrects ?? push.id) % newsroom.channels.whatsapp.optOutEvery === 0 ? 'shown' : 'left out',
      }),
    );
    const agreed = push.fare === 'paid' && push.stars_agreed !== null;
    const paid = agreed && newsroom.channels.telegram.paid ? { fare: 'paid' as const } : {};
    return {
      messages: messages.map((message) => ({ ...message, ...paid, silent: push.silent })),
      uncertainPolicy: push.uncertain_policy,
    };
  }
}

function rendered<T>(where: string, render: () => T): T {
  try {
    return render();
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new Unrenderable(`it cannot be rendered for ${where}: ${reason}`, { cause });
  }
}
