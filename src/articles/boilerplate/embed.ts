/**
 * A post of a social network set into the page, its text or its signature. Takes the text as written. What people post is
 * no newsroom's sentence, even where the story is about it: the story tells it again in its own.
 */
export function isEmbed(text: string): boolean {
  return (
    /pic\.twitter\.com|\bt\.co\/\w|(?:twitter|x|instagram|facebook|tiktok)\.com\/\S+/.test(text) ||
    FRAME.test(text) ||
    isSignature(text)
  );
}

/** «— Name (@handle) May 5, 2018»: what stands under the text of an embedded post. */
export function isSignature(text: string): boolean {
  return /^(?:[—–-]\s*)?[^.؟!]{0,60}\(@\w{2,}\)/.test(text);
}

const FRAME =
  /^(?:view this post on|a post shared by|posted by|عرض هذا المنشور|شاهد هذا المنشور|تمت مشاركة منشور|منشور تمت مشاركته)/i;
