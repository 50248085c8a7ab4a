export { countCharacters, normalise } from './normalise.ts';
export { isInside, type QuotationSpan, type Quotations, quotations } from './quotations.ts';
export { remembered } from './remembered.ts';
export { type Sentence, segmentSentences } from './sentences.ts';
export { lightStem } from './stem.ts';
export { isStopWord } from './stop-words.ts';
export { contentStems, type Token, tokens } from './tokens.ts';
export { CONTINUING_VERBS, opensWithPast, opensWithVerb, TELLING_VERBS } from './verbs.ts';
export { goesOn, opensWithWaw, WAW_WORDS } from './waw.ts';
