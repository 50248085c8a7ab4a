import type { Newsroom } from '../config/newsroom.ts';
import type { TextsByLanguage } from '../config/texts.ts';
import type { Db } from '../database/database.ts';
import type { Fare } from '../database/schema.ts';
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
  return (pushId, language, channel, { revision, parts, fare }) => {
    const key = [pushId, language, channel.name, revision, parts].join('/');
    const known = prepared.get(key);
    if (known) return known.then((push) => asOfNow(push, fare));
    const fresh = prepare(pushId, language === 'en' ? 'en' : 'ar', channel.name, parts);
    prepared.set(key, fresh);
    fresh.catch(() => prepared.delete(key));
    keepNewest(prepared, kept);
    return fresh.then((push) => asOfNow(push, fare));
  };

  /** What may change while a push is on its way: a quiet hour begins or ends, and what was paid for is sent again. */
  function asOfNow(push: PreparedPush, agreed: Fare): PreparedPush {
    const { quietHours, timeZone, channels } = context.newsroom;
    const silent = isQuiet(quietHours, new Date(), timeZone) ? { silent: true } : {};
    const fare = agreed === 'paid' && channels.telegram.paid ? { fare: agreed } : {};
    return { ...push, messages: push.messages.map((message) => ({ ...message, ...silent, ...fare })) };
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
      .select(['id', 'content', 'silent', 'uncertain_policy', 'corrects', 'edition'])
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
    return {
      messages: messages.map((message) => ({ ...message, silent: push.silent })),
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
