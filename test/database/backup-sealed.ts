import { createHash } from 'node:crypto';
import { Transform } from 'node:stream';

/** A backup, unzipped, in which the first row that has `what` has `by` in its place; its end says that it is whole. */
export function sealed(what: RegExp, by: string): Transform {
  const parts: Buffer[] = [];
  return new Transform({
    transform: (part: Buffer, _encoding, done) => {
      parts.push(part);
      done();
    },
    flush(done) {
      const text = Buffer.concat(parts).toString('latin1').replace(what, by);
      const endAt = text.lastIndexOf('\n{"rows"') + 1;
      const body = Buffer.from(text.slice(0, endAt), 'latin1');
      const end = JSON.parse(text.slice(endAt)) as object;
      this.push(body);
      done(null, `${JSON.stringify({ ...end, sha256: createHash('sha256').update(body).digest('hex') })}\n`);
    },
  });
}
