import { Command, InvalidArgumentError } from 'commander';

/** The command line of a benchmark: `--help`, `--json`, and an error that names what it does not know. */
export function benchmark(name: string, about: string): Command {
  return command(`npm run ${name} --`, about).option('--json', 'print the figures as JSON');
}

/** A command line with `--help` and an error that names what it does not know. */
export function command(name: string, about: string): Command {
  return new Command(name)
    .usage('[options]')
    .description(about)
    .exitOverride((error) => process.exit(error.exitCode === 0 ? 0 : 2));
}

/** A whole number from 1. */
export function count(value: string): number {
  const number = Number(value);
  if (!Number.isSafeInteger(number) || number < 1) throw new InvalidArgumentError('a whole number from 1 is needed.');
  return number;
}
