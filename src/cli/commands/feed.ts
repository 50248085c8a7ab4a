import { type Command, InvalidArgumentError } from 'commander';
import type { CheckOptions } from '../feed.ts';
import type { Json } from '../output.ts';

const work = () => import('../feed.ts');
const lines = () => import('../feed-lines.ts');

/** `feed check URL|FILE`, which does not touch the record, and what the desk has learnt of its own feeds. */
export function registerFeed(program: Command): void {
  const feed = program.command('feed').description('look at sources of stories, and at what was learnt of them');
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

  feed
    .command('lines')
    .description("what the desk has learnt that this feed's site prints on many pages, and takes off its stories")
    .argument('<feed>', 'its name in newsroom.yaml')
    .option('--json', 'print them as JSON')
    .action(async (name: string, options: Json) => (await lines()).show(name, options));
  const orders = [
    ['keep', 'say that a line is ours: from now on it stays in the stories'],
    ['release', 'take that back: what the desk learns of the line decides again'],
  ] as const;
  for (const [order, description] of orders) {
    feed
      .command(order)
      .description(description)
      .argument('<feed>', 'its name in newsroom.yaml')
      .argument('<line>', 'its number in `nashra feed lines`, or its words')
      .option('--json', 'print the lines as JSON')
      .action(async (name: string, line: string, options: Json) => (await lines()).order(order, name, line, options));
  }
}

function countOf(text: string): number {
  const count = Number(text);
  if (Number.isInteger(count) && count >= 0 && count <= 10_000) return count;
  throw new InvalidArgumentError('A whole number from 0 to 10000.');
}
