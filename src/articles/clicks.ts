import type { Db } from '../database/database.ts';
import { addClicks, dayOf } from './most-read-store.ts';

/**
 * Opened links, counted in memory and written every so often: a number a story and day, nothing of who or when. What was
 * counted since the last writing is lost when the process is killed; while the database is away it is kept.
 */
export class Clicks {
  #counts = new Map<string, number>();

  count(articleId: number, now: Date): void {
    const key = `${articleId}/${dayOf(now)}`;
    this.#counts.set(key, (this.#counts.get(key) ?? 0) + 1);
  }

  /** Writes what was counted. When that fails it is counted again the next time. */
  async write(db: Db): Promise<void> {
    const counts = this.#counts;
    this.#counts = new Map();
    try {
      await addClicks(
        db,
        [...counts].map(([key, count]) => {
          const [articleId, day = ''] = key.split('/');
          return { articleId: Number(articleId), day, count };
        }),
      );
    } catch (error) {
      for (const [key, count] of counts) this.#counts.set(key, (this.#counts.get(key) ?? 0) + count);
      throw error;
    }
  }
}
