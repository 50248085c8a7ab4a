import { afterAll, onTestFinished, TestRunner } from 'vitest';

type Stop = () => Promise<void> | void;

const stops: Stop[] = [];

/**
 * Remembers to stop something when the test that began it ends, or the test file when it was begun outside of a test;
 * whether tests passed or not. Last in, first out.
 */
export function atEnd(stop: Stop): void {
  // What a test leaves running, such as a browser, would slow down all that come after it.
  if (TestRunner.getCurrentTest()) onTestFinished(() => stop());
  else stops.push(stop);
}

// Registered when a test file first loads a helper, so it runs after the file's own hooks.
afterAll(async () => {
  const failures: unknown[] = [];
  for (const stop of stops.splice(0).reverse()) {
    try {
      await stop();
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length > 0) throw new AggregateError(failures, 'some helpers could not be stopped');
});
