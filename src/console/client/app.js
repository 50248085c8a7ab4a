// Says when the pages are not renewed any more: what stands there may be old.
const line = document.querySelector('#unreached');
const unreached = (is) => {
  if (line) line.hidden = !is;
};
document.addEventListener('htmx:sse:error', ({ detail }) => {
  // The session has ended: back to where one signs in, and from there to this page.
  if (detail.status === 401) location.reload();
  unreached(true);
});
for (const well of ['htmx:sse:after:connection', 'htmx:sse:after:message', 'htmx:after:swap']) {
  document.addEventListener(well, () => unreached(false));
}
document.addEventListener('htmx:error', () => unreached(true));

// How long what is being written is, in characters.
document.addEventListener('input', ({ target }) => {
  const shown = document.querySelector(`[data-length-of="${target.id}"]`);
  if (target.id && shown) shown.textContent = [...target.value].length;
});

// On a phone the bar is longer than the screen.
document.querySelector('.bar nav [aria-current]')?.scrollIntoView({ block: 'nearest', inline: 'center' });
