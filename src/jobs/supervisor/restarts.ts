const FIRST_PAUSE = 1_000;
const LONGEST_PAUSE = 60_000;
/** A life this long counts as healthy: the next failure starts with the first pause again. */
const HEALTHY = 60_000;

/** Growing pauses between the lives of a process that keeps failing: 1, 2, 4 … 60 s. */
export class Restarts {
  /** How often it was started again. */
  count = 0;
  #pause = FIRST_PAUSE;

  /** How long to wait before the next life, after one of `lifetime` ms. */
  next(lifetime: number): number {
    this.count++;
    if (lifetime >= HEALTHY) this.#pause = FIRST_PAUSE;
    const pause = this.#pause;
    this.#pause = Math.min(LONGEST_PAUSE, pause * 2);
    return pause;
  }
}
