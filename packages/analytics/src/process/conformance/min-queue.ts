/** A binary heap of numbers by a key, then a second key; smallest first. */
export class MinQueue {
  #key = new Float64Array(1024);
  #second = new Float64Array(1024);
  #value = new Int32Array(1024);
  #size = 0;

  get size(): number {
    return this.#size;
  }

  /** Key of the next value that `pop` gives. */
  get topKey(): number {
    return this.#key[0] as number;
  }

  clear(): void {
    this.#size = 0;
  }

  push(key: number, second: number, value: number): void {
    if (this.#size === this.#key.length) this.#grow();
    let at = this.#size++;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!this.#isBefore(key, second, parent)) break;
      this.#copy(parent, at);
      at = parent;
    }
    this.#set(at, key, second, value);
  }

  /** Takes out the value with the smallest key; the queue must not be empty. */
  pop(): number {
    const top = this.#value[0] as number;
    const last = --this.#size;
    if (last > 0) {
      const key = this.#key[last] as number;
      const second = this.#second[last] as number;
      let at = 0;
      for (;;) {
        let child = 2 * at + 1;
        if (child >= last) break;
        if (
          child + 1 < last &&
          this.#isBefore(this.#key[child + 1] as number, this.#second[child + 1] as number, child)
        )
          child++;
        if (!this.#isBefore(this.#key[child] as number, this.#second[child] as number, last)) break;
        this.#copy(child, at);
        at = child;
      }
      this.#set(at, key, second, this.#value[last] as number);
    }
    return top;
  }

  #isBefore(key: number, second: number, other: number): boolean {
    const otherKey = this.#key[other] as number;
    return key < otherKey || (key === otherKey && second < (this.#second[other] as number));
  }

  #copy(from: number, to: number): void {
    this.#set(to, this.#key[from] as number, this.#second[from] as number, this.#value[from] as number);
  }

  #set(at: number, key: number, second: number, value: number): void {
    this.#key[at] = key;
    this.#second[at] = second;
    this.#value[at] = value;
  }

  #grow(): void {
    const size = this.#size * 2;
    const [key, second, value] = [new Float64Array(size), new Float64Array(size), new Int32Array(size)];
    key.set(this.#key);
    second.set(this.#second);
    value.set(this.#value);
    [this.#key, this.#second, this.#value] = [key, second, value];
  }
}
