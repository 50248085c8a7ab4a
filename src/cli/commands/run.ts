import { type Command, InvalidArgumentError } from 'commander';
import { parseRoles, type Role, roles } from '../../serve/roles.ts';
import type { Json } from '../output.ts';

export function registerServe(program: Command): void {
  program
    .command('serve')
    .description('run the desk until it is told to stop (SIGTERM or Ctrl+C)')
    .option('--role <roles>', `only these parts, joined by commas: ${roles.join(', ')}`, rolesOf)
    .action(async (options: { role?: ReadonlySet<Role> }) => {
      const { loadEnvironment } = await import('../../config/environment.ts');
      const environment = loadEnvironment();
      const { serve } = await import('../../serve/serve.ts');
      await serve(environment, options.role ?? new Set(roles));
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
    .action(async (options: Json) => (await import('../doctor.ts')).doctor(options));
}

export function registerMigrate(program: Command): void {
  program
    .command('migrate')
    .description('bring the database schema up to date (serve does this by itself)')
    .option('--json', 'print what was applied as JSON')
    .action(async (options: Json) => (await import('../migrate.ts')).migrate(options));
}
