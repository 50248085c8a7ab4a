import { type Command, InvalidArgumentError } from 'commander';
import type { CheckOptions } from '../feed.ts';

const work = () => import('../feed.ts');

/** `feed check URL|FILE`; does not touch the record. */
export function registerFeed(program: Command): void {
  const feed = program.command('feed').description('look at sources of stories');
  feed
    .command('check')
    .description(
      "read a feed once, as a first poll would, and tell what it is and what would be sent; takes a site's address too",
    )
    .argument('<source>', 'address or file')
    .option('--json', 'print the report as JSON')
    .option('--no-pages', 'do not read the pages of stories whose text is not in the feed')
    .option('--show <n>', 'entries listed', countOf, 20)
    .option('--first-run <n>', 'stories announced by a first poll, as firstRun in newsroom.yaml', countOf, 3)
    .action(async (source: string, options: CheckOptions) => (await work()).check(source, options));
}

function countOf(text: string): number {
  const count = Number(text);
  if (Number.isInteger(count) && count >= 0 && count <= 10_000) return count;
  throw new InvalidArgumentError('A whole number from 0 to 10000.');
}
