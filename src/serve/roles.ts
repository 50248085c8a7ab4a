import { ConfigError } from '../config/error.ts';

/** What an instance does. All of them in one process is the default; apart, any number of instances of each may run. */
export const roles = ['watcher', 'worker', 'bot', 'whatsapp', 'console'] as const;
export type Role = (typeof roles)[number];

export function parseRoles(text: string): ReadonlySet<Role> {
  const wanted = text.split(',').map((name) => name.trim());
  const unknown = wanted.filter((name) => !(roles as readonly string[]).includes(name));
  if (unknown.length > 0) {
    throw new ConfigError([
      `--role: got ${JSON.stringify(unknown.join(','))}; allowed: ${roles.join(', ')}, joined by commas`,
    ]);
  }
  return new Set(wanted as Role[]);
}
