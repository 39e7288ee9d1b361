/** Symmetric positive definite matrices, by their Cholesky factor. */

/**
 * The lower triangle L with L Lᵀ = `matrix`, row by row, or null if the matrix is not positive definite (to within
 * rounding: a pivot of less than 1e-12 of its diagonal counts as 0). O(n³). Source: Golub and Van Loan, 4.2.
 */
export function choleskyOf(matrix: readonly (readonly number[])[]): Float64Array[] | null {
  const factor: Float64Array[] = [];
  for (const [i, source] of matrix.entries()) {
    const row = new Float64Array(i + 1);
    for (let j = 0; j <= i; j++) {
      const other = j === i ? row : (factor[j] as Float64Array);
      let rest = source[j] as number;
      for (let k = 0; k < j; k++) rest -= (row[k] as number) * (other[k] as number);
      if (j < i) row[j] = rest / (other[j] as number);
      else if (rest > 1e-12 * (source[i] as number)) row[i] = Math.sqrt(rest);
      else return null;
    }
    factor.push(row);
  }
  return factor;
}

/** vᵀ (L Lᵀ)⁻¹ v: squared length of `vector` in units of the matrix that `factor` is of. O(n²). */
export function mahalanobis(factor: readonly Float64Array[], vector: readonly number[]): number {
  let square = 0;
  const solved: number[] = [];
  for (const [i, row] of factor.entries()) {
    let rest = vector[i] as number;
    for (let k = 0; k < i; k++) rest -= (row[k] as number) * (solved[k] as number);
    const component = rest / (row[i] as number);
    solved.push(component);
    square += component * component;
  }
  return square;
}

/** Solves (L Lᵀ) x = b. O(n²). */
export function choleskySolve(factor: readonly Float64Array[], b: readonly number[]): number[] {
  const x = [...b];
  for (const [i, row] of factor.entries()) {
    for (let k = 0; k < i; k++) x[i] = (x[i] as number) - (row[k] as number) * (x[k] as number);
    x[i] = (x[i] as number) / (row[i] as number);
  }
  for (let i = factor.length - 1; i >= 0; i--) {
    for (let k = i + 1; k < factor.length; k++)
      x[i] = (x[i] as number) - (factor[k]?.[i] as number) * (x[k] as number);
    x[i] = (x[i] as number) / (factor[i]?.[i] as number);
  }
  return x;
}
