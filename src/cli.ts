#!/usr/bin/env node
import { Command } from 'commander';
import { registerBackup, registerRestore } from './cli/commands/backup.ts';
import { registerFeed } from './cli/commands/feed.ts';
import { registerLane } from './cli/commands/lane.ts';
import { registerMessages } from './cli/commands/messages.ts';
import { registerPush } from './cli/commands/push.ts';
import { registerDoctor, registerMigrate, registerServe } from './cli/commands/run.ts';
import { registerSubscribers } from './cli/commands/subscribers.ts';
import { registerSummarise } from './cli/commands/summarise.ts';
import { registerUsers } from './cli/commands/users.ts';
import { registerWhatsApp } from './cli/commands/whatsapp.ts';
import { explain } from './cli/failure.ts';
import { version } from './config/package-root.ts';

const program = new Command('nashra')
  .description('The distribution desk of an Arabic newsroom: from the feed to its readers on Telegram and WhatsApp.')
  .version(version)
  .showHelpAfterError('(see nashra --help)')
  .exitOverride();

const registrations = [
  registerServe,
  registerFeed,
  registerMessages,
  registerPush,
  registerLane,
  registerSubscribers,
  registerUsers,
  registerSummarise,
  registerWhatsApp,
  registerDoctor,
  registerMigrate,
  registerBackup,
  registerRestore,
];
for (const register of registrations) register(program);

// Whoever reads the output has enough of it (`nashra … | head`).
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit();
});

try {
  await program.parseAsync();
} catch (error) {
  const { text, code } = explain(error);
  if (text !== null) process.stderr.write(`${text}\n`);
  process.exitCode = code;
}
// A pipe takes what is printed only as fast as its reader does: without this, a long report would end at what it holds.
for (const stream of [process.stdout, process.stderr]) await new Promise((written) => stream.write('', written));
// Whatever a stop that was cut short left open must not keep the process: the record is in order at every instant.
process.exit();
