import type { Clock } from '../base/context.ts';
import { pause } from '../base/until.ts';

/** How a reading stands: what it last brought, and what keeps it from bringing more. */
export interface Looked<T> {
  readonly value?: T;
  /** Milliseconds since the epoch at which `value` was read. */
  readonly at?: number;
  /** Why the last try failed; absent after one that did not. */
  readonly error?: unknown;
  /** Milliseconds since the epoch since which a try goes on; absent when none does. */
  readonly since?: number;
}

/**
 * Something that is read again and again for many viewers at once: at most one try runs at a time, and what it brought
 * is shared until it is older than `fresh` milliseconds.
 */
export class Reading<T> {
  readonly #read: () => Promise<T>;
  readonly #clock: Clock;
  readonly #fresh: number;
  #value: { readonly value: T; readonly at: number } | undefined;
  #error: { readonly error: unknown } | undefined;
  #tried = Number.NEGATIVE_INFINITY;
  #running: { readonly since: number; readonly done: Promise<void> } | undefined;

  constructor(clock: Clock, fresh: number, read: () => Promise<T>) {
    this.#clock = clock;
    this.#fresh = fresh;
    this.#read = read;
  }

  /** Starts a try where what is there is too old, and waits for it, but no longer than `patience` milliseconds. */
  async look(patience: number, signal: AbortSignal): Promise<Looked<T>> {
    if (this.#running === undefined && this.#clock.now() - this.#tried >= this.#fresh) this.#start();
    if (this.#running !== undefined && patience > 0) {
      const ended = new AbortController();
      const late = pause(this.#clock, patience, AbortSignal.any([signal, ended.signal]));
      await Promise.race([this.#running.done, late]);
      ended.abort();
    }
    return this.last();
  }

  /** What there is without waiting. */
  last(): Looked<T> {
    return {
      ...this.#value,
      ...this.#error,
      ...(this.#running === undefined ? {} : { since: this.#running.since }),
    };
  }

  /** What is there is taken for old: the next look reads anew. */
  expire(): void {
    this.#tried = Number.NEGATIVE_INFINITY;
  }

  #start(): void {
    const since = this.#clock.now();
    this.#tried = since;
    const done = this.#read()
      .then((value) => {
        this.#value = { value, at: this.#clock.now() };
        this.#error = undefined;
      })
      .catch((error: unknown) => {
        this.#error = { error };
      })
      .finally(() => {
        this.#running = undefined;
      });
    this.#running = { since, done };
  }
}

/** Readings of many things by name, those that nobody looked at for long forgotten. */
export class Readings<T> {
  readonly #make: (name: string) => Reading<T>;
  readonly #most: number;
  readonly #kept = new Map<string, Reading<T>>();

  constructor(most: number, make: (name: string) => Reading<T>) {
    this.#most = most;
    this.#make = make;
  }

  of(name: string): Reading<T> {
    const found = this.#kept.get(name) ?? this.#make(name);
    this.#kept.delete(name);
    this.#kept.set(name, found);
    for (const oldest of this.#kept.keys()) {
      if (this.#kept.size <= this.#most) break;
      this.#kept.delete(oldest);
    }
    return found;
  }

  expire(): void {
    for (const reading of this.#kept.values()) reading.expire();
  }
}
