/** What the server wrote into the page, and the faults that are switched on now. */
export const settings = window.__settings;
export const faults = {};
/** What the server says of the account: `{ until, type }`, or null. */
export const restriction = { current: null };
export const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
export const forever = () => new Promise(() => {});
