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
  const match = /^.*?[.!?؟](?=\s|$)/u.exec(text);
  const sentence = match?.[0] ?? text;
  return sentence.length <= longest ? sentence : '';
}
