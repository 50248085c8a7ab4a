/** Weights of the concept model, one for each of `CONCEPT_FEATURES`; written by `eval/train.ts`. */
export const WORD_WEIGHTS: readonly number[] = [
  -3.739, // always
  1.746, // inTitle
  -1.663, // inFirstSentence
  -0.226, // inSecondSentence
  0.147, // inThirdSentence
  2.983, // earliness
  0.454, // sentences
  3.06, // share
  -0.477, // titleAndFirst
  0.12, // number
  0.102, // stopWord
  1.917, // inFirstParagraph
  -0.238, // longArticle
  -0.495, // longArticleEarliness
];
export const PAIR_WEIGHTS: readonly number[] = [
  -4.141, // always
  1.919, // inTitle
  -2.038, // inFirstSentence
  -0.328, // inSecondSentence
  0.196, // inThirdSentence
  2.943, // earliness
  0.554, // sentences
  3.948, // share
  -0.681, // titleAndFirst
  0.145, // number
  -0.16, // stopWord
  2.283, // inFirstParagraph
  0.076, // longArticle
  -0.205, // longArticleEarliness
];
