import { AnalyticsError } from '../../errors.ts';
import type { AttributeColumn, NestedAttribute } from '../event-log.ts';
import type { DictionaryPlaces } from './dictionary-places.ts';
import { formatTime } from './format-time.ts';
import type { StringPool } from './string-pool.ts';

export type ColumnType = AttributeColumn['type'];

/** Counts what columns take up, so that a file made to be all columns is refused before memory ends. */
export interface CellBudget {
  left: number;
}

const FIRST_CAPACITY = 256;

/**
 * One column in the making: values come by row, in rising order of rows, and rows may be left out. A value of
 * another type than those before makes the whole column text, so that no value is lost.
 */
export class ColumnBuilder {
  type: ColumnType | null = null;
  readonly #pool: StringPool;
  readonly #budget: CellBudget;
  /** Numbers and dates. */
  #numbers = new Float64Array(0);
  /** Places in the pool, 0 or 1, or -1 where nothing is given. */
  #marks = new Int32Array(0);
  #last = -1;
  readonly #nested = new Map<number, NestedAttribute[]>();

  constructor(pool: StringPool, budget: CellBudget) {
    this.#pool = pool;
    this.#budget = budget;
  }

  setText(row: number, poolId: number): void {
    if (this.type !== 'string') this.#becomeText();
    if (row >= this.#marks.length) this.#grow(row);
    this.#marks[row] = poolId;
    if (row > this.#last) this.#last = row;
  }

  setNumber(row: number, value: number, type: 'number' | 'date'): void {
    if (this.type !== type && !this.#fits(type)) {
      this.setText(row, this.#pool.idOf(type === 'date' ? formatTime(value) : String(value)));
      return;
    }
    if (row >= this.#numbers.length) this.#grow(row);
    this.#numbers[row] = value;
    if (row > this.#last) this.#last = row;
  }

  setBoolean(row: number, value: boolean): void {
    if (!this.#fits('boolean')) {
      this.setText(row, this.#pool.idOf(String(value)));
      return;
    }
    this.#mark(row, value ? 1 : 0);
  }

  setList(row: number): void {
    if (this.#fits('list')) this.#mark(row, 1);
    else this.setText(row, this.#pool.idOf(''));
  }

  addNested(row: number, attributes: NestedAttribute[]): void {
    const present = this.#nested.get(row);
    if (present === undefined) this.#nested.set(row, attributes);
    else for (const attribute of attributes) present.push(attribute);
  }

  /** Takes back what was set for the row. */
  clear(row: number): void {
    this.#nested.delete(row);
    if (row > this.#last) return;
    if (this.type === 'number' || this.type === 'date') this.#numbers[row] = Number.NaN;
    else this.#marks[row] = -1;
  }

  /** Whether the row has a value already. */
  has(row: number): boolean {
    if (row > this.#last) return false;
    if (this.type === 'number' || this.type === 'date') return !Number.isNaN(this.#numbers[row]);
    return (this.#marks[row] as number) >= 0;
  }

  /** The column with row `order[i]` at place i; `order` null keeps the order. */
  finish(count: number, order: Int32Array | null, places: DictionaryPlaces): AttributeColumn {
    const nested = this.#nestedIn(order);
    if (this.type === 'number' || this.type === 'date') {
      this.#grow(count - 1);
      const values = new Float64Array(count);
      if (order === null) values.set(this.#numbers.subarray(0, count));
      else for (let i = 0; i < count; i++) values[i] = this.#numbers[order[i] as number] as number;
      return { type: this.type, values, ...nested };
    }
    this.#grow(count - 1);
    if (this.type === 'boolean' || this.type === 'list') {
      const values = new Int8Array(count);
      const missing = this.type === 'list' ? 0 : -1;
      for (let i = 0; i < count; i++) {
        const mark = this.#marks[order === null ? i : (order[i] as number)] as number;
        values[i] = mark < 0 ? missing : mark;
      }
      return { type: this.type, values, ...nested };
    }
    const values = new Int32Array(count);
    for (let i = 0; i < count; i++)
      values[i] = this.#marks[order === null ? i : (order[i] as number)] as number;
    return { type: 'string', dictionary: places.compact(values), values, ...nested };
  }

  #nestedIn(order: Int32Array | null): { nested?: Map<number, NestedAttribute[]> } {
    if (this.#nested.size === 0) return {};
    if (order === null) return { nested: this.#nested };
    const moved = new Map<number, NestedAttribute[]>();
    for (let i = 0; i < order.length; i++) {
      const attributes = this.#nested.get(order[i] as number);
      if (attributes !== undefined) moved.set(i, attributes);
    }
    return moved.size === 0 ? {} : { nested: moved };
  }

  #mark(row: number, mark: number): void {
    if (row >= this.#marks.length) this.#grow(row);
    this.#marks[row] = mark;
    if (row > this.#last) this.#last = row;
  }

  #fits(type: ColumnType): boolean {
    if (this.type === null) this.type = type;
    return this.type === type;
  }

  /** Makes the column text. */
  #becomeText(): void {
    const before = this.type;
    this.type = 'string';
    if (before === null) return;
    const numeric = before === 'number' || before === 'date';
    const numbers = this.#numbers;
    const marks = this.#marks;
    if (numeric) {
      this.#marks = new Int32Array(numbers.length).fill(-1);
      this.#numbers = new Float64Array(0);
    }
    for (let row = 0; row <= this.#last; row++) {
      const text = numeric ? textOf(before, numbers[row] as number) : textOf(before, marks[row] as number);
      this.#marks[row] = text === null ? -1 : this.#pool.idOf(text);
    }
  }

  #grow(row: number): void {
    const numeric = this.type === 'number' || this.type === 'date';
    const before = numeric ? this.#numbers.length : this.#marks.length;
    if (row < before) return;
    const capacity = Math.max(FIRST_CAPACITY, row + 1, before * 2);
    this.#budget.left -= capacity - before;
    if (this.#budget.left < 0) {
      throw new AnalyticsError('source', 'has more attribute values (names × rows) than limits.cells allows');
    }
    if (numeric) {
      const grown = new Float64Array(capacity).fill(Number.NaN, before);
      grown.set(this.#numbers);
      this.#numbers = grown;
    } else {
      const grown = new Int32Array(capacity).fill(-1, before);
      grown.set(this.#marks);
      this.#marks = grown;
    }
  }
}

function textOf(type: ColumnType, value: number): string | null {
  if (type === 'number') return Number.isNaN(value) ? null : String(value);
  if (type === 'date') return Number.isNaN(value) ? null : formatTime(value);
  if (value < 0) return null;
  return type === 'boolean' ? String(value === 1) : '';
}
