import { hostAndPort } from '../feeds/addresses.ts';
import { FeedError } from '../feeds/error.ts';
import { createPageFetcher, type Page } from '../feeds/fetch-page.ts';
import { createSafeFetcher } from '../feeds/safe-fetch.ts';
import { CommandFailure } from './failure.ts';

/** A page that somebody names on the command line, be it inside the own network; redirects may not lead there. */
export async function fetchNamed(url: string): Promise<Page> {
  const fetcher = createSafeFetcher({
    userAgent: 'Nashra/0.1',
    allowHosts: URL.canParse(url) ? [hostAndPort(url)] : [],
  });
  try {
    return await createPageFetcher({ fetcher, robotName: 'Nashra' }).fetchPage(url, AbortSignal.timeout(60_000));
  } catch (error) {
    throw error instanceof FeedError ? new CommandFailure(error.message) : error;
  } finally {
    await fetcher.close();
  }
}
