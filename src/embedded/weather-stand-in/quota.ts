const minute = 60_000;

/** Calls per key in whole minutes. */
export class Quota {
  private readonly limit: number;
  private current = 0;
  private readonly calls = new Map<string, number>();

  constructor(limit: number) {
    this.limit = limit;
  }

  /** Counts a call; the seconds to wait when it is one too many. */
  exceeded(key: string, now: number): number | undefined {
    const window = Math.floor(now / minute);
    if (window !== this.current) {
      this.current = window;
      this.calls.clear();
    }
    const calls = (this.calls.get(key) ?? 0) + 1;
    this.calls.set(key, calls);
    return calls > this.limit ? Math.ceil(((window + 1) * minute - now) / 1_000) : undefined;
  }
}
