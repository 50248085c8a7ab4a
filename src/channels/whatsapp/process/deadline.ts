export class DeadlineError extends Error {
  override readonly name = 'DeadlineError';
}

/** Waits at most `ms`. What comes too late, a failure too, is nobody's: the library's calls may hang for minutes. */
export async function withDeadline<T>(work: Promise<T>, ms: number, what: string): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  work.catch(() => {});
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new DeadlineError(`${what}: not within ${ms} ms`)), ms);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** First line of whatever was thrown; the library throws strings too. Without addresses. */
export function reasonOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return (text.split('\n')[0] ?? '').replace(/\d{5,}(@[\w.]+)?/g, '…').slice(0, 300);
}
