import type { MessageButton, RenderedMessage } from '../../channels/channel.ts';
import { offeredChange } from '../../editions/offer-changes.ts';
import { decideOffer, type OfferVerb, offerVerbs } from '../../editions/offers.ts';
import { clockTime } from '../../messages/dates.ts';
import { telegramChanges } from '../../messages/telegram-changes.ts';
import type { DeskContext, Pressed } from './desk.ts';
import {
  beginShowingOffer,
  loadOffer,
  recordOfferNotShown,
  recordOfferShown,
  type ShownOffer,
} from './offer-message.ts';

/**
 * Shows the editors that a story has changed since it was sent, and what they may do. The message of an offer is one: it
 * is brought up to date when the story changes again, and says so when there is nothing to correct any more.
 */
export async function showOffer(context: DeskContext, offerId: number): Promise<void> {
  const chat = context.newsroom.channels.telegram.editorsChat;
  if (chat === undefined) return;
  const { db, channel } = context;
  const offer = await loadOffer(db, offerId);
  if (!offer || offer.shown_version === offer.version) return;
  if (offer.state !== 'open' && offer.message_id === null) return;
  if (!(await beginShowingOffer(db, offerId, channel.lane, context.now()))) return;
  const message = await offerMessage(context, offer);
  const outcome =
    offer.message_id === null
      ? await channel.send(String(chat), message)
      : await channel.edit(String(chat), offer.message_id, message);
  switch (outcome.kind) {
    case 'sent':
      await recordOfferShown(db, offerId, { messageId: outcome.messageId, version: offer.version });
      return;
    case 'unchangeable':
      // Somebody deleted it: a new one is sent.
      await recordOfferNotShown(db, offerId, null);
      return;
    case 'uncertain':
      // Shown again after a while: two are better than none.
      return;
    default: {
      await recordOfferNotShown(db, offerId, offer.message_id);
      const reason = 'reason' in outcome ? outcome.reason : outcome.kind;
      throw new Error(`the editors’ group could not be written to (${reason}): is the bot a member of it?`);
    }
  }
}

export function isOfferDecision(action: string): boolean {
  return action.startsWith('offer:');
}

/** Carries out what an editor, who may, pressed under an offer. */
export async function pressOffer(context: DeskContext, action: string, name: string): Promise<Pressed> {
  const { db, texts } = context;
  const [, id = '', seen = '', word = ''] = action.split(':');
  const verb = offerVerbs.find((known) => known === word);
  const offerId = Number(id);
  if (!verb || !Number.isSafeInteger(offerId)) return { kind: 'alert', text: texts.say('editors.gone') };
  const input = { offerId, version: Number(seen), actor: name, now: context.now() };
  const decision = await decideOffer(db, verb, input);
  const offer = await loadOffer(db, offerId);
  if (!offer) return { kind: 'alert', text: texts.say('editors.gone') };
  switch (decision.kind) {
    case 'done':
      return {
        kind: 'replace',
        message: await offerMessage(context, offer),
        shown: (messageId) => recordOfferShown(db, offerId, { messageId, version: offer.version }),
      };
    case 'changed':
      return { kind: 'alert', text: texts.say('editors.change.again') };
    case 'written':
      return { kind: 'alert', text: texts.say('editors.change.written') };
    case 'begun':
      return { kind: 'alert', text: texts.say('editors.cannotUndo') };
    case 'already':
      return {
        kind: 'alert',
        text: texts.say('editors.already', { decision: fate(context, offer), name: decision.by ?? '—' }),
      };
    case 'unknown':
      return { kind: 'alert', text: texts.say('editors.gone') };
  }
}

async function offerMessage(context: DeskContext, offer: ShownOffer): Promise<RenderedMessage> {
  const { db, texts } = context;
  const changed = await offeredChange(db, {
    articleId: offer.article_id,
    sentVersion: offer.sent_version,
    version: offer.version,
  });
  const shown = telegramChanges({ head: head(context, offer), ...changed }, texts);
  return { ...shown, buttons: buttons(context, offer) };
}

function head(context: DeskContext, offer: ShownOffer): string {
  const { texts, newsroom } = context;
  if (offer.state === 'open') return texts.say('editors.correction');
  if (offer.decided_by === null) return texts.say('editors.change.withdrawn');
  const time = clockTime(offer.decided_at ?? context.now(), newsroom.timeZone);
  return texts.say('editors.decided', { decision: fate(context, offer), name: offer.decided_by, time });
}

function fate({ texts }: DeskContext, { state }: ShownOffer): string {
  if (state === 'open') return texts.say('editors.state.proposed');
  return texts.say(state === 'accepted' ? 'editors.change.accepted' : 'editors.change.ignored');
}

function buttons({ texts }: DeskContext, { id, version, state, decided_by }: ShownOffer): MessageButton[][] {
  const button = (verb: OfferVerb, label: string): MessageButton => ({
    label,
    action: `offer:${id}:${version}:${verb}`,
  });
  if (state !== 'open') return decided_by === null ? [] : [[button('undo', texts.say('editors.undo'))]];
  return [
    [button('correct', texts.say('editors.change.correct')), button('tell', texts.say('editors.change.tell'))],
    [button('ignore', texts.say('editors.change.ignore'))],
  ];
}
