/** Weights of the model of late news, one for each of `START_FEATURES`; written by `eval/train-start.ts`. */
export const START_WEIGHTS: readonly number[] = [
  0.43, // always
  1.34, // scene
  2.23, // titleAhead
  0.66, // centralAhead
  -1.01, // says
  -2.69, // kinship
];
