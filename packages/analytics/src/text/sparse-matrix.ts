/** Rows of few non-zero values (compressed sparse rows). The values of row i are at rowStarts[i] to rowStarts[i + 1]. */
export interface SparseMatrix {
  rows: number;
  columns: number;
  /** Length rows + 1. */
  rowStarts: Uint32Array;
  /** Column of each value, ascending within a row. */
  columnIds: Uint32Array;
  values: Float64Array;
}

/** Collects the rows of a sparse matrix one after another in typed arrays that double when full. */
export class SparseRows {
  private columnIds = new Uint32Array(1024);
  private values = new Float64Array(1024);
  private starts = new Uint32Array(256);
  private count = 0;
  private rowCount = 0;

  /** Appends a row: columns in ascending order, and the value at each. */
  push(row: Uint32Array, values: Float64Array): void {
    const end = this.count + row.length;
    if (end > this.columnIds.length) {
      const size = Math.max(end, this.columnIds.length * 2);
      this.columnIds = grown(this.columnIds, new Uint32Array(size));
      this.values = grown(this.values, new Float64Array(size));
    }
    this.columnIds.set(row, this.count);
    this.values.set(values, this.count);
    this.count = end;
    if (this.rowCount + 2 > this.starts.length) {
      this.starts = grown(this.starts, new Uint32Array(this.starts.length * 2));
    }
    this.starts[++this.rowCount] = end;
  }

  finish(columns: number): SparseMatrix {
    return {
      rows: this.rowCount,
      columns,
      rowStarts: this.starts.slice(0, this.rowCount + 1),
      columnIds: this.columnIds.slice(0, this.count),
      values: this.values.slice(0, this.count),
    };
  }
}

function grown<T extends Uint32Array | Float64Array>(from: T, to: T): T {
  to.set(from);
  return to;
}
