/** Weights of the model of genre, one for each of `GENRE_FEATURES`; written by `eval/train-genre.ts`. */
export const GENRE_WEIGHTS: readonly number[] = [
  14.53, // always
  -4.58, // goesOn
  -3.19, // titleInOpening
  -2.8, // kinship
  3.82, // faulty
  1.85, // titleOnly
  -3.99, // length
];
