import { type Command, InvalidArgumentError } from 'commander';
import { pairingNumber } from '../../channels/whatsapp/pairing-number.ts';
import type { Json } from '../output.ts';

const work = () => import('../whatsapp.ts');

export function registerWhatsApp(program: Command): void {
  const whatsapp = program
    .command('whatsapp')
    .description('look at and steer the WhatsApp account that a running `serve` keeps');

  whatsapp
    .command('status')
    .description('state, number, what was sent against the caps, the next send and why')
    .option('--json', 'print it as JSON')
    .action(async (options: Json) => (await work()).status(options));

  whatsapp
    .command('pair')
    .description('link the account: shows a QR code, or with --number a code to type on that phone; ends when linked')
    .option('--number <number>', 'pair by code: number of the account’s phone with its country code', numberOf)
    .option('--json', 'print each change as a line of JSON')
    .action(async (options: Json & { number?: string }) => (await work()).pair(options));

  const orders = [
    ['pause', 'close the connection until `resume`; pushes wait'],
    ['resume', 'connect again'],
    ['logout', 'unlink this device from the account; pair again to go on'],
  ] as const;
  for (const [order, description] of orders) {
    whatsapp
      .command(order)
      .description(description)
      .option('--json', 'print the state afterwards as JSON')
      .action(async (options: Json) => (await work()).steer(order, options));
  }
}

function numberOf(text: string): string {
  const digits = pairingNumber(text);
  if (digits === null) throw new InvalidArgumentError('It takes a number with its country code, such as +96170123456.');
  return digits;
}
