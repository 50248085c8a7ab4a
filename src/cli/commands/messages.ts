import { type Command, Option } from 'commander';
import type { PreviewOptions } from '../messages.ts';

const work = () => import('../messages.ts');

/** `messages preview`: what readers would get, after a change of config/texts or newsroom.yaml. Sends nothing. */
export function registerMessages(program: Command): void {
  const messages = program.command('messages').description('look at messages before anybody gets them');
  messages
    .command('preview')
    .description('show the messages of an edition, made of the sample stories or of a page, with your own texts')
    .argument('[source]', "a story's address, or a file of it (.html, or text whose first line is the title)")
    .addOption(new Option('--channel <name>', 'of one channel only').choices(['telegram', 'whatsapp']))
    .addOption(
      new Option('--language <code>', "the reader's language; without, the newsroom's first").choices(['ar', 'en']),
    )
    .option('--edition <name>', 'an edition of newsroom.yaml; without, the first that tells of single stories')
    .option('--breaking', 'as «عاجل», which editors decide')
    .option('--html <file>', 'write a page that shows them as phones do')
    .option('--png <file>', 'write a picture of that page (takes Chromium)')
    .option('--json', 'print them as JSON: what is sent, what is seen, its length in the count of the channel')
    .action(async (source: string | undefined, options: PreviewOptions) => (await work()).preview(source, options));
}
