/**
 * Fields of a multipart body, without the bytes of its files: a file is given as `attach://` and its name. Written here
 * because Node's own `formData()` refuses what grammY sends (no blank after `form-data;`, bare file names), which
 * Telegram takes.
 */
export function readMultipart(contentType: string, body: Buffer): Record<string, string> | null {
  const boundary = /boundary=(?:"([^"]+)"|([^;\s]+))/i.exec(contentType);
  const mark = boundary?.[1] ?? boundary?.[2];
  if (mark === undefined) return null;
  const delimiter = Buffer.from(`--${mark}`);
  const fields: Record<string, string> = {};
  let at = body.indexOf(delimiter);
  if (at < 0) return null;
  for (;;) {
    const start = at + delimiter.length;
    if (body.subarray(start, start + 2).toString() === '--') return fields;
    const end = body.indexOf(`\r\n--${mark}`, start);
    const headEnd = body.indexOf('\r\n\r\n', start);
    if (end < 0 || headEnd < 0 || headEnd > end) return null;
    const head = body.subarray(start, headEnd).toString();
    const name = /content-disposition:[^\r\n]*[;\s]name="([^"]*)"/i.exec(head)?.[1];
    if (name === undefined) return null;
    const file = /;\s*filename="?([^"\r\n;]*)/i.exec(head)?.[1];
    fields[name] = file === undefined ? body.subarray(headEnd + 4, end).toString() : `attach://${file}`;
    at = end + 2;
  }
}
