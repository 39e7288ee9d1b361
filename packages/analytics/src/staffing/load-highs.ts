import loadRuntime from 'highs';
import type { LinearModel, LinearSolution, LinearSolver, SolveOptions } from './linear-model.ts';

/**
 * HiGHS, compiled to WebAssembly, as a solver: an open-source optimiser of linear models with whole numbers. The one
 * part of this library that loads a file (3.5 MB), and reads a clock where it is given a time limit; so it is loaded
 * by who wants it and passed in. A solve blocks its thread: run it in a worker.
 *
 * @throws Error if the WebAssembly file cannot be loaded
 * @example const roster = optimizeRoster(problem, { solve: await loadHighs(), random, now });
 */
export async function loadHighs(): Promise<LinearSolver> {
  // The package's types describe its CommonJS form; the ES module that runs exports the loader itself.
  const highs = await (loadRuntime as unknown as typeof loadRuntime.default)();
  const { infinity, constants } = highs;
  const bounded = (values: readonly number[]): number[] =>
    values.map((value) => (Number.isFinite(value) ? value : value > 0 ? infinity : -infinity));
  return (model: LinearModel, { seconds, relativeGap, start }: SolveOptions): LinearSolution =>
    highs.withModel(
      {
        numCols: model.cost.length,
        numRows: model.rowLower.length,
        colCost: model.cost,
        colLower: bounded(model.lower),
        colUpper: bounded(model.upper),
        rowLower: bounded(model.rowLower),
        rowUpper: bounded(model.rowUpper),
        integrality: Int32Array.from(model.whole, Number),
        matrix: {
          format: 'csr',
          numRows: model.rowLower.length,
          numCols: model.cost.length,
          starts: model.starts,
          indices: model.columns,
          values: model.coefficients,
        },
      },
      (solver): LinearSolution => {
        solver.options.set({ output_flag: false, time_limit: seconds, mip_rel_gap: relativeGap });
        if (start) solver.setSolution(start);
        solver.run();
        const state = solver.getModelStatus();
        const { optimal, infeasible } = constants.modelStatus;
        const found = Number(solver.info.get('primal_solution_status')) === 2;
        const whole = model.whole.includes(true);
        const objective = found ? solver.getObjectiveValue() : Number.POSITIVE_INFINITY;
        return {
          status:
            state === optimal ? 'optimal' : state === infeasible ? 'infeasible' : found ? 'feasible' : 'none',
          values: found ? solver.getSolution().colValue : new Float64Array(0),
          objective,
          bound: whole
            ? Number(solver.info.get('mip_dual_bound'))
            : state === optimal
              ? objective
              : Number.NEGATIVE_INFINITY,
        };
      },
    );
}
