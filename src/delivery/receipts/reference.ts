import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import type { Tried } from '../ledger.ts';

/** One part of one try to deliver a push to a reader; read from a reference its revision is modulo 256. */
export interface Sending extends Tried {
  readonly part: 'last' | 'earlier';
}

/**
 * Names for messages that go out with them, so that what a far end tells later can be put to the right delivery also
 * when its first answer never came. Such a name is sealed: nobody else can make one, or read from it who or what is meant.
 */
export interface References {
  /** 60 characters of base64url; another one at each call. */
  write(sending: Sending): string;
  /** Null for what was not written with this key. */
  read(reference: string): Sending | null;
}

const version = 1;
const nonceLength = 12;
const bodyLength = 16;
const tagLength = 16;
const length = 1 + nonceLength + bodyLength + tagLength;

/** @param secretKey 32 bytes; the key used is derived from it. */
export function deliveryReferences(secretKey: Buffer): References {
  const key = Buffer.from(hkdfSync('sha256', secretKey, Buffer.alloc(0), 'nashra delivery reference 1', 32));
  return {
    write({ pushId, subscriberId, attempt, part, revision }) {
      const body = Buffer.alloc(bodyLength);
      body.writeUInt32BE(pushId, 0);
      body.writeBigUInt64BE(BigInt(subscriberId), 4);
      body.writeUInt16BE(attempt, 12);
      body.writeUInt8(part === 'last' ? 1 : 0, 14);
      body.writeUInt8(revision % 256, 15);
      const nonce = randomBytes(nonceLength);
      const cipher = createCipheriv('aes-256-gcm', key, nonce);
      const sealed = Buffer.concat([cipher.update(body), cipher.final()]);
      return Buffer.concat([Buffer.of(version), nonce, sealed, cipher.getAuthTag()]).toString('base64url');
    },
    read(reference) {
      const bytes = Buffer.from(reference, 'base64url');
      if (bytes.length !== length || bytes[0] !== version) return null;
      const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(1, 1 + nonceLength));
      decipher.setAuthTag(bytes.subarray(-tagLength));
      const opened = decipher.update(bytes.subarray(1 + nonceLength, -tagLength));
      try {
        decipher.final();
      } catch {
        return null;
      }
      return {
        pushId: opened.readUInt32BE(0),
        subscriberId: Number(opened.readBigUInt64BE(4)),
        attempt: opened.readUInt16BE(12),
        part: opened.readUInt8(14) === 1 ? 'last' : 'earlier',
        revision: opened.readUInt8(15),
      };
    },
  };
}
