import { randomUUID } from 'node:crypto';

/** Names this process among all that ever ran. */
export const holderName = (): string => `${process.pid}-${randomUUID()}`;
