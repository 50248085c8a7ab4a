import { ackOf, age, identity, meetPerson, receive, show } from './chats.js';
import { createWid } from './ids.js';
import { commands, connection, leave, progress, requireModule, socket } from './modules.js';
import { resend } from './sending.js';
import { faults, restriction, settings, sleep } from './settings.js';
import { answered, connect, tell } from './wire.js';

async function online(account) {
  identity.me = createWid(account.number);
  identity.lid = createWid(account.lid);
  connection.pushname = account.name;
  socket.set({ state: 'CONNECTED' });
  if (socket.hasSynced) return;
  for (const percent of [10, 60, 100]) {
    progress.percent = percent;
    commands.trigger('offline_progress_update_from_bridge');
  }
  if (settings.sync === 'never') return;
  // `early`: before anybody listens, as happens on a quick line. Else only when the library does.
  if (settings.sync === 'heard') while (!socket.hears('change:hasSynced')) await sleep(5);
  if (settings.sync === 'heard') await sleep(20);
  socket.set({ hasSynced: true });
}

const heard = {
  async welcome({ account, people, ref, switches, last, restriction: known }) {
    Object.assign(faults, switches);
    restriction.current = known;
    for (const person of people) meetPerson(person);
    if (account) {
      for (const one of last) show(one);
      const going = online(account);
      await resend();
      return going;
    }
    connection.set({ ref });
    return socket.set({ state: 'UNPAIRED' });
  },
  async paired({ session, account }) {
    localStorage.setItem('standin.session', session);
    for (const state of ['PAIRING', 'OPENING']) {
      socket.set({ state });
      await sleep(20);
    }
    await online(account);
  },
  ref: ({ ref }) => connection.set({ ref }),
  incoming: receive,
  ack: ({ id, ack }) => ackOf(id, ack),
  aged(change) {
    age(change);
    tell({ op: 'aged' });
  },
  restriction({ restriction: now }) {
    restriction.current = now;
  },
  answer: answered,
  state: ({ state }) => socket.set({ state }),
  logout: ({ afterMs }) => leave('logout_from_bridge', afterMs),
  faults({ switches }) {
    Object.assign(faults, switches);
    tell({ op: 'faultsSet' });
  },
  block({ ms }) {
    const end = Date.now() + ms;
    while (Date.now() < end);
  },
  reload: () => location.reload(),
  pushState: () => history.pushState({}, '', `/?x=${Date.now()}`),
  frame() {
    const frame = document.createElement('iframe');
    frame.src = `about:blank#${Date.now()}`;
    document.body.append(frame);
  },
};

const states = { opening: 'OPENING', lost: 'TIMEOUT' };

window.require = requireModule;
window.Debug = { VERSION: settings.version };
connect(
  (message) => heard[message.op](message),
  (state) => {
    if (states[state]) socket.set({ state: states[state] });
  },
);
