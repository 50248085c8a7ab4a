import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto';

export interface Certificate {
  readonly key: string;
  readonly cert: string;
  /** SHA-256 of the public key in base64, as Chromium's `--ignore-certificate-errors-spki-list` takes it. */
  readonly spki: string;
}

/**
 * A self-signed certificate for one host name, made anew for each run, so that no key lies in the repository and no
 * program is needed to make one. X.509 v3 as in RFC 5280, signed with ECDSA on P-256.
 */
export function selfSigned(host: string): Certificate {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
  const spki = publicKey.export({ type: 'spki', format: 'der' });
  const algorithm = sequence(oid('2a8648ce3d040302'));
  const name = sequence(tag(0x31, sequence(oid('550403'), tag(0x0c, Buffer.from(host)))));
  const names = tag(0x04, sequence(tag(0x82, Buffer.from(host))));
  const signed = sequence(
    tag(0xa0, integer(Buffer.of(2))),
    integer(Buffer.concat([Buffer.of(1), randomBytes(8)])),
    algorithm,
    name,
    sequence(tag(0x17, Buffer.from('200101000000Z')), tag(0x17, Buffer.from('491231235959Z'))),
    name,
    spki,
    tag(0xa3, sequence(sequence(oid('551d11'), names))),
  );
  const signature = tag(0x03, Buffer.concat([Buffer.of(0), sign('sha256', signed, privateKey)]));
  const der = sequence(signed, algorithm, signature);
  return {
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    cert: `-----BEGIN CERTIFICATE-----\n${der.toString('base64').replace(/.{64}/g, '$&\n').trimEnd()}\n-----END CERTIFICATE-----\n`,
    spki: createHash('sha256').update(spki).digest('base64'),
  };
}

function tag(kind: number, content: Buffer): Buffer {
  const { length } = content;
  const size =
    length < 0x80
      ? Buffer.of(length)
      : length < 0x100
        ? Buffer.of(0x81, length)
        : Buffer.of(0x82, length >> 8, length & 0xff);
  return Buffer.concat([Buffer.of(kind), size, content]);
}

const sequence = (...parts: Buffer[]) => tag(0x30, Buffer.concat(parts));
const integer = (bytes: Buffer) => tag(0x02, bytes);
const oid = (hex: string) => tag(0x06, Buffer.from(hex, 'hex'));
