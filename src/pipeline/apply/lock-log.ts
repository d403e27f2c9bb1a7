/** One record of the lock topic, with the broker's own time of its arrival (LogAppendTime). */
export interface LockEntry {
  readonly kind: 'claim' | 'renew' | 'release';
  /** UUID of one run of the tool. */
  readonly id: string;
  /** For people: `apply, user@host, process 123`. */
  readonly holder: string;
  /** Milliseconds since the epoch, by the broker. */
  readonly time: number;
}

export interface Holding {
  readonly id: string;
  readonly holder: string;
  /** Milliseconds since the epoch, by the broker, from which a claim of another run succeeds. */
  readonly expires: number;
}

/**
 * Who holds the lock after these entries, in log order. The log orders the claims and the broker's clock is the only
 * one that counts, so every reader comes to the same answer: a claim succeeds where nobody holds the lock or the
 * holder has been silent for `lease` milliseconds; a renewal counts only for the holder.
 */
export function holderAfter(entries: readonly LockEntry[], lease: number): Holding | undefined {
  let held: Holding | undefined;
  for (const { kind, id, holder, time } of entries) {
    const own = held?.id === id;
    if (kind === 'release') held = own ? undefined : held;
    else if (own || (kind === 'claim' && (held === undefined || held.expires <= time))) {
      held = { id, holder, expires: time + lease };
    }
  }
  return held;
}
