import { namesOf } from './clutter.ts';
import { type DomElement, isElement, linkDensity, textLength } from './dom.ts';

/** Whether an element says of itself that it holds what is written under a picture, or is a box of a picture with such a line. */
export function isCaption(element: DomElement): boolean {
  return isNamedCaption(element) || isCaptionedPicture(element) || isBelowPicture(element);
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
  // A picture and words that lead elsewhere are another story's.
  return element.querySelector('img') !== null && linkDensity(element) <= 0.5 && readsAsCaption(element);
}

function readsAsCaption(element: DomElement): boolean {
  const length = textLength(element);
  if (length === 0 || length > LONGEST_CAPTION) return false;
  if (element.querySelector('h1, h2, h3, h4, h5, h6, ul, ol') !== null) return false;
  return !/[.؟!…]["»”)\]]*$/.test((element.textContent ?? '').trim());
}

/** A line set in the middle right below a picture set in the middle: «<p><img></p><p>جانب من الجلسة</p>». */
function isBelowPicture(element: DomElement): boolean {
  if (!isCentred(element) || !readsAsCaption(element) || element.parentNode === null) return false;
  const siblings = [...element.parentNode.childNodes].filter(isElement);
  const above = siblings[siblings.indexOf(element) - 1];
  return above !== undefined && isCentred(above) && textLength(above) === 0 && above.querySelector('img') !== null;
}

/** By its style, by the attribute of older pages, or by a class of WordPress' and TinyMCE's. */
function isCentred(element: DomElement): boolean {
  const says = (attribute: string, form: RegExp): boolean => form.test(element.getAttribute(attribute) ?? '');
  return (
    /^(?:p|div)$/.test(element.localName) &&
    (says('style', /align\s*:\s*center/i) ||
      says('align', /^\s*center/i) ||
      says('class', /(?:^|\s)(?:has-text-align-center|aligncenter|text-center)(?:$|\s)/))
  );
}
