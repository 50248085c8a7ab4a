/** What kept the embedded server from starting. Each has a remedy that the message names. */
export type EmbeddedServerProblem =
  | 'unsupported-platform'
  | 'not-writable'
  | 'no-space'
  | 'no-account'
  | 'wrong-owner'
  | 'other-version'
  | 'copied-folder'
  | 'busy'
  | 'failed';

/** The embedded server could not be started. The message is one line: what happened, to what, and what to do. */
export class EmbeddedServerError extends Error {
  override readonly name = 'EmbeddedServerError';
  readonly problem: EmbeddedServerProblem;

  constructor(problem: EmbeddedServerProblem, message: string, options?: ErrorOptions) {
    super(message.replaceAll(/\s*\n\s*/g, ' '), options);
    this.problem = problem;
  }
}

/** The `code` of a system error (`EACCES`, `ENOSPC`), or of a PostgreSQL error (`57P03`). */
export function errorCode(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** Turns what the file system answered into the line that says what to do. Other errors pass unchanged. */
export function explainFileError(error: unknown, path: string): unknown {
  switch (errorCode(error)) {
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return new EmbeddedServerError(
        'not-writable',
        `The data folder ${path} is not writable (${errorCode(error)}): give this account the right to write there, or set NASHRA_DATA_DIR to another folder.`,
        { cause: error },
      );
    case 'ENOTDIR':
    case 'EEXIST':
      return new EmbeddedServerError(
        'not-writable',
        `The data folder ${path} cannot be made because a file is in its way: remove the file, or set NASHRA_DATA_DIR to another folder.`,
        { cause: error },
      );
    case 'ENOSPC':
    case 'EDQUOT':
      return noSpace(path, error);
    default:
      return error;
  }
}

export function noSpace(path: string, cause?: unknown): EmbeddedServerError {
  return new EmbeddedServerError(
    'no-space',
    `No space is left on the disk of ${path}: free some (a new database takes about 50 MB), or set NASHRA_DATA_DIR to a folder on another disk.`,
    { cause },
  );
}
