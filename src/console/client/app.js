// Says when the pages are not renewed any more: what stands there may be old.
const line = document.querySelector('#unreached');
const unreached = (is) => {
  if (line) line.hidden = !is;
};
document.addEventListener('htmx:sse:error', () => unreached(true));
document.addEventListener('htmx:sse:after:connection', () => unreached(false));
document.addEventListener('htmx:error', () => unreached(true));
