import type { Channel, MessageButton, RenderedMessage } from '../../channels/channel.ts';
import type { Newsroom } from '../../config/newsroom.ts';
import type { Texts } from '../../config/texts.ts';
import type { Db } from '../../database/database.ts';
import type { TemplateReach } from '../../delivery/template-reach.ts';
import {
  type AgreedFare,
  approvePush,
  type Decision,
  dropPush,
  keepForDigest,
  undoDecision,
} from '../../editions/decide.ts';
import { costOf } from '../../editions/paid.ts';
import { loadProposal, type Proposal } from '../../editions/proposals.ts';
import type { PushedLink } from '../../editions/push-link.ts';
import { clockTime } from '../../messages/dates.ts';
import { renderPush, renderWords } from '../../messages/index.ts';
import { fateOf, nameOf } from './fate.ts';
import { isOfferDecision, pressOffer } from './offer.ts';
import type { OverCap } from './over-cap.ts';
import { proposalHead } from './proposal-head.ts';
import { beginShowing, recordNotShown, recordShown, type Shown, shownMessage } from './proposal-message.ts';

export interface DeskContext {
  readonly db: Db;
  readonly newsroom: Newsroom;
  readonly texts: Texts;
  readonly channel: Channel;
  readonly pushLink: (link: string) => Promise<PushedLink>;
  readonly now: () => Date;
  /** Whether a push is too large for WhatsApp today; null when it is not. */
  readonly overCap: (pushId: number) => Promise<OverCap | null>;
  /** Whether it has more readers on the official WhatsApp than Meta lets templates go to today; null when not. */
  readonly templateReach: (pushId: number) => Promise<TemplateReach | null>;
}

const verbs = ['approve', 'breaking', 'channel', 'later', 'drop', 'undo'] as const;
type Verb = (typeof verbs)[number];

/**
 * Shows a proposal in the editors' group, once; after a crash in the middle of showing, again. A decision that was made
 * elsewhere, or just before the program ended, is shown in its message.
 */
export async function showProposal(context: DeskContext, pushId: number): Promise<void> {
  const { db, channel, newsroom } = context;
  const chat = newsroom.channels.telegram.editorsChat;
  if (chat === undefined) return;
  const push = await loadProposal(db, pushId);
  if (!push) return;
  const shown = await shownMessage(db, pushId);
  if (shown === undefined) {
    if (push.state !== 'proposed') return;
    if (!(await beginShowing(db, pushId, channel.lane, context.now()))) return;
  } else if (isUpToDate(shown, push)) return;
  const message = await messageOf(context, push);
  const edited = shown && (await channel.edit(String(chat), shown.messageId, message));
  // What does not fit where the message is, as a long text under a picture, is shown by a new one; the old one's buttons
  // decide on nothing any more.
  const isNew = edited === undefined || edited.kind === 'rejected';
  const outcome = isNew ? await channel.send(String(chat), message) : edited;
  if (outcome.kind === 'sent') await recordShown(db, pushId, outcome.messageId, shownAs(push));
  // Somebody deleted it: there is nothing to bring up to date.
  else if (outcome.kind === 'unchangeable' && shown) await recordShown(db, pushId, shown.messageId, shownAs(push));
  else if (outcome.kind !== 'uncertain') {
    if (shown === undefined) await recordNotShown(db, pushId);
    const reason = 'reason' in outcome ? outcome.reason : outcome.kind;
    throw new Error(`the editors’ group could not be written to (${reason}): is the bot a member of it?`);
  }
}

const shownAs = ({ state, revision, decisions }: Proposal): Shown => ({
  as: state === 'proposed' ? 'proposed' : 'decided',
  revision,
  decisions,
});

/** What was decided is not decided on: that its text was corrected since needs no telling here. */
function isUpToDate(shown: Shown, push: Proposal): boolean {
  const { as, revision, decisions } = shownAs(push);
  if (shown.as !== as) return false;
  return as === 'decided' ? (shown.decisions ?? decisions) === decisions : shown.revision === revision;
}

function messageOf(context: DeskContext, push: Proposal): Promise<RenderedMessage> | RenderedMessage {
  if (push.state === 'proposed') return proposal(context, push);
  return decided(context, push, nameOf(context.texts, push.approved_by));
}

/** An editor pressed a button: what to show in place of the message, or what to tell the one who pressed. */
export type Pressed =
  | {
      readonly kind: 'replace';
      readonly message: RenderedMessage;
      readonly shown: (messageId: string) => Promise<void>;
    }
  /** `instead`: what the message is to show from now on. */
  | { readonly kind: 'alert'; readonly text: string; readonly instead?: ShowInstead };

interface ShowInstead {
  readonly message: RenderedMessage;
  readonly shown: (messageId: string) => Promise<void>;
}

export function isDecision(action: string): boolean {
  return action.startsWith('decide:') || isOfferDecision(action);
}

