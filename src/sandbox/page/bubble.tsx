import type { Phone, PhoneButton, PhoneMessage } from '../phone.ts';
import { MarkedText } from './marked-text.tsx';
import type { Words } from './words.ts';

/** One message on a phone, with its buttons below. */
export function Bubble({
  phone,
  message,
  words,
  time,
}: {
  phone: Phone;
  message: PhoneMessage;
  words: Words;
  time: Intl.DateTimeFormat;
}) {
  const deleted = message.state === 'deleted';
  return (
    <li id={`m-${phone.id}-${message.id}`} class={`message ${message.side}${deleted ? ' deleted' : ''}`}>
      <div class="bubble">
        {message.author !== null && (
          <p class="author" dir="auto">
            {message.author}
          </p>
        )}
        {message.side === 'mine' && <span class="unseen">{words.you}: </span>}
        {deleted ? (
          <p>{words.deleted}</p>
        ) : (
          <>
            <Pictures addresses={message.pictures} words={words} />
            <MarkedText text={message.text} marks={message.marks} />
          </>
        )}
        <p class="stamp">
          {message.sound === 'silent' && (
            <svg class="silent" viewBox="0 0 24 24" role="img" aria-label={words.silent}>
              <title>{words.silent}</title>
              <path d="M12 3a6 6 0 0 0-6 6v5l-2 3h12.5M18 14V9a6 6 0 0 0-2-4.5M10 20a2 2 0 0 0 4 0M3 3l18 18" />
            </svg>
          )}
          {message.state === 'edited' && <span>{words.edited}</span>}
          <time datetime={new Date(message.sentAt).toISOString()}>{time.format(message.sentAt)}</time>
          {message.side === 'mine' && (
            <span class="ticks" aria-hidden="true">
              ✓✓
            </span>
          )}
        </p>
      </div>
      {!deleted && message.buttons.length > 0 && (
        <form method="post" action="/sandbox/press" class="buttons">
          <input type="hidden" name="to" value={phone.id} />
          <input type="hidden" name="messageId" value={message.id} />
          {message.buttons.map((row) => (
            <div class="row">
              {row.map((button) => (
                <Button button={button} words={words} />
              ))}
            </div>
          ))}
        </form>
      )}
    </li>
  );
}

/** Several are an album: side by side above the words, the first as wide as the bubble where their number is odd. */
function Pictures({ addresses, words }: { addresses: readonly string[]; words: Words }) {
  const pictures = addresses.map((address) => <Picture address={address} words={words} />);
  if (pictures.length < 2) return <>{pictures}</>;
  return <div class={pictures.length % 2 === 0 ? 'album' : 'album odd'}>{pictures}</div>;
}

/** Uploaded pictures are not kept by the server, only those with an address can be shown. */
function Picture({ address, words }: { address: string; words: Words }) {
  if (!/^https?:/i.test(address)) return <p class="picture missing">{words.picture}</p>;
  return <img class="picture" src={address} alt={words.picture} loading="lazy" referrerpolicy="no-referrer" />;
}

function Button({ button, words }: { button: PhoneButton; words: Words }) {
  if ('data' in button) {
    return (
      <button type="submit" name="data" value={button.data} dir="auto">
        {button.label}
      </button>
    );
  }
  return (
    <a href={button.url} target="_blank" rel="noopener noreferrer" dir="auto" title={`${button.url} (${words.opens})`}>
      {button.label} <span aria-hidden="true">↗</span>
    </a>
  );
}
