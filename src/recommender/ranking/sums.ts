/** Sums per item and their maximum; zeroed by the items that were touched, so that it is cheap to use again. */
export class Sums {
  #values = new Float64Array(1024);
  #items = new Int32Array(1024);
  #length = 0;
  maximum = 0;

  /** Adds a value above 0. */
  add(item: number, value: number): void {
    if (item >= this.#values.length) this.#grow(item);
    const before = this.#values[item] ?? 0;
    if (before === 0) this.#items[this.#length++] = item;
    const sum = before + value;
    this.#values[item] = sum;
    if (sum > this.maximum) this.maximum = sum;
  }

  get(item: number): number {
    return this.#values[item] ?? 0;
  }

  /** How many items have a sum. */
  get length(): number {
    return this.#length;
  }

  item(index: number): number {
    return this.#items[index] ?? -1;
  }

  clear(): void {
    for (let index = 0; index < this.#length; index++) this.#values[this.#items[index] ?? 0] = 0;
    this.#length = 0;
    this.maximum = 0;
  }

  #grow(item: number): void {
    const [values, items] = [new Float64Array(2 * item), new Int32Array(2 * item)];
    values.set(this.#values);
    items.set(this.#items);
    this.#values = values;
    this.#items = items;
  }
}
