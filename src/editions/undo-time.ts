/** What editors order with a button begins after this time, so that a wrong press can be undone. Milliseconds. */
export const undoTime = 10_000;
