import { settings, sleep } from './settings.js';

/** The connection to the server: events come on a stream, what the page says goes by POST. */
const page = crypto.randomUUID();
const waiting = new Map();
const unsaid = [];
let stream = null;
let connected = false;

export function tell(message) {
  if (!connected) {
    unsaid.push(message);
    return;
  }
  fetch(`/standin/say?page=${page}`, { method: 'POST', body: JSON.stringify(message) }).catch(async () => {
    unsaid.push(message);
    // The stream may be back already, and would not come back once more for it.
    await sleep(settings.reconnectMs);
    if (connected) sayAll();
  });
}

function sayAll() {
  for (const message of unsaid.splice(0)) tell(message);
}

/** Says something that the server answers, now or when the connection is back. */
export function ask(message) {
  return new Promise((resolve, reject) => {
    const question = crypto.randomUUID();
    waiting.set(question, { resolve, reject });
    tell({ ...message, question });
  });
}

export function answered({ question, value, error }) {
  const asked = waiting.get(question);
  waiting.delete(question);
  if (error) asked?.reject(new Error(error));
  else asked?.resolve(value);
}

/** Keeps a stream open; `onState` hears `opening`, `open` and `lost`. */
export function connect(onMessage, onState) {
  onState('opening');
  const session = localStorage.getItem('standin.session') ?? '';
  stream = new EventSource(`/standin/stream?page=${page}&session=${session}`);
  stream.onopen = () => {
    connected = true;
    onState('open');
    sayAll();
  };
  stream.onmessage = (event) => onMessage(JSON.parse(event.data));
  stream.onerror = async () => {
    stream.close();
    connected = false;
    onState('lost');
    await sleep(settings.reconnectMs);
    connect(onMessage, onState);
  };
}

export function reconnect() {
  stream?.dispatchEvent(new Event('error'));
}
