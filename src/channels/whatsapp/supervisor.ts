import { setTimeout as delay } from 'node:timers/promises';
import type { Logger } from 'pino';
import { LibraryProcess } from './library-process.ts';
import { reasonOf } from './process/deadline.ts';
import {
  type Ask,
  type IncomingMessage,
  type ProcessEvent,
  probeSchema,
  type Restriction,
} from './process/protocol.ts';
import { browserMemory, clearStaleLock, profileBorn, removeProfile } from './profile.ts';
import { backoff, type Ending, meaningOf, type WhatsAppState } from './states.ts';

export interface SupervisorOptions {
  readonly chromium: string;
  /** Added to Chromium's command line: a proxy, or where a stand-in is. */
  readonly chromiumArguments?: readonly string[];
  readonly sessionFolder: string;
  readonly log: Logger;
  /** How often the browser is asked how it is, and how long it may take to say. Milliseconds. */
  readonly probeEvery?: number;
  readonly probeDeadline?: number;
  /**
   * A browser that takes more megabytes is renewed between pushes: when nothing was asked of it for `quietBefore`; one
   * that takes twice as much, when nothing is on its way. Looked at each `memoryEvery`. Milliseconds.
   */
  readonly largestBrowser?: number;
  readonly quietBefore?: number;
  readonly memoryEvery?: number;
  readonly deadlines?: Partial<SupervisorDeadlines>;
  /** A link's preview that takes longer is left out. Milliseconds. */
  readonly previewMs?: number;
  /** A browser that lived so long failed for a new reason: it is started again at once. Milliseconds. */
  readonly goodLife?: number;
  readonly random?: () => number;
}

export interface WhatsAppStatus {
  readonly state: WhatsAppState;
  /** `96170000000@c.us`; null before the first pairing. */
  readonly account: string | null;
  readonly lastError: { readonly reason: string; readonly at: Date } | null;
  readonly restarts: number;
  /** WhatsApp Web itself says that the account may not send for a time. */
  readonly restriction: Restriction | null;
}

/** Milliseconds. */
export interface SupervisorDeadlines {
  /** From the start of the browser to a page that says anything. */
  readonly start: number;
  /** Connected, but not all there: the library missed the moment. It is told after this time, then renewed. */
  readonly nudge: number;
  readonly sync: number;
  /** WhatsApp not reached for so long: perhaps the page is at fault. */
  readonly offline: number;
}

const usualDeadlines: SupervisorDeadlines = { start: 60_000, nudge: 3_000, sync: 120_000, offline: 180_000 };

export interface SupervisorListener {
  state?(status: WhatsAppStatus): void;
  message?(message: IncomingMessage): void;
  ack?(messageId: string, ack: number): void;
  moved?(from: string, to: string): void;
}

/** A pairing is written to disk some seconds after it was made. */
const pairingSettles = 5_000;

/**
 * Keeps WhatsApp Web running in a process of its own: starts it, asks it every few seconds how it is, and when it is not
 * well ends it and starts anew, the browser with it. What the library says of itself is taken as a hint only.
 */
export class Supervisor {
  readonly #options: SupervisorOptions;
  readonly #listeners = new Set<SupervisorListener>();
  #state: WhatsAppState = { kind: 'stopped' };
  #account: string | null = null;
  #lastError: WhatsAppStatus['lastError'] = null;
  #restarts = 0;
  #process: LibraryProcess | null = null;
  #end: (ending: Ending) => void = () => {};
  #pairingNumber: string | null = null;
  /** Who is meant when this device is found to be unlinked. */
  #unlinkedBy: 'phone' | 'us' = 'phone';
  /** `hold`: WhatsApp blocked the account, and no person has said yet that it may be tried again. */
  #wish: 'run' | 'pause' | 'hold' = 'run';
  #woken: () => void = () => {};
  #asking = 0;
  #askedAt = 0;
  /** When this browser was paired, epoch milliseconds; 0 when it was before. */
  #pairedAt = 0;
  #restriction: Restriction | null = null;
  readonly #deadlines: SupervisorDeadlines;

