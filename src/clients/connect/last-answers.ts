/** Where an answer is so long, a look every two seconds makes more garbage than all else together. Characters. */
const LONG = 32 * 1024;

/**
 * The last long answer to each path, as text and as what it was read to: what has not changed is read once, so that who
 * looks again and again keeps little memory. Its values are shared, and nobody may change them.
 */
export class LastAnswers {
  readonly #last = new Map<string, { readonly text: string; readonly value: unknown }>();

  /** What `read` makes of the text, or made of the same text last time. */
  of(path: string, text: string, read: (text: string) => unknown): unknown {
    const last = this.#last.get(path);
    if (last?.text === text) return last.value;
    const value = read(text);
    if (text.length >= LONG) this.#last.set(path, { text, value });
    else this.#last.delete(path);
    return value;
  }
}
