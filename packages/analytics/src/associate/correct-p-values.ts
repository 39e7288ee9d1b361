/** How p values are corrected for having looked at many rules. */
export type Correction = 'benjamini-hochberg' | 'holm' | 'none';

/**
 * Corrected p values, for `hypotheses` of which only those given are known: the others count as 1, which can only make
 * the corrected values larger. Benjamini–Hochberg (1995) bounds the share of false findings, Holm (1979) the chance of
 * any. From logarithms, so that the order of the smallest is not lost. O(n log n).
 */
export function correctPValues(
  logPValues: Float64Array,
  hypotheses: number,
  correction: Correction,
): Float64Array {
  const count = logPValues.length;
  const adjusted = new Float64Array(count);
  const order = Uint32Array.from(logPValues, (_p, i) => i).sort(
    (a, b) => (logPValues[a] as number) - (logPValues[b] as number) || a - b,
  );
  if (correction === 'none') return logPValues.map((log) => Math.exp(log));
  if (correction === 'holm') {
    let most = 0;
    for (let place = 0; place < count; place++) {
      const i = order[place] as number;
      most = Math.max(most, Math.min(1, scaled(logPValues[i] as number, hypotheses - place)));
      adjusted[i] = most;
    }
    return adjusted;
  }
  let least = 1;
  for (let place = count - 1; place >= 0; place--) {
    const i = order[place] as number;
    least = Math.min(least, scaled(logPValues[i] as number, hypotheses / (place + 1)));
    adjusted[i] = least;
  }
  return adjusted;
}

/** p × factor, also where p alone is too small for a number. */
function scaled(logPValue: number, factor: number): number {
  return Math.exp(logPValue + Math.log(factor));
}
