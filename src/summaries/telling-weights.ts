/** Weights of how much a further sentence tells, one for each of `TELLING_FEATURES`; written by `eval/train-telling.ts`. */
export const TELLING_WEIGHTS: readonly number[] = [
  -0.87, // always
  0.27, // adds
  0.64, // ofTitle
  0.24, // figure
  -0.09, // year
  -0.29, // published
  -0.43, // hour
  -0.46, // quoted
  0.52, // otherSide
  0.63, // denies
  0.32, // atHome
  0.12, // cause
];
