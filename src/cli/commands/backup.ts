import type { Command } from 'commander';
import type { Json } from '../output.ts';
import type { RestoreOptions } from '../restore.ts';

export function registerBackup(program: Command): void {
  program
    .command('backup')
    .description(
      'write the whole record to a new file, while the desk goes on; addresses stay sealed, and the key is not in it',
    )
    .argument('[file]', 'a file that is not there yet, or - for the standard output; without it one in the data folder')
    .option('--json', 'print what is in it as JSON')
    .action(async (file: string | undefined, options: Json) => (await import('../backup.ts')).backup(file, options));
}

export function registerRestore(program: Command): void {
  program
    .command('restore')
    .description('put a backup in the place of the record; shows what would be done, and does it with --yes')
    .argument('<file>', 'as `nashra backup` wrote it')
    .option('--yes', 'do it')
    .option('--bring-back', 'readers too who left or were erased here since the backup was made')
    .option('--json', 'print what was done as JSON')
    .addHelpText(
      'after',
      `
Stop every instance first. What the desk was sending when the backup was made waits, paused, as nobody knows who got it since; stories that the
site published since are remembered and not sent; push those that readers lack by hand. The key must be the one of that time.`,
    )
    .action(async (file: string, options: RestoreOptions) => (await import('../restore.ts')).restore(file, options));
}
