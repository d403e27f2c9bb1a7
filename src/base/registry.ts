import { UsageError } from './errors.ts';

/** All plug-ins of one sort by name, in the order in which messages and docs name them. */
export class Registry<T extends { readonly name: string }> {
  readonly #noun: string;
  #all: readonly T[];

  /** `noun`: what one is called in messages, e.g. `kind`. */
  constructor(noun: string, all: readonly T[]) {
    this.#noun = noun;
    this.#all = all;
  }

  get all(): readonly T[] {
    return this.#all;
  }

  /** Adds one beside those of this tool, until the result is called. A name that is taken is a UsageError. */
  add(one: T): () => void {
    if (this.find(one.name) !== undefined) throw new UsageError(`There is already a ${this.#noun} \`${one.name}\``);
    this.#all = [...this.#all, one];
    return () => {
      this.#all = this.#all.filter((other) => other !== one);
    };
  }

  find(name: string): T | undefined {
    return this.#all.find((one) => one.name === name);
  }

  /** The one called `name`; UsageError when there is none. */
  named(name: string): T {
    const found = this.find(name);
    if (found === undefined) throw new UsageError(`There is no ${this.#noun} \`${name}\``);
    return found;
  }
}
