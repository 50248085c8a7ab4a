/** Values of the search, in expected words of an abstract; settled on the tuning texts. */
export const COSTS = {
  perCharacter: 0.004,
  withoutAside: 2,
  withoutClause: 5,
  mainClauseOnly: 1,
  repairedName: 0.3,
  unnamed: 4,
  /** A person whose office the article tells, and there is no room for it. */
  unofficed: 1.5,
  backgroundFirst: 5,
  bareRole: 4,
  bareRoleFirst: 8,
  pointsBack: 2.5,
  spokenOf: 2.5,
  /** A sentence that points to the one right above it, which is not told. */
  hangs: 5,
  lateSource: 2,
  lateNoun: 1.5,
  saidAgain: 2.5,
  /** A further sentence that is hardly more than somebody's words. */
  quotes: 3.5,
  gap: 0.4,
  ranked: 2.5,
  /** A sentence from the middle of an answer, without what it goes on with. */
  answer: 4,
  loose: 3,
  stranger: 2,
  turned: 5,
  /** An accusation without the denial that the article has. */
  unanswered: 9,
  /** A story told against somebody without his word, where the article has it. */
  unheard: 5,
  /** One of several items, for each that is told where another is not. */
  halfTold: 18,
  /** For each word that the mended lead of the same length would be expected to have more. */
  shortOfLead: 2,
  /** The same where the second sentence comes from behind those of the lead that cannot stand there, or the last one answers the title. */
  shortInNeed: 0.25,
  /** That a sentence of the lead which would fit is passed over: only what an editor misses (a denial, a pull quote) is worth it. */
  passedOver: 3,
  /** A slip of its author's in a sentence: another that tells as much is better. */
  slip: 2.5,
  /** What it is worth that a title's question is answered. */
  answered: 12,
  /** What it is worth that all of a title is told of which the opening tells nothing. */
  claimed: 10,
};
