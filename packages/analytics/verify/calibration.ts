/**
 * How far the probabilities are from what happens: the mean over `bins` equal bins of |mean probability - share of
 * positives|, weighted by the number in each (expected calibration error; Naeini and others, 2015).
 */
export function expectedCalibrationError(
  probabilities: readonly number[],
  labels: readonly number[],
  bins = 10,
): number {
  const sums = Array.from({ length: bins }, () => ({ probability: 0, label: 0 }));
  probabilities.forEach((probability, i) => {
    const bin = sums[Math.min(bins - 1, Math.floor(probability * bins))] as (typeof sums)[number];
    bin.probability += probability;
    bin.label += labels[i] as number;
  });
  return sums.reduce((total, bin) => total + Math.abs(bin.probability - bin.label), 0) / probabilities.length;
}
