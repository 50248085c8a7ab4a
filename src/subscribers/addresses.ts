import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';
import type { ChannelName } from '../channels/channel.ts';

/**
 * How people's addresses are kept: sealed with AES-256-GCM to be written to, and as a keyed hash to be found by.
 * Neither tells who somebody is without the key, which is not in the database.
 */
export interface AddressBook {
  /** Version byte, 12-byte nonce, ciphertext, 16-byte tag. Sealing twice gives two different results. */
  seal(channel: ChannelName, address: string): Buffer;
  /** @throws {Error} when the key is another, or the bytes were changed or moved to another channel. */
  open(channel: ChannelName, sealed: Uint8Array): string;
  /** HMAC-SHA256, 32 bytes; the same for the same person always. */
  hash(channel: ChannelName, address: string): Buffer;
}

const version = 1;
const nonceLength = 12;
const tagLength = 16;

/** @param secretKey 32 bytes; the two keys used are derived from it, so neither is used for both purposes. */
export function addressBook(secretKey: Buffer): AddressBook {
  if (secretKey.length !== 32) throw new RangeError(`the secret key has ${secretKey.length} bytes; it takes 32`);
  const derive = (purpose: string) => Buffer.from(hkdfSync('sha256', secretKey, Buffer.alloc(0), purpose, 32));
  const sealingKey = derive('nashra address sealing 1');
  const hashingKey = derive('nashra address hash 1');
  return {
    seal(channel, address) {
      const nonce = randomBytes(nonceLength);
      const cipher = createCipheriv('aes-256-gcm', sealingKey, nonce);
      cipher.setAAD(Buffer.from(channel));
      const body = Buffer.concat([cipher.update(address, 'utf8'), cipher.final()]);
      return Buffer.concat([Buffer.of(version), nonce, body, cipher.getAuthTag()]);
    },
    open(channel, sealed) {
      const bytes = Buffer.from(sealed.buffer, sealed.byteOffset, sealed.byteLength);
      if (bytes[0] !== version || bytes.length < 1 + nonceLength + tagLength) {
        throw new Error('a sealed address has an unknown form: was it written by a newer version?');
      }
      const decipher = createDecipheriv('aes-256-gcm', sealingKey, bytes.subarray(1, 1 + nonceLength));
      decipher.setAAD(Buffer.from(channel));
      decipher.setAuthTag(bytes.subarray(-tagLength));
      const body = decipher.update(bytes.subarray(1 + nonceLength, -tagLength));
      try {
        // Only checks the tag: in this mode nothing is held back.
        decipher.final();
        return body.toString('utf8');
      } catch {
        throw new Error('a sealed address does not open: is NASHRA_SECRET_KEY the one it was sealed with?');
      }
    },
    hash: (channel, address) => createHmac('sha256', hashingKey).update(`${channel}:${address}`).digest(),
  };
}

/** Tells whether two keys are the same, 16 hexadecimal digits; nothing sealed or hashed can be found out with it. */
export function keyMark(secretKey: Buffer): string {
  return Buffer.from(hkdfSync('sha256', secretKey, Buffer.alloc(0), 'nashra key mark 1', 8)).toString('hex');
}
