import type { GrammyError } from 'grammy';
import type { RenderedMessage } from '../channel.ts';
import { albumOf } from './album.ts';
import type { FarEnd } from './far-end.ts';
import { withoutMarkup } from './markup.ts';
import { isMarkupError, isPictureError, isPictureOfNobody, isWaitError, waitOf } from './outcome.ts';

/** As what a message is sent. */
export interface Form {
  readonly message: RenderedMessage;
  /** Why it is not sent as it is. */
  readonly note?: string;
}

/**
 * The form in which a message goes to a chat, as far as refusals are known: an album that Telegram cannot use goes as its
 * first picture, a picture that it cannot use, or takes none in this chat, or whose text is too long for a caption, as the
 * text alone, and markup that it cannot read as plain text.
 */
export function formOf(far: FarEnd, address: string, message: RenderedMessage): Form {
  let form: Form = { message };
  for (let next = simpler(far, address, message); next !== null; next = simpler(far, address, form.message))
    form = next;
  return form;
}

/** The same of an edit, which leaves pictures as they are. */
export function wordsOf({ refused }: Pick<FarEnd, 'refused'>, message: RenderedMessage): Form {
  const note = message.markup === 'telegram-html' ? refused.why(message.text) : null;
  return note === null ? { message } : { message: plain(message), note };
}

function simpler(far: FarEnd, address: string, message: RenderedMessage): Form | null {
  const words = wordsOf(far, message);
  if (words.note !== undefined) return words;
  if (message.imageUrl === undefined) return null;
  const { imageUrl, morePictures: _, ...text } = message;
  const withoutAny = far.withoutPicture.why(address);
  if (withoutAny !== null) return { message: text, note: withoutAny };
  const pictures = albumOf(message);
  const note = far.refused.why(nameOf(pictures ?? [imageUrl], message));
  if (note === null) return null;
  return { message: pictures === null ? text : { ...text, imageUrl }, note };
}

/** Learns from a refusal that a message is to go in a simpler form, and why; null when it says nothing of the form. */
export function learnForm(far: FarEnd, address: string, message: RenderedMessage, error: unknown): string | null {
  const words = learnWords(far, message, error);
  if (words !== null) return words;
  const { imageUrl } = message;
  if (imageUrl === undefined || !isPictureError(error)) return null;
  const pictures = albumOf(message);
  const ofNobody = isPictureOfNobody(error);
  const note = `sent ${pictures !== null && ofNobody ? 'as one picture' : 'without its picture'}: ${descriptionOf(error)}`;
  if (ofNobody) far.refused.add(nameOf(pictures ?? [imageUrl], message), note);
  else far.withoutPicture.add(address, note);
  return note;
}

/** The same of an edit. */
export function learnWords(
  { refused }: Pick<FarEnd, 'refused'>,
  message: RenderedMessage,
  error: unknown,
): string | null {
  if (message.markup !== 'telegram-html' || !isMarkupError(error)) return null;
  const note = `sent as plain text: ${descriptionOf(error)}`;
  refused.add(message.text, note);
  return note;
}

/** An album with which Telegram asks to wait again and again goes as one picture, in the end. */
export function learnWait({ refused, waits }: FarEnd, message: RenderedMessage, error: unknown): void {
  const pictures = albumOf(message);
  if (pictures === null || !isWaitError(error)) return;
  const album = nameOf(pictures, message);
  if (waits.refused(album, waitOf(error)) === 'give up')
    refused.add(album, `sent as one picture: ${error.description}`);
}

/** What went through: nothing speaks against this album, and the next picture for this chat is tried. */
export function learnSent({ waits, withoutPicture }: FarEnd, address: string, message: RenderedMessage): void {
  if (message.imageUrl === undefined) withoutPicture.forget(address);
  const pictures = albumOf(message);
  if (pictures !== null) waits.accepted(nameOf(pictures, message));
}

/** Names pictures with the text below them, for what is known of them. */
function nameOf(pictures: readonly string[], { text }: RenderedMessage): string {
  return JSON.stringify([...pictures, text]);
}

function plain(message: RenderedMessage): RenderedMessage {
  return { ...message, text: withoutMarkup(message.text), markup: 'plain' };
}

const descriptionOf = (error: unknown) => (error as GrammyError).description;
