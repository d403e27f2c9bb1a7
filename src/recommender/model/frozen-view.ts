/**
 * Numbered things as they are at one moment, read one after the other while they go on changing: whoever changes one
 * calls `keep` first, which reads it early (copy on write).
 */
export class FrozenView<T> {
  readonly #count: number;
  readonly #read: (number: number) => T;
  /** What changed before its turn came. */
  readonly #kept = new Map<number, T>();
  #next = 0;

  /** Of the things 0 … `count` − 1; `read` must copy what may change. */
  constructor(count: number, read: (number: number) => T) {
    this.#count = count;
    this.#read = read;
  }

  /** Must be called before the thing with this number changes. */
  keep(number: number): void {
    if (number < this.#next || number >= this.#count || this.#kept.has(number)) return;
    this.#kept.set(number, this.#read(number));
  }

  /** Whether all were taken: changes mean nothing any more. */
  get done(): boolean {
    return this.#next === this.#count;
  }

  /** All of them, in the order of their numbers; may be gone through once. */
  *[Symbol.iterator](): Generator<T> {
    while (!this.done) {
      const number = this.#next;
      const kept = this.#kept.get(number) ?? this.#read(number);
      this.#kept.delete(number);
      this.#next++;
      yield kept;
    }
  }
}

/**
 * The view to keep for from now on. Throws RangeError where the one before is still being read: it would miss changes.
 */
export function oneAtATime<T>(before: FrozenView<unknown> | undefined, view: FrozenView<T>): FrozenView<T> {
  if (before?.done === false) throw new RangeError('the view before is not read to its end');
  return view;
}
