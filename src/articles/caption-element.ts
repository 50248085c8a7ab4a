import { namesOf } from './clutter.ts';
import { type DomElement, textLength } from './dom.ts';

/** Whether an element says of itself that it holds what is written under a picture, or is a box of a picture with such a line. */
export function isCaption(element: DomElement): boolean {
  return isNamedCaption(element) || isCaptionedPicture(element);
}

export function isNamedCaption(element: DomElement): boolean {
  return captionName.test(namesOf(element));
}

/** Names of what is written under a picture. */
const captionName =
  /(?:^|[\s_-])(?:caption[_-]?text|(?:img|image|photo|pic|picture|media|gallery)[_-]?(?:caption|cap|credit|source|legend)|caption|cutline)(?:$|\s)/i;

/** Longest text under a picture, in characters. */
const LONGEST_CAPTION = 240;

/** A box of a picture and a line or two that no full stop ends: what is written under it. */
function isCaptionedPicture(element: DomElement): boolean {
  if (!/^(?:div|figure|table|center)$/.test(element.localName)) return false;
  const length = textLength(element);
  if (length === 0 || length > LONGEST_CAPTION || element.querySelector('img') === null) return false;
  if (element.querySelector('h1, h2, h3, h4, h5, h6, ul, ol') !== null) return false;
  return !/[.؟!…]["»”)\]]*$/.test((element.textContent ?? '').trim());
}