  constructor(options: SupervisorOptions) {
    this.#options = options;
    this.#deadlines = { ...usualDeadlines, ...options.deadlines };
  }

  get status(): WhatsAppStatus {
    return {
      state: this.#state,
      account: this.#account,
      lastError: this.#lastError,
      restarts: this.#restarts,
      restriction: this.#restriction,
    };
  }

  /** No pairing is older: what was sent before may be missing in the browser's chats. Null when there is none yet. */
  pairedSince(): Promise<Date | null> {
    return profileBorn(this.#options.sessionFolder);
  }

  /** Asks WhatsApp Web now whether it knows of a restriction; what it said before when it does not answer. */
  async restrictionNow(): Promise<Restriction | null> {
    const probe = await this.ask({ op: 'probe' }, this.#options.probeDeadline ?? 4_000).then(
      probeSchema.parse,
      () => null,
    );
    if (probe) this.#restricted(probe.restriction);
    return this.#restriction;
  }

  /** Process ids, for whoever measures or breaks them. */
  get pids(): { readonly process: number | null; readonly browser: number | null } {
    return { process: this.#process?.pid ?? null, browser: this.#process?.browserPid ?? null };
  }

  listen(listener: SupervisorListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Runs until `signal` is aborted; then closes the browser well. */
  async run(signal: AbortSignal): Promise<void> {
    let attempt = 0;
    const stop = () => {
      this.#end({ kind: 'stopped' });
      this.#woken();
    };
    signal.addEventListener('abort', stop, { once: true });
    while (!signal.aborted) {
      if (this.#wish === 'pause') {
        this.#become({ kind: 'paused' });
        await this.#sleep(Number.POSITIVE_INFINITY);
        continue;
      }
      const began = Date.now();
      const ending = await this.#live(signal);
      this.#process = null;
      if (signal.aborted) break;
      if (Date.now() - began > (this.#options.goodLife ?? 60_000)) attempt = 0;
      attempt = await this.#after(ending, attempt);
    }
    signal.removeEventListener('abort', stop);
    this.#become({ kind: 'stopped' });
  }

  /** Asks the library, when it is ready. @throws {Error} when it is not, does not answer in time, or says no. */
  async ask(question: Ask, deadlineMs: number): Promise<unknown> {
    const running = this.#process;
    if (running === null || this.#state.kind !== 'ready')
      throw new Error(`WhatsApp is not ready (${this.#state.kind})`);
    this.#asking += 1;
    try {
      return await running.ask(question, deadlineMs);
    } finally {
      this.#asking -= 1;
      this.#askedAt = Date.now();
    }
  }

  /** Waits until messages can be sent, at most `ms`. */
  async readyWithin(ms: number, signal?: AbortSignal): Promise<boolean> {
    if (this.#state.kind === 'ready') return true;
    if (signal?.aborted) return false;
    return new Promise((resolve) => {
      const done = (ready: boolean) => {
        clearTimeout(timer);
        forget();
        signal?.removeEventListener('abort', abort);
        resolve(ready);
      };
      const abort = () => done(false);
      const forget = this.listen({ state: ({ state }) => state.kind === 'ready' && done(true) });
      const timer = setTimeout(done, ms, false);
      signal?.addEventListener('abort', abort, { once: true });
    });
  }

  /** Pairs by a code for this number (digits only) from now on, or by QR again with null. */
  pairBy(number: string | null): void {
    this.#pairingNumber = number;
    this.#wish = 'run';
    if (this.#state.kind !== 'ready') this.#end({ kind: 'renewed' });
    this.#woken();
  }

  /** Ends this browser and starts another: something in it hangs. */
  renew(reason: string): void {
    if (this.#state.kind === 'ready') this.#end({ kind: 'broken', reason });
  }

  pause(): void {
    this.#wish = 'pause';
    this.#end({ kind: 'renewed' });
    this.#woken();
  }

  resume(): void {
    this.#wish = 'run';
    this.#woken();
  }

  /** Unlinks this device from the account. */
  async logOut(): Promise<void> {
    this.#unlinkedBy = 'us';
    await this.#process?.ask({ op: 'logOut' }, 12_000).catch(() => {});
    this.#end({ kind: 'loggedOut' });
  }

  /** One life of the browser. */
  async #live(signal: AbortSignal): Promise<Ending> {
    this.#become({ kind: 'starting' });
    this.#pairedAt = 0;
    if ((await clearStaleLock(this.#options.sessionFolder)) === 'in use') {
      return { kind: 'broken', reason: 'another browser uses this profile: end the other nashra first' };
    }
    const over = new AbortController();
    const ended = new Promise<Ending>((resolve) => {
      this.#end = (ending) => {
        // A block is heard of twice; a person may have said to go on in between.
        if (over.signal.aborted) return;
        over.abort();
        if (ending.kind === 'banned') this.#wish = 'hold';
        // At once, so that nobody asks a browser that is on its way out.
        if (this.#state.kind === 'ready' || this.#state.kind === 'degraded') {
          if ('reason' in ending) this.#failed(ending.reason);
          this.#become(this.#stateAt(ending));
        }
        resolve(ending);
      };
    });
    const child = new LibraryProcess((event) => {
      this.#told(event);
      // What a browser on its way out says of itself changes nothing any more.
      if (!over.signal.aborted) this.#heard(child, event);
    });
    this.#process = child;
    if (signal.aborted) this.#end({ kind: 'stopped' });
    const watching = this.#watch(child, over.signal);
    child.ask(this.#start(), this.#deadlines.start).catch((error: unknown) => {
      this.#end({ kind: 'broken', reason: `the start failed: ${reasonOf(error)}` });
    });
    const ending = await ended;
    // A young pairing is not on disk yet: a browser that closes writes it. After a logout it is not wanted any more.
    // The phone may have scanned this very moment, before anybody heard of it.
    const young = this.#state.kind === 'pairing' || Date.now() - this.#pairedAt < pairingSettles;
    if (young && ending.kind !== 'loggedOut') await child.stop(8_000);
    else if (ending.kind === 'renewed' || ending.kind === 'stopped') await child.stop(5_000);
    else await child.kill();
    await watching;
    return ending;
  }

  #stateAt(ending: Ending): WhatsAppState {
    switch (ending.kind) {
      case 'loggedOut':
      case 'stopped':
        return { kind: ending.kind };
      case 'banned':
        return ending;
      case 'renewed':
        return { kind: 'reconnecting', reason: 'the browser is renewed', nextTryAt: new Date() };
      case 'broken':
        return { kind: 'reconnecting', reason: ending.reason, nextTryAt: new Date() };
    }
  }

  #start(): Ask {
    return {
      op: 'start',
      sessionFolder: this.#options.sessionFolder,
      chromium: this.#options.chromium,
      chromiumArguments: [...(this.#options.chromiumArguments ?? [])],
      protocolTimeoutMs: 30_000,
      previewMs: this.#options.previewMs ?? 4_000,
      pairingNumber: this.#pairingNumber,
    };
  }

  /** What follows an ending; gives how many failures there were in a row. */
  async #after(ending: Ending, attempt: number): Promise<number> {
    switch (ending.kind) {
      case 'stopped':
      case 'renewed':
        return 0;
      case 'loggedOut':
        if (this.#unlinkedBy === 'phone') this.#failed('logged out on the phone');
        this.#unlinkedBy = 'phone';
        this.#become({ kind: 'loggedOut' });
        await removeProfile(this.#options.sessionFolder);
        return 0;
      case 'banned':
        this.#failed(ending.reason);
        this.#become({ kind: 'banned', reason: ending.reason });
        // A person may have said so already, while the browser was ending.
        if (this.#wish === 'hold') await this.#sleep(Number.POSITIVE_INFINITY);
        return 0;
      case 'broken': {
        this.#failed(ending.reason);
        this.#restarts += 1;
        const wait = backoff(attempt + 1, this.#options.random ?? Math.random);
        this.#become({ kind: 'reconnecting', reason: ending.reason, nextTryAt: new Date(Date.now() + wait) });
        await this.#sleep(wait);
        return attempt + 1;
      }
    }
  }

  /** Asks the browser how it is until this life is over. */
  async #watch(child: LibraryProcess, over: AbortSignal): Promise<void> {
    const { probeEvery = 3_000, probeDeadline = 4_000 } = this.#options;
    const { largestBrowser = 1_500, quietBefore = 90_000, memoryEvery = 60_000 } = this.#options;
    let missed = 0;
    let since = { meaning: 'none', at: Date.now() };
    let nudged: 'yes' | 'no' = 'no';
    let memoryAt = Date.now();
    while (!over.aborted) {
      await delay(probeEvery, undefined, { signal: over }).catch(() => {});
      if (over.aborted) return;
      const answer = await child.ask({ op: 'probe' }, probeDeadline).then(probeSchema.parse, () => null);
      if (over.aborted) return;
      if (answer === null) {
        missed += 1;
        // While it starts there may be no page yet; the start has a deadline of its own.
        if (missed >= 2 && this.#state.kind !== 'starting')
          this.#end({ kind: 'broken', reason: 'the page does not answer' });
        continue;
      }
      missed = 0;
      this.#restricted(answer.restriction);
      const meaning = meaningOf(answer.socket);
      const phase = `${meaning} ${answer.synced} ${answer.ready}`;
      if (phase !== since.meaning) since = { meaning: phase, at: Date.now() };
      const lasting = Date.now() - since.at;
      this.#judge(meaning);
      if (meaning === 'idle') await child.ask({ op: 'refreshQr' }, probeDeadline).catch(() => {});
      if (meaning === 'connected' && answer.ready === 'no') {
        if (answer.synced === 'yes' && lasting >= this.#deadlines.nudge && nudged === 'no') {
          nudged = 'yes';
          await child.ask({ op: 'nudge' }, probeDeadline).catch(() => {});
        }
        if (lasting > this.#deadlines.sync) this.#end({ kind: 'broken', reason: 'connected, but never all there' });
      }
      if (meaning === 'connecting' && lasting > this.#deadlines.offline) {
        this.#end({ kind: 'broken', reason: 'WhatsApp is not reached' });
      }
      if (Date.now() - memoryAt > memoryEvery && child.browserPid !== null && this.#asking === 0) {
        memoryAt = Date.now();
        const memory = browserMemory(child.browserPid);
        const most = Date.now() - this.#askedAt > quietBefore ? largestBrowser : 2 * largestBrowser;
        // A browser that is starting is never renewed: it would never come to an end.
        if (memory !== null && memory > most && this.#state.kind === 'ready') {
          this.#options.log.info({ memory }, 'the browser for WhatsApp has grown and is renewed');
          this.#end({ kind: 'renewed' });
        }
      }
    }
  }

  #judge(meaning: ReturnType<typeof meaningOf>): void {
    const { kind } = this.#state;
    if (meaning === 'blocked') this.#end({ kind: 'banned', reason: 'WhatsApp has blocked this account' });
    if (kind === 'ready') {
      if (meaning === 'connecting') this.#become({ kind: 'degraded', reason: 'WhatsApp is not reached' });
      if (meaning === 'unpaired' || meaning === 'idle') this.#end({ kind: 'loggedOut' });
      if (meaning === 'conflict') this.#end({ kind: 'broken', reason: 'this session was opened elsewhere' });
    } else if (kind === 'degraded' && meaning === 'connected') this.#become({ kind: 'ready', since: new Date() });
  }

  /** News of people and messages counts whenever it comes. */
  #told(event: ProcessEvent): void {
    for (const listener of this.#listeners) {
      if (event.event === 'message') listener.message?.(event.message);
      if (event.event === 'ack') listener.ack?.(event.messageId, event.ack);
      if (event.event === 'moved') listener.moved?.(event.from, event.to);
    }
  }

  #heard(child: LibraryProcess, event: ProcessEvent): void {
    switch (event.event) {
      case 'qr':
        this.#become({ kind: 'pairing', qr: event.text, code: null });
        break;
      case 'code':
        this.#become({ kind: 'pairing', qr: null, code: event.text });
        break;
      case 'authenticated':
        this.#pairingNumber = null;
        if (this.#state.kind !== 'pairing') break;
        this.#pairedAt = Date.now();
        // The code was used: nobody needs to see it any more.
        this.#become({ kind: 'starting' });
        break;
      case 'ready':
        this.#account = event.number;
        this.#restricted(event.restriction);
        if (this.#state.kind !== 'ready') this.#become({ kind: 'ready', since: new Date() });
        break;
      case 'state':
        this.#judge(meaningOf(event.state));
        break;
      case 'loggedOut':
        this.#end({ kind: 'loggedOut' });
        break;
      case 'disconnected':
        this.#disconnected(event.reason);
        break;
      case 'broken':
        this.#end({ kind: 'broken', reason: event.reason });
        break;
      case 'fault':
        this.#fault(child, event.reason);
    }
  }

  #disconnected(reason: string): void {
    if (reason === 'LOGOUT') this.#end({ kind: 'loggedOut' });
    else if (meaningOf(reason) === 'blocked') {
      this.#end({ kind: 'banned', reason: 'WhatsApp has blocked this account' });
    } else if (meaningOf(reason) === 'unpaired') this.#end({ kind: 'loggedOut' });
    else this.#end({ kind: 'broken', reason: `WhatsApp Web said ${reason}` });
  }

  /** An error that the library left to nobody may mean nothing, or that its page is without it: it is asked at once. */
  #fault(child: LibraryProcess, reason: string): void {
    this.#failed(reason);
    if (this.#state.kind === 'pairing' && this.#pairingNumber !== null) {
      // No code is given for this number: fall back to the QR code.
      this.#pairingNumber = null;
      this.#end({ kind: 'renewed' });
      return;
    }
    const startedWithCode = this.#pairingNumber !== null && this.#state.kind === 'starting';
    if (startedWithCode) {
      this.#pairingNumber = null;
      this.#end({ kind: 'renewed' });
      return;
    }
    if (this.#state.kind !== 'ready') return;
    child.ask({ op: 'probe' }, 5_000).then(
      (answer) => {
        const probe = probeSchema.safeParse(answer);
        if (!probe.success || probe.data.ready === 'no') this.#end({ kind: 'broken', reason });
      },
      () => this.#end({ kind: 'broken', reason }),
    );
  }

  #restricted(restriction: Restriction | null): void {
    const before = this.#restriction;
    this.#restriction = restriction;
    if (before?.until === restriction?.until && before?.type === restriction?.type) return;
    if (restriction === null) this.#options.log.info('WhatsApp restricts the account no more');
    else this.#options.log.error(restriction, 'WhatsApp restricts this account: nothing is sent; look at the phone');
    for (const listener of this.#listeners) listener.state?.(this.status);
  }

  #failed(reason: string): void {
    this.#lastError = { reason, at: new Date() };
  }

  #become(state: WhatsAppState): void {
    const before = this.#state.kind;
    this.#state = state;
    if (before !== state.kind) {
      const level = state.kind === 'banned' || state.kind === 'loggedOut' ? 'error' : 'info';
      this.#options.log[level](
        { state: state.kind, was: before, ...('reason' in state ? { reason: state.reason } : {}) },
        'WhatsApp',
      );
    }
    for (const listener of this.#listeners) listener.state?.(this.status);
  }

  /** Until the time is over or somebody wants something else. */
  #sleep(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = ms === Number.POSITIVE_INFINITY ? undefined : setTimeout(resolve, ms);
      this.#woken = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
