/** Begins a task; its signal is aborted as soon as a sibling fails, or the whole is to end. */
type Start = <R>(task: (signal: AbortSignal) => Promise<R>) => Promise<R>;

/**
 * Runs tasks side by side, and ends only when every one of them has: `work` begins them with `start` and awaits what it
 * needs. The first that fails, or `signal`, aborts the signal of all; the first failure is thrown once all have ended.
 * So nothing that a task opened is still at work when the call is over.
 */
export async function together<T>(signal: AbortSignal, work: (start: Start) => Promise<T>): Promise<T> {
  const failed = new AbortController();
  const fail = (error: unknown) => failed.abort(error);
  const until = AbortSignal.any([signal, failed.signal]);
  const running: Promise<unknown>[] = [];
  const start: Start = (task) => {
    const begun = task(until);
    running.push(begun.catch(fail));
    return begun;
  };
  const result = work(start);
  await result.catch(fail);
  await Promise.all(running);
  if (failed.signal.aborted) throw failed.signal.reason;
  return result;
}

/** Does `work` with each of `items`, `limit` at a time, under the rules of `together`. */
export async function eachAtOnce<T>(
  limit: number,
  items: readonly T[],
  signal: AbortSignal,
  work: (item: T, signal: AbortSignal) => Promise<void>,
): Promise<void> {
  const queue = items.values();
  const worker = async (until: AbortSignal) => {
    for (const item of queue) {
      until.throwIfAborted();
      await work(item, until);
    }
  };
  await together(signal, async (start) => {
    await Promise.all(Array.from({ length: Math.min(limit, items.length) }, () => start(worker)));
  });
}

/**
 * What `work` brings, or the reason of `signal` at once when that is aborted first; `work` is then left to end by
 * itself.
 */
export async function unlessAborted<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> {
  signal.throwIfAborted();
  const aborted = Promise.withResolvers<never>();
  const give = () => aborted.reject(signal.reason);
  signal.addEventListener('abort', give);
  try {
    return await Promise.race([work(), aborted.promise]);
  } finally {
    signal.removeEventListener('abort', give);
  }
}
