/** Where an invitation is taken up: below the address at which the invited one reaches the console. */
export function invitationLink(address: string, token: string): string {
  return `${address}/console/join/${token}`;
}
