export { HIJRI_MONTH, MONTH, MONTHS, WEEKDAY } from './calendar.ts';
export { isFigureRow } from './figure-row.ts';
export { countCharacters, normalise, uniform } from './normalise.ts';
export { isInside, type QuotationSpan, type Quotations, quotations } from './quotations.ts';
export { remembered } from './remembered.ts';
export { type Pattern, screened } from './screened.ts';
export { type Sentence, segmentSentences } from './sentences.ts';
export { lightStem } from './stem.ts';
export { isStopWord } from './stop-words.ts';
export {
  contentStems,
  hasSameWords,
  meaningWords,
  ofForm,
  ofSpelling,
  type Token,
  tokens,
  wordKeys,
} from './tokens.ts';
export { isContinuing, isSpeaking, isTelling, NOT_VERBS, opensWithPast, opensWithVerb, PAST_VERBS } from './verbs.ts';
export { goesOn, opensWithWaw, unjoined, WAW_WORDS } from './waw.ts';
