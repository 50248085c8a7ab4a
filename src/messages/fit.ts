import { segmentSentences } from '../articles/text/index.ts';

/** The first words of a text that fit into `room` UTF-16 units, with «…» when some had to go. Never half a character. */
export function firstWords(text: string, room: number): string {
  if (text.length <= room) return text;
  if (room < 2) return '';
  const cut = text.slice(0, room - 1);
  const space = cut.lastIndexOf(' ');
  return `${(space > room / 2 ? cut.slice(0, space) : cut).toWellFormed().replace(/[\uFFFD\s،,;:؛-]+$/u, '')}…`;
}

/** The first sentence, for one line of a digest; a long one is given up rather than cut. */
export function firstSentence(text: string, longest: number): string {
  const sentence = segmentSentences(text)[0]?.text ?? '';
  return sentence.length <= longest ? sentence : '';
}

/** Whether a title says itself what would stand over it: «عاجل: زلزال في الشمال», «سياسة | …». */
export function saysItself(title: string, label: string): boolean {
  return label !== '' && title.startsWith(label) && /^\s*[:：|/…!،–—-]/u.test(title.slice(label.length));
}
