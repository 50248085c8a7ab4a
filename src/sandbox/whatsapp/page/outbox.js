import { settings } from './settings.js';

/** Messages that were written and have no answer yet, in the browser's database as on the real page. */
const database = () =>
  new Promise((resolve, reject) => {
    const request = indexedDB.open('standin', 1);
    request.onupgradeneeded = () => request.result.createObjectStore('outbox', { keyPath: 'id' });
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
const opened = settings.outbox === 'kept' ? database() : null;

async function within(mode, work) {
  if (opened === null) return [];
  const transaction = (await opened).transaction('outbox', mode, { durability: 'strict' });
  const request = work(transaction.objectStore('outbox'));
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve(request.result);
    transaction.onerror = () => reject(transaction.error);
  });
}

export const put = (message) => within('readwrite', (store) => store.put(message));
export const remove = (id) => within('readwrite', (store) => store.delete(id));
export const all = () => within('readonly', (store) => store.getAll());
