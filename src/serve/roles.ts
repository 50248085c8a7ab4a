/** What an instance does. All of them in one process is the default; apart, any number of instances of each may run. */
export const roles = ['watcher', 'worker', 'bot', 'whatsapp', 'console'] as const;
export type Role = (typeof roles)[number];

/** The roles named in `text`, or the names among them that are none. */
export function parseRoles(
  text: string,
):
  | { readonly kind: 'roles'; readonly roles: ReadonlySet<Role> }
  | { readonly kind: 'unknown'; readonly names: string[] } {
  const wanted = text.split(',').map((name) => name.trim());
  const unknown = wanted.filter((name) => !(roles as readonly string[]).includes(name));
  if (unknown.length > 0) return { kind: 'unknown', names: unknown };
  return { kind: 'roles', roles: new Set(wanted as Role[]) };
}
