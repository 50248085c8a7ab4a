import { expect, test } from 'vitest';
import { SearchBudget } from '../../../src/delivery/pacing/search-budget.ts';

const late = { after: 60_000, cost: 350, rate: 12, trust: 'measured' } as const;

/** How many searches in a row it allows when each is refused. */
function searches(budget: SearchBudget): number {
  let count = 0;
  while (budget.allows(late)) {
    budget.searched(0);
    count += 1;
  }
  return count;
}

function accept(budget: SearchBudget, messages: number, where: 'at the ceiling' | 'below'): void {
  for (let message = 0; message < messages; message += 1) budget.accepted(where);
}

test('in the long run a search is refused for every four hundred messages', () => {
  const budget = new SearchBudget();
  let refused = 0;
  for (let message = 0; message < 40_000; message += 1) {
    budget.accepted('below');
    if (budget.allows(late)) {
      budget.searched(0);
      refused += 1;
    }
  }
  expect(refused).toBe(101);
});

test('what was let through at the ceiling pays for several searches after a fall', () => {
  const budget = new SearchBudget();
  accept(budget, 1_600, 'at the ceiling');
  expect(searches(budget)).toBe(13);
});

test('refusals that were not asked for are paid too, but are forgiven beyond one', () => {
  const budget = new SearchBudget();
  for (let refusal = 0; refusal < 50; refusal += 1) budget.refused();
  accept(budget, 799, 'below');
  expect(budget.allows(late)).toBe(false);
  accept(budget, 1, 'below');
  expect(budget.allows(late)).toBe(true);
});

test('a search that is waited out for long is rarer', () => {
  const budget = new SearchBudget();
  expect(budget.allows({ ...late, cost: 3_000 })).toBe(false);
  accept(budget, 900, 'below');
  expect(budget.allows({ ...late, cost: 3_000 })).toBe(true);
  expect(budget.allows({ ...late, cost: 3_000, after: 20_000 })).toBe(false);
  budget.searched(36);
  expect(searches(budget)).toBe(0);
});

test('a search that led to several refusals is not tried again as soon', () => {
  const budget = new SearchBudget();
  accept(budget, 5_000, 'at the ceiling');
  budget.searched(0);
  expect(budget.allows({ ...late, after: 9_000 })).toBe(true);
  budget.refused();
  expect(budget.allows({ ...late, after: 9_000 })).toBe(false);
  expect(budget.allows({ ...late, after: 16_000 })).toBe(true);
});

test('a rate in doubt is looked at again also when nothing is saved up, half as often each time that it is refused', () => {
  const budget = new SearchBudget();
  for (let refusal = 0; refusal < 50; refusal += 1) budget.refused();
  budget.doubted();
  const doubtful = { ...late, rate: 1, trust: 'doubtful' } as const;
  const dueAfter: number[] = [];
  for (let search = 0; search < 3; search += 1) {
    let after = 0;
    while (!budget.allows({ ...doubtful, after })) after += 1_000;
    dueAfter.push(after);
    budget.searched(0);
  }
  // The first one waits longer because more than one message was refused.
  expect(dueAfter).toEqual([14_000, 20_000, 40_000]);
  expect(budget.allows({ ...doubtful, trust: 'measured' })).toBe(false);
  budget.searched(0);
  budget.doubted();
  expect(budget.allows({ ...doubtful, after: 39_000 })).toBe(false);
  expect(budget.allows({ ...doubtful, after: 40_000 })).toBe(true);
});

test('what is dearer than can ever be saved up is looked for all the same, and loses one message in thirty', () => {
  const budget = new SearchBudget();
  accept(budget, 5_000, 'at the ceiling');
  const dear = { ...late, cost: 15_000, rate: 20 };
  expect(budget.allows({ ...dear, after: 449_000 })).toBe(false);
  expect(budget.allows({ ...dear, after: 450_000 })).toBe(true);
});
