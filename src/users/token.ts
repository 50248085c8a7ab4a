import { createHash, randomBytes } from 'node:crypto';

/** A secret that is handed out once; the record keeps only its hash, so that nobody who reads the record can use it. */
export function newToken(): { readonly token: string; readonly hash: Buffer } {
  const token = randomBytes(32).toString('base64url');
  return { token, hash: hashOfToken(token) };
}

export function hashOfToken(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}
