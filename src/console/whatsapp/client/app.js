// Renews what the page says of the account; the forms below it stay as they are.
// Without this script the page still works: the browser reloads it now and then.

const every = 2_000;

async function renew() {
  const response = await fetch('/whatsapp/state', { cache: 'no-store' });
  if (!response.ok) throw new Error(`${response.status}`);
  const fresh = new DOMParser().parseFromString(await response.text(), 'text/html').querySelector('#state');
  const old = document.querySelector('#state');
  if (!fresh || !old) return;
  // The orders appear with the account and go with it.
  if ((fresh.dataset.state === 'none') !== (old.dataset.state === 'none')) location.reload();
  // What was asked for has happened.
  if (fresh.dataset.state !== old.dataset.state) document.querySelector('.notice.done')?.remove();
  if (fresh.outerHTML !== old.outerHTML) old.replaceWith(document.importNode(fresh, true));
}

async function go() {
  const reached = await renew().then(
    () => true,
    () => false,
  );
  document.body.classList.toggle('unreached', !reached);
  setTimeout(go, every);
}

setTimeout(go, every);