/** Carries out a decision. Of several at once the first wins and the others are told whose it was. */
export async function press(
  context: DeskContext,
  action: string,
  editor: { readonly id: number; readonly name: string },
): Promise<Pressed> {
  const { db, texts } = context;
  if (!context.newsroom.channels.telegram.editors.includes(editor.id)) {
    return { kind: 'alert', text: texts.say('editors.notAnEditor') };
  }
  if (isOfferDecision(action)) return pressOffer(context, action, editor.name);
  // Under a proposal the revision of its text, under a decision which one it is. Buttons of older programs carry neither.
  const [, id = '', name = '', seen] = action.split(':');
  const pushId = Number(id);
  const verb = verbs.find((known) => known === name);
  const push = Number.isSafeInteger(pushId) ? await loadProposal(db, pushId) : undefined;
  if (!verb || !push) return { kind: 'alert', text: texts.say('editors.gone') };

  const decision = await decide(db, verb, {
    pushId,
    actor: editor.name,
    seen: seen === undefined ? undefined : Number(seen),
    ...(await agreedFare(context, push)),
  });
  const after = await loadProposal(db, pushId);
  if (!after || decision.kind === 'unknown') return { kind: 'alert', text: texts.say('editors.gone') };
  if (decision.kind === 'already') {
    // Taken back and decided anew meanwhile: the message is to say what was decided.
    const isAnew = verb === 'undo' && !after.begun && seen !== undefined && Number(seen) !== after.decisions;
    if (verb === 'undo' && !isAnew) return { kind: 'alert', text: texts.say('editors.cannotUndo') };
    const name = nameOf(texts, decision.by);
    return { kind: 'alert', text: texts.say('editors.already', { decision: fateOf(texts, after), name }) };
  }
  const instead: ShowInstead = {
    message: await messageOf(context, after),
    shown: (messageId) => recordShown(db, pushId, messageId, shownAs(after)),
  };
  if (decision.kind === 'changed') return { kind: 'alert', text: texts.say('editors.textChanged'), instead };
  return { kind: 'replace', ...instead };
}

/** «/push <link>»: what to answer; the proposal itself is shown by its own message. */
export async function pushCommand(context: DeskContext, text: string, editorId: number): Promise<RenderedMessage> {
  const { texts } = context;
  const say = (words: string) => renderWords(context.channel.name, words);
  if (!context.newsroom.channels.telegram.editors.includes(editorId)) return say(texts.say('editors.notAnEditor'));
  const link = text.split(/\s+/)[1];
  if (link === undefined) return say(texts.say('editors.usage'));
  const made = await context.pushLink(link);
  switch (made.kind) {
    case 'proposed':
      await showProposal(context, made.pushId);
      return say(texts.say('editors.pushMade', { title: made.title }));
    case 'known':
      return say(texts.say('editors.pushKnown', { title: made.title }));
    case 'failed':
      return say(
        texts.say('editors.pushFailed', {
          reason: texts.say(`editors.pushFailure.${made.why}`),
          link: shortened(link),
        }),
      );
  }
}

function shortened(link: string): string {
  return link.length <= 120 ? link : `${link.slice(0, 119)}…`;
}

/** Who approves a proposal agrees to the cost that stands above it. */
async function agreedFare({ db, newsroom }: DeskContext, { id, fare }: Proposal): Promise<{ fare?: AgreedFare }> {
  const cost = fare === 'paid' ? await costOf(db, newsroom, id) : null;
  return cost === null ? {} : { fare: { kind: 'paid', most: cost.most } };
}

function decide(
  db: Db,
  verb: Verb,
  { fare, seen, ...input }: { pushId: number; actor: string; seen: number | undefined; fare?: AgreedFare },
): Promise<Decision> {
  const agreed = { seen: seen ?? 0, ...(fare === undefined ? {} : { fare }) };
  switch (verb) {
    case 'approve':
      return approvePush(db, { ...input, ...agreed, as: 'story' });
    case 'breaking':
      return approvePush(db, { ...input, ...agreed, as: 'breaking' });
    case 'channel':
      return approvePush(db, { ...input, ...agreed, as: 'story', whatsapp: 'destinations' });
    case 'later':
      return keepForDigest(db, { ...input, seen: seen ?? 0 });
    case 'drop':
      return dropPush(db, input);
    case 'undo':
      return undoDecision(db, { ...input, ...(seen === undefined ? {} : { decision: seen }) });
  }
}

async function proposal(context: DeskContext, push: Proposal): Promise<RenderedMessage> {
  const { texts } = context;
  const over = await context.overCap(push.id);
  const head = await proposalHead(context, push, {
    over,
    morePictures: storyOf(context, push)?.morePictures?.length ?? 0,
  });
  const button = (verb: Verb): MessageButton => ({
    label: texts.say(`editors.${verb}`),
    action: `decide:${push.id}:${verb}:${push.revision}`,
  });
  const buttons = [
    [button('approve'), button('breaking')],
    ...(over?.channel === 'there' ? [[button('channel')]] : []),
    [button('later'), button('drop')],
  ];
  return { ...withHead(context, push, head), buttons };
}

function decided(context: DeskContext, push: Proposal, name: string): RenderedMessage {
  const { texts, newsroom } = context;
  const time = clockTime(context.now(), newsroom.timeZone);
  const head = texts.say('editors.decided', { decision: fateOf(texts, push), name, time });
  const undo: MessageButton = { label: texts.say('editors.undo'), action: `decide:${push.id}:undo:${push.decisions}` };
  return { ...withHead(context, push, head), buttons: [[undo]] };
}

/** What readers get, its first part. */
function storyOf({ channel, newsroom, texts }: DeskContext, { content }: Proposal): RenderedMessage | undefined {
  return renderPush(channel.name, content, { newsroom, texts, timeZone: newsroom.timeZone })[0];
}

function withHead(context: DeskContext, push: Proposal, head: string): RenderedMessage {
  const story = storyOf(context, push);
  const words = renderWords(context.channel.name, head);
  return story ? { ...story, text: `${words.text}\n\n${story.text}`, linkPreview: false } : words;
}
