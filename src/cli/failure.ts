import { CommanderError } from 'commander';
import { ConfigError } from '../config/error.ts';
import { EmbeddedServerError } from '../database/embedded/error.ts';
import { StartError } from '../serve/start-error.ts';

/** A command that could not do what was asked, for a reason the person at the keyboard can act on. */
export class CommandFailure extends Error {
  override readonly name = 'CommandFailure';
}

/** The call itself was wrong: exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** Ctrl+C while something was only watched; what was ordered stays ordered. Exit code 130, as of any program so ended. */
export class Interrupted extends Error {
  override readonly name = 'Interrupted';
}

/** What to print for an error, and the exit code: 1 failed, 2 bad usage, 130 interrupted. A stack is shown only for what nobody foresaw. */
export function explain(error: unknown): { readonly text: string | null; readonly code: 0 | 1 | 2 | 130 } {
  // Commander has printed its own message, or the help that was asked for.
  if (error instanceof CommanderError) return { text: null, code: error.exitCode === 0 ? 0 : 2 };
  if (error instanceof UsageError) return { text: `nashra: ${error.message}`, code: 2 };
  if (error instanceof Interrupted) return { text: error.message, code: 130 };
  if (error instanceof ConfigError) {
    return { text: error.problems.map((problem) => `nashra: ${problem}`).join('\n'), code: 1 };
  }
  if (error instanceof CommandFailure || error instanceof StartError || error instanceof EmbeddedServerError) {
    return { text: `nashra: ${error.message}`, code: 1 };
  }
  const known = networkAdvice(error);
  if (known !== null) return { text: `nashra: ${known}`, code: 1 };
  return {
    text: `nashra: unexpected: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
    code: 1,
  };
}

function networkAdvice(error: unknown): string | null {
  if (!(error instanceof Error)) return null;
  const code = (error as NodeJS.ErrnoException).code;
  switch (code) {
    case 'EADDRINUSE': {
      const { port } = error as NodeJS.ErrnoException & { port?: number };
      return `port ${port ?? ''} is taken: stop what uses it or set PORT to another (PORT=0 takes any free one)`;
    }
    case 'EACCES':
    case 'EROFS':
      return `${error.message}: make the folder writable or set NASHRA_DATA_DIR to one that is`;
    case 'ENOSPC':
      return `${error.message}: the disk is full`;
    default:
      return null;
  }
}
