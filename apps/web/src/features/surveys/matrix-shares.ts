import type { SurveyQuestion, SurveyResults } from '@jingyun/contracts';

type Matrix = Extract<SurveyQuestion, { kind: 'matrix' }>;
type Option = Matrix['rows'][number];

export interface MatrixRow {
  row: Option;
  answers: number;
  /** In the order of the columns; shares of the row's answers, 0 where nobody chose it. */
  cells: { column: Option; share: number }[];
}

/** The counted `row=column` values of a matrix as shares of each row's answers. */
export function matrixShares(
  { rows, columns }: Pick<Matrix, 'rows' | 'columns'>,
  values: SurveyResults['questions'][number]['values'],
): MatrixRow[] {
  const counts = new Map(values.map(({ value, answers }) => [value, answers]));
  return rows.map((row) => {
    const chosen = columns.map((column) => counts.get(`${row.id}=${column.id}`) ?? 0);
    const answers = chosen.reduce((sum, n) => sum + n, 0);
    return {
      row,
      answers,
      cells: columns.map((column, place) => ({
        column,
        share: answers === 0 ? 0 : (chosen[place] ?? 0) / answers,
      })),
    };
  });
}
