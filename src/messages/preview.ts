import { decodeHTML } from 'entities';
import type { ChannelName, RenderedMessage } from '../channels/channel.ts';
import { escapeHtml } from './telegram-html.ts';

/** A message as it would be sent, for people who look at its words before anybody gets it. */
export interface Preview {
  readonly channel: ChannelName;
  /** What is sent, markup and all. */
  readonly text: string;
  /** What a reader sees. */
  readonly shown: string;
  /** In the channel's own count: UTF-16 units after the markup is read. */
  readonly length: number;
  /** Addresses of the pictures above the text: one, or an album; absent where there are none. */
  readonly pictures?: readonly string[];
}

export function previewOf(channel: ChannelName, message: RenderedMessage): Preview {
  const { text, imageUrl, morePictures = [] } = message;
  const seen = channel === 'telegram' ? decodeHTML(text.replace(/<[^>]*>/g, '')) : text;
  const pictures = imageUrl === undefined ? {} : { pictures: [imageUrl, ...morePictures] };
  return { channel, text, shown: seen.replace(invisible, ''), length: seen.length, ...pictures };
}

/** Marks of direction: the phone obeys them, nobody sees them. */
const invisible = /[\u2060-\u2069\u200e\u200f]/g;

/** Messages on a page, as phones show them. Whole in itself: nothing is fetched. */
export function previewPage(previews: readonly Preview[], names: Readonly<Record<ChannelName, string>>): string {
  const columns = (['telegram', 'whatsapp'] as const)
    .map((channel) => ({ channel, messages: previews.filter((preview) => preview.channel === channel) }))
    .filter(({ messages }) => messages.length > 0);
  const shown = columns.map(
    ({ channel, messages }) => `<section class="${channel}"><h1>${names[channel]}</h1>
${messages.map((message) => `<article>${bubbleHtml(message)}</article>`).join('\n')}</section>`,
  );
  return `<!doctype html>
<html lang="ar" dir="rtl"><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>معاينة الرسائل</title>
<style>
body { margin: 0; padding: 16px; display: flex; gap: 16px; align-items: start; background: #d7dfe6; }
section { width: 420px; font: 16px/1.65 "Noto Sans Arabic", "Segoe UI", "SF Arabic", "Geeza Pro", Tahoma, sans-serif; }
h1 { font-size: 14px; color: #56636f; margin: 0 0 8px; font-weight: 600; }
article { background: #fff; border-radius: 14px; padding: 10px 14px; margin-bottom: 12px; overflow-wrap: anywhere; }
.whatsapp article { background: #e4fbd8; }
.pictures { display: grid; grid-template-columns: 1fr 1fr; gap: 2px; margin: -10px -14px 10px; border-radius: 14px 14px 0 0; overflow: hidden; }
.pictures p { display: grid; place-content: center; height: 110px; padding: 0 12px; background: #eaeff3; color: #56636f; font-size: 13px; text-align: center; }
.pictures p:first-child:nth-last-child(odd) { grid-column: 1 / -1; height: 180px; }
p { margin: 0; } p.gap { height: .7em; } a { color: #1769aa; text-decoration: none; }
</style>
<body>
${shown.join('\n')}
</body></html>
`;
}

/** What stands in a message’s bubble: lines as paragraphs, and the places of its pictures. Safe to show as it is. */
export function bubbleHtml({ channel, text, pictures = [] }: Preview): string {
  const html = channel === 'telegram' ? text : whatsappHtml(text);
  // A line is a paragraph that finds its own direction, as on the phone.
  const lines = html.split('\n').map((line) => (line === '' ? '<p class="gap"></p>' : `<p dir="auto">${line}</p>`));
  return [...(pictures.length > 0 ? [places(pictures)] : []), ...lines].join('\n');
}

/** Where the pictures come, by their files' names: nothing is fetched. */
function places(pictures: readonly string[]): string {
  const named = pictures.map((address) => `<p><bdi>${escapeHtml(fileName(address))}</bdi></p>`);
  return `<div class="pictures">${named.join('')}</div>`;
}

function fileName(address: string): string {
  const name = address.replace(/[?#].*$/, '').replace(/^.*\//, '');
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}

/** What of WhatsApp's markup our messages have: bold, and addresses. */
function whatsappHtml(text: string): string {
  return escapeHtml(text)
    .replace(/(^|\s)\*([^*\n]+)\*(?=\s|$)/gm, '$1<b>$2</b>')
    .replace(/https?:\/\/\S+/g, (address) => `<a dir="ltr">${address}</a>`);
}
