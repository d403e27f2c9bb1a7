/** What was read, until a mark says that it may be otherwise. */
export class Kept<T> {
  #last: { readonly mark: string; readonly value: T } | undefined;

  async read(mark: string, read: () => Promise<T>): Promise<T> {
    if (this.#last?.mark === mark) return this.#last.value;
    const value = await read();
    this.#last = { mark, value };
    return value;
  }
}
