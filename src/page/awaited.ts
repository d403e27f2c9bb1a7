/** What is being waited for, in words. */
export class Awaited {
  readonly #open = new Set<string>();

  /** What `asked` brings; until then `words` say what it lacks. */
  async of<T>(words: string, asked: Promise<T>): Promise<T> {
    this.#open.add(words);
    try {
      return await asked;
    } finally {
      this.#open.delete(words);
    }
  }

  get text(): string {
    return this.#open.size === 0 ? 'the cluster has not been reached' : [...this.#open].join(', and ');
  }
}
