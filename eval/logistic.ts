/** One thing seen: its features, how often it was so (0–1), and how much the sight counts. */
export interface Observation {
  readonly features: readonly number[];
  readonly share: number;
  readonly weight: number;
}

/**
 * Logistic regression with a quadratic penalty (ridge; the first feature, the constant, is not penalised), by Newton's
 * method. Deterministic; converges in a dozen steps on a few features.
 */
export function fitLogistic(observations: readonly Observation[], ridge: number): number[] {
  const size = observations[0]?.features.length ?? 0;
  let weights = new Array<number>(size).fill(0);
  for (let step = 0; step < 25; step++) {
    const gradient = weights.map((weight, i) => (i === 0 ? 0 : -ridge * weight));
    const hessian = weights.map((_, i) => weights.map((__, j) => (i === j ? (i === 0 ? 1e-6 : ridge) : 0)));
    for (const { features, share, weight } of observations) {
      const p = 1 / (1 + Math.exp(-features.reduce((sum, value, i) => sum + value * (weights[i] ?? 0), 0)));
      features.forEach((value, i) => {
        if (value === 0) return;
        gradient[i] = (gradient[i] ?? 0) + weight * (share - p) * value;
        const row = hessian[i] ?? [];
        features.forEach((other, j) => {
          row[j] = (row[j] ?? 0) + weight * p * (1 - p) * value * other;
        });
      });
    }
    const change = solve(hessian, gradient);
    weights = weights.map((weight, i) => weight + (change[i] ?? 0));
    if (Math.max(...change.map(Math.abs)) < 1e-6) break;
  }
  return weights;
}

/** Solves `matrix · x = right` by elimination with partial pivoting. */
function solve(matrix: readonly (readonly number[])[], right: readonly number[]): number[] {
  const rows = matrix.map((row, i) => [...row, right[i] ?? 0]);
  const size = rows.length;
  for (let column = 0; column < size; column++) {
    let pivot = column;
    for (let i = column + 1; i < size; i++) {
      if (Math.abs(rows[i]?.[column] ?? 0) > Math.abs(rows[pivot]?.[column] ?? 0)) pivot = i;
    }
    const top = rows[pivot] ?? [];
    rows[pivot] = rows[column] ?? [];
    rows[column] = top;
    for (let i = 0; i < size; i++) {
      const row = rows[i];
      if (i === column || row === undefined) continue;
      const factor = (row[column] ?? 0) / (top[column] ?? 1);
      for (let j = column; j <= size; j++) row[j] = (row[j] ?? 0) - factor * (top[j] ?? 0);
    }
  }
  return rows.map((row, i) => (row[size] ?? 0) / (row[i] ?? 1));
}
