import { type Command, InvalidArgumentError } from 'commander';
import { loadEnvironment } from '../config/environment.ts';
import { createLog } from '../observability/log.ts';
import { openRecord } from '../serve/open-record.ts';
import { parseRoles, type Role, roles } from '../serve/roles.ts';
import { CommandFailure } from './failure.ts';
import { print } from './output.ts';

export function registerServe(program: Command): void {
  program
    .command('serve')
    .description('run the desk until it is told to stop (SIGTERM or Ctrl+C)')
    .option('--role <roles>', `only these parts, joined by commas: ${roles.join(', ')}`, rolesOf)
    .action(async (options: { role?: ReadonlySet<Role> }) => {
      // Loaded only here: the small commands start faster without.
      const { serve } = await import('../serve/serve.ts');
      await serve(loadEnvironment(), options.role ?? new Set(roles));
    });
}

function rolesOf(text: string): ReadonlySet<Role> {
  const parsed = parseRoles(text);
  if (parsed.kind === 'roles') return parsed.roles;
  throw new InvalidArgumentError(`Not a role: ${parsed.names.join(', ')}. Allowed: ${roles.join(', ')}.`);
}

export function registerDoctor(program: Command): void {
  program
    .command('doctor')
    .description('check every part of this installation and say how to mend what is not well')
    .option('--json', 'print the findings as JSON')
    .action(async (options: { json?: boolean }) => {
      const { examine } = await import('./doctor.ts');
      const findings = await examine();
      print(findings, options, () =>
        findings
          .map(
            ({ part, ok, detail, mend }) =>
              `${ok ? '✓' : '✗'} ${part}: ${detail}${ok || !mend ? '' : `\n    → ${mend}`}`,
          )
          .join('\n'),
      );
      const ill = findings.filter((finding) => !finding.ok).length;
      if (ill > 0) throw new CommandFailure(ill === 1 ? 'one part is not well' : `${ill} parts are not well`);
    });
}

export function registerMigrate(program: Command): void {
  program
    .command('migrate')
    .description('bring the database schema up to date (serve does this by itself)')
    .option('--json', 'print what was applied as JSON')
    .action(async (options: { json?: boolean }) => {
      const { where, applied, close } = await openRecord(loadEnvironment(), createLog('warn'), { supervise: 'leave' });
      await close();
      print({ where, applied }, options, () =>
        applied.length === 0 ? `up to date (${where})` : `applied ${applied.join(', ')} (${where})`,
      );
    });
}
