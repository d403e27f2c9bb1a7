/** What one look at a part of the cluster brought, or why it could not be looked at. */
export type Look<T> = { readonly seen: readonly T[] } | { readonly why: string };

/** A connector of a pipeline as conditions see it. */
export interface ObservedConnector {
  readonly name: string;
  /** `partly-failed` is `failed` here; `waiting` only where it has waited for too long. */
  readonly state: 'well' | 'failed' | 'no-tasks' | 'waiting';
  /** Of one that is not well: which of its tasks, and why. */
  readonly why: string;
  /** Of sinks, by partition, in committed records. */
  readonly lag: readonly { readonly topic: string; readonly partition: number; readonly lag: number }[];
  /** Where its rejected records go, and how many have ever gone there. */
  readonly deadLetters?: { readonly topic: string; readonly written: number };
  /** Since when a task that runs has not reported, as an ISO instant. */
  readonly silent?: string;
  /** Why nobody may count on what it stores. */
  readonly notVerified?: string;
}

/** A hosted job of a pipeline as conditions see it. */
export interface ObservedJob {
  readonly name: string;
  readonly state: 'well' | 'failed' | 'silent';
  /** Why it failed; who was last heard, and when, of one that is silent. */
  readonly why: string;
  /** What it has not covered yet; absent where it does not tell. */
  readonly lag?: number;
  readonly notVerified?: string;
}

/** One look at everything of a pipeline. */
export interface Observation {
  readonly connectors: Look<ObservedConnector>;
  readonly jobs: Look<ObservedJob>;
}

/** Looks at the connectors and jobs of a pipeline as they are now. */
export type Observe = (pipeline: string, signal: AbortSignal) => Promise<Observation>;
