import type { Passage } from './raw-sentences.ts';
import type { SourceSentence } from './source.ts';

/** A paragraph that is one question. */
export function isQuestionLine({ text, kind }: Passage): boolean {
  return kind !== 'caption' && text.length <= LONGEST_QUESTION && /[؟?]["»”]?\s*$/.test(text);
}
const LONGEST_QUESTION = 300;

/** Answers in the first person are somebody else's words, all of them: nothing in one says who speaks. */
export function isInterview(sentences: readonly SourceSentence[]): boolean {
  const answers = sentences.filter((one) => one.answers);
  const paragraphs = new Set(answers.map(({ paragraph }) => paragraph));
  return paragraphs.size >= 3 && answers.filter(({ faults }) => faults.includes('first-person')).length >= 2;
}

export function asAnswered(sentence: SourceSentence): SourceSentence {
  return sentence.answers ? { ...sentence, faults: [...sentence.faults, 'first-person'] } : sentence;
}
