import { raw } from 'hono/html';
import type { ChannelName } from '../channels/channel.ts';
import type { Newsroom } from '../config/newsroom.ts';
import type { Texts } from '../config/texts.ts';
import type { PushContent } from '../editions/push.ts';
import { renderPush } from '../messages/index.ts';
import type { OutgoingLink } from '../messages/outgoing-link.ts';
import { bubbleHtml, previewOf } from '../messages/preview.ts';
import { channelWords } from './newsroom-words.ts';

/** With what messages are rendered as readers get them. */
export interface Rendering {
  readonly newsroom: Newsroom;
  readonly texts: Texts;
  readonly outgoing: OutgoingLink;
}

/** What readers get of a push, as their phones show it. */
export function Bubbles(props: {
  readonly content: PushContent;
  readonly edition: string;
  readonly rendering: Rendering;
}) {
  const { content, edition, rendering } = props;
  const { newsroom, texts, outgoing } = rendering;
  const messages = (channel: ChannelName) =>
    renderPush(channel, content, { newsroom, texts, outgoing, edition, timeZone: newsroom.timeZone }).map((message) =>
      previewOf(channel, message),
    );
  return (
    <div class="phones">
      {(['telegram', 'whatsapp'] as const).map((channel) => (
        <div class={`phone ${channel}`}>
          <p class="soft">{channelWords[channel]}</p>
          {messages(channel).map((message) => (
            <div class="bubble">{raw(bubbleHtml(message))}</div>
          ))}
        </div>
      ))}
    </div>
  );
}
