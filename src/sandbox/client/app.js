// Keeps the phones on the page up to date and sends what is typed or pressed without leaving it.
// Without this script the page still works: forms post and come back, and a reload shows what is new.

const typingShown = 5_000;
const noticeShown = 4_000;
const near = 80;

const phones = () => [...document.querySelectorAll('[data-phone]')];

/** Puts the elements of `fresh` into `old` by their ids, touching only what differs, so that focus and place stay. */
function renew(old, fresh) {
  const known = new Map([...old.children].filter((child) => child.id).map((child) => [child.id, child]));
  let at = old.firstElementChild;
  for (const wanted of [...fresh.children]) {
    const present = known.get(wanted.id);
    known.delete(wanted.id);
    if (!present) {
      const node = document.importNode(wanted, true);
      node.classList.add('fresh');
      old.insertBefore(node, at);
    } else {
      if (present !== at) old.insertBefore(present, at);
      at = present.nextElementSibling;
      if (present.outerHTML.replace(' fresh', '') !== wanted.outerHTML)
        present.replaceWith(document.importNode(wanted, true));
    }
  }
  for (const gone of known.values()) gone.remove();
}

function toEnd(phone) {
  const box = phone.querySelector('.conversation');
  box.scrollTop = box.scrollHeight;
}

async function refresh(phone) {
  const response = await fetch(`/sandbox/phones/${encodeURIComponent(phone.dataset.phone)}`);
  if (!response.ok) return;
  const page = new DOMParser().parseFromString(await response.text(), 'text/html');
  const fresh = page.querySelector('[data-phone]');
  const box = phone.querySelector('.conversation');
  const atEnd = box.scrollHeight - box.scrollTop - box.clientHeight < near;
  renew(box.querySelector('ol'), fresh.querySelector('ol'));
  box.querySelector('.empty')?.replaceWith(...fresh.querySelectorAll('.conversation > .empty'));
  // What is being typed must survive: head and foot change only when the standing does.
  const shape = (root) =>
    [...root.querySelectorAll('.blocking button, .commands button, .closed, .begin')].map((e) => e.outerHTML);
  if (shape(phone).join() !== shape(fresh).join()) {
    const draft = phone.querySelector('input[type=text]')?.value ?? '';
    for (const part of ['header', '.writing, .closed, .composer']) {
      phone
        .querySelector(`:scope > :is(${part})`)
        ?.replaceWith(document.importNode(fresh.querySelector(`:scope > :is(${part})`), true));
    }
    const field = phone.querySelector('input[type=text]');
    if (field) field.value = draft;
  }
  if (atEnd) toEnd(phone);
}

/** One refresh at a time for a phone, and one more when something happened meanwhile. */
const running = new Map();
function refreshSoon(phone) {
  const id = phone.dataset.phone;
  if (running.has(id)) {
    running.set(id, 'again');
    return;
  }
  running.set(id, 'once');
  refresh(phone).finally(() => {
    const again = running.get(id) === 'again';
    running.delete(id);
    if (again) refreshSoon(phone);
  });
}

const timers = new Map();
function forAWhile(key, ms, end) {
  clearTimeout(timers.get(key));
  timers.set(key, setTimeout(end, ms));
}

function notice(phone, text, alert) {
  const line = phone.querySelector('.notice');
  line.textContent = text;
  line.classList.toggle('alert', alert);
  line.classList.add('shown');
  forAWhile(`notice ${phone.dataset.phone}`, alert ? noticeShown * 2 : noticeShown, () =>
    line.classList.remove('shown'),
  );
}

async function submit(form, submitter) {
  const phone = form.closest('[data-phone]');
  const field = form.querySelector('input[type=text]');
  const response = await fetch(form.action, {
    method: 'POST',
    headers: { accept: 'application/json' },
    body: new URLSearchParams(new FormData(form, submitter)),
  }).catch(() => null);
  if (response?.ok) {
    if (field) field.value = '';
    toEnd(phone);
    refreshSoon(phone);
    return;
  }
  const reason = response ? (await response.json().catch(() => ({}))).error : undefined;
  notice(phone, reason ?? 'تعذّر الوصول إلى الخادم، حاول مجددًا.', true);
}

document.addEventListener('submit', (event) => {
  if (!(event.target instanceof HTMLFormElement) || !event.target.closest('[data-phone]')) return;
  event.preventDefault();
  void submit(event.target, event.submitter);
});

document.addEventListener('click', (event) => {
  const button = event.target instanceof Element ? event.target.closest('[data-insert]') : null;
  if (!button) return;
  const field = button.closest('[data-phone]').querySelector('input[type=text]');
  field.value = button.dataset.insert;
  field.focus();
});

const connection = document.querySelector('.connection');
const events = new EventSource('/sandbox/events');
events.addEventListener('ready', () => {
  connection.textContent = '';
  phones().forEach(refreshSoon);
});
events.addEventListener('error', () => {
  connection.textContent = 'انقطع الاتصال بالخادم، تُعاد المحاولة…';
});
events.addEventListener('changed', (event) => {
  const { to } = JSON.parse(event.data);
  for (const phone of phones()) {
    if (phone.dataset.to !== to) continue;
    phone.classList.remove('is-typing');
    refreshSoon(phone);
  }
  for (const link of document.querySelectorAll(`.choice a[data-to="${CSS.escape(to)}"]:not([aria-current])`)) {
    link.classList.add('news');
  }
});
events.addEventListener('typing', (event) => {
  const { to } = JSON.parse(event.data);
  for (const phone of phones().filter((candidate) => candidate.dataset.to === to)) {
    phone.classList.add('is-typing');
    forAWhile(`typing ${phone.dataset.phone}`, typingShown, () => phone.classList.remove('is-typing'));
  }
});
events.addEventListener('notice', (event) => {
  const { phone: id, text, alert } = JSON.parse(event.data);
  const phone = phones().find((candidate) => candidate.dataset.phone === id);
  if (phone) notice(phone, text, alert === 'yes');
});

phones().forEach(toEnd);
