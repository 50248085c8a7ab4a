import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { packageRoot } from '../../config/package-root.ts';
import { withDeadline } from './process/deadline.ts';
import { type Ask, fromProcessSchema, type ProcessEvent } from './process/protocol.ts';

/** The compiled program: Node starts no TypeScript. */
const program = join(packageRoot, 'dist/src/channels/whatsapp/process/main.js');

/** The process does not answer, or ended. */
export class ProcessAway extends Error {
  override readonly name = 'ProcessAway';
}

/**
 * The process with the library and the browser in it, seen from outside. Every question has a deadline, every answer is
 * checked, and ending it ends the browser too.
 */
export class LibraryProcess {
  readonly #child: ChildProcess;
  readonly #waiting = new Map<number, { resolve: (value: unknown) => void; reject: (error: Error) => void }>();
  readonly #onEvent: (event: ProcessEvent) => void;
  #browser: number | null = null;
  #next = 0;

  constructor(onEvent: (event: ProcessEvent) => void) {
    this.#onEvent = onEvent;
    const { PATH = '', HOME = '', TMPDIR, TZ } = process.env;
    this.#child = fork(program, [], {
      // Nothing of our secrets is in its environment.
      env: { PATH, HOME, ...(TMPDIR ? { TMPDIR } : {}), ...(TZ ? { TZ } : {}) },
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      execArgv: [],
      // Its own group: Ctrl+C in a terminal is ours to handle.
      detached: true,
    });
    this.#child.on('message', (message) => this.#heard(message));
    this.#child.on('exit', (code, signal) => this.#ended(`the WhatsApp process ended (${signal ?? code})`));
    this.#child.on('error', (error) => this.#ended(`the WhatsApp process failed: ${error.message}`));
  }

  get pid(): number | undefined {
    return this.#child.pid;
  }

  get browserPid(): number | null {
    return this.#browser;
  }

  /** @throws {ProcessAway} or {DeadlineError}, or an error with what the process said. */
  async ask(question: Ask, deadlineMs: number): Promise<unknown> {
    const id = this.#next;
    this.#next += 1;
    const answer = new Promise<unknown>((resolve, reject) => {
      if (!this.#child.connected) {
        reject(new ProcessAway('the WhatsApp process is not there'));
        return;
      }
      this.#waiting.set(id, { resolve, reject });
      this.#child.send({ ...question, id }, (error) => {
        if (error) reject(new ProcessAway('the WhatsApp process is not there'));
      });
    });
    try {
      return await withDeadline(answer, deadlineMs, question.op);
    } finally {
      this.#waiting.delete(id);
    }
  }

  /** Lets the browser write its profile and close, then makes sure that both are gone. */
  async stop(graceMs: number): Promise<void> {
    if (this.#child.connected) {
      await this.ask({ op: 'stop' }, 1_000).catch(() => {});
      await Promise.race([this.#exit(), delay(graceMs, undefined, { ref: false })]);
    }
    await this.kill();
  }

  /** Ends both at once; resolves when neither is left. A browser that was stopped or hangs dies too. */
  async kill(): Promise<void> {
    if (this.#browser !== null) killGroup(this.#browser);
    if (this.#child.exitCode === null && this.#child.signalCode === null) {
      this.#child.kill('SIGKILL');
      await this.#exit();
    }
    for (let tries = 0; this.#browser !== null && isAlive(this.#browser) && tries < 100; tries += 1) {
      killGroup(this.#browser);
      await delay(20);
    }
  }

  async #exit(): Promise<void> {
    if (this.#child.exitCode === null && this.#child.signalCode === null) await once(this.#child, 'exit');
  }

  #heard(message: unknown): void {
    const parsed = fromProcessSchema.safeParse(message);
    // A word we do not know changes nothing here.
    if (!parsed.success) return;
    if ('event' in parsed.data) {
      if (parsed.data.event === 'browser') this.#browser = parsed.data.pid;
      this.#onEvent(parsed.data);
      return;
    }
    const waiting = this.#waiting.get(parsed.data.id);
    if (parsed.data.answer === 'value') waiting?.resolve(parsed.data.value);
    else waiting?.reject(new Error(parsed.data.reason));
  }

  #ended(reason: string): void {
    for (const { reject } of this.#waiting.values()) reject(new ProcessAway(reason));
    this.#onEvent({ event: 'broken', reason });
  }
}

function killGroup(pid: number): void {
  for (const target of [-pid, pid]) {
    try {
      process.kill(target, 'SIGKILL');
    } catch {
      // Gone already, or no group of that number.
    }
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
