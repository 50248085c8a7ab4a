import { badRequest, type Refusal } from './answer.ts';

/** Telegram takes photos by address up to 5 MB. */
const maxBytes = 5 * 1_024 * 1_024;
const timeoutMs = 10_000;

/** Whether `picture` (an address, a file id or an uploaded file) can be sent; null when it can. */
export async function checkPicture(mode: 'trusted' | 'fetched', picture: string): Promise<Refusal | null> {
  if (picture === '') return badRequest('there is no photo in the request');
  if (picture.startsWith('attach://') || /^photo-\d+$/.test(picture)) return null;
  if (!/^https?:\/\//i.test(picture)) return badRequest('wrong file identifier/HTTP URL specified');
  if (!URL.canParse(picture)) return badRequest('wrong HTTP URL specified');
  return mode === 'trusted' ? null : fetchPicture(picture);
}

async function fetchPicture(address: string): Promise<Refusal | null> {
  try {
    const response = await fetch(address, { signal: AbortSignal.timeout(timeoutMs) });
    const type = response.headers.get('content-type') ?? '';
    const tooLarge = Number(response.headers.get('content-length') ?? 0) > maxBytes;
    await response.body?.cancel();
    if (!response.ok || tooLarge) return badRequest('failed to get HTTP URL content');
    return /^image\/(jpeg|png|webp|gif)/.test(type) ? null : badRequest('wrong type of the web page content');
  } catch {
    return badRequest('failed to get HTTP URL content');
  }
}
