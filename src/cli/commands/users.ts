import { type Command, Option } from 'commander';
import type { UserRole } from '../../database/schema.ts';
import { userRoles } from '../../users/user.ts';
import type { Json } from '../output.ts';

const work = () => import('../users.ts');

export function registerUsers(program: Command): void {
  const users = program.command('users').description('who may work in the console, and as what');
  const role = () =>
    new Option(
      '--role <role>',
      'editor: decides on pushes; ops: looks after accounts and feeds; chief: both, and users',
    )
      .choices([...userRoles])
      .makeOptionMandatory();

  users
    .command('add')
    .description('let somebody in: prints a link, good once and for three days, on which they choose a password')
    .argument('<name>', 'as colleagues know them; it stands beside what they decide')
    .addOption(role())
    .option('--json', 'print the invitation as JSON')
    .action(async (name: string, options: Json & { role: UserRole }) => (await work()).add(name, options));

  users
    .command('invite')
    .description('a new link for one who forgot the password or lost the last link')
    .argument('<name>')
    .option('--json', 'print the invitation as JSON')
    .action(async (name: string, options: Json) => (await work()).invite(name, options));

  users
    .command('list')
    .description('everybody who may come in, or could once')
    .option('--json', 'print them as JSON')
    .action(async (options: Json) => (await work()).list(options));

  users
    .command('role')
    .description('give somebody another role')
    .argument('<name>')
    .addOption(role())
    .option('--json', 'print all users as JSON')
    .action(async (name: string, options: Json & { role: UserRole }) => (await work()).role(name, options));

  users
    .command('remove')
    .description('shut somebody out, at once, wherever they are signed in; what they decided stays on record')
    .argument('<name>')
    .option('--json', 'print all users as JSON')
    .action(async (name: string, options: Json) => (await work()).remove(name, options));
}
