import type { Environment } from '../config/environment.ts';

/** Where an invitation is taken up: at the public address, else on this machine. */
export function invitationLink({ publicUrl, port }: Pick<Environment, 'publicUrl' | 'port'>, token: string): string {
  return `${publicUrl ?? `http://127.0.0.1:${port}`}/console/join/${token}`;
}
