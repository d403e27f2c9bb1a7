import { jobError } from '../../jobs/registry/job-error.ts';
import { isFresh, type JobStatus } from '../../jobs/registry/jobs.ts';
import type { DescribedInstance } from '../http/instances.ts';
import { countersDigest } from '../model/digest.ts';
import type { StateFolder } from '../state/state-folder.ts';

/** `recommender state -o json`; documented in docs/recommender.md. */
export interface DescribedState {
  /** What the host said last; `UNKNOWN` when it has been silent for 20 s. */
  readonly host: {
    readonly state: string;
    readonly restarts: number;
    readonly metrics: JobStatus['metrics'];
    /** Why it failed last, while it is not running again. */
    readonly error?: string;
  } | null;
  /** What runs now, as each says itself. */
  readonly instances: readonly DescribedInstance[];
  /** The newest readable snapshot on this machine. */
  readonly snapshot: {
    readonly spec: string;
    /** Next offset of the log. */
    readonly applied: number;
    /** Next offset of each source partition, by `topic-partition`. */
    readonly covered: Readonly<Record<string, number>>;
    readonly events: number;
    readonly duplicates: number;
    readonly broken: number;
    readonly users: number;
    /** Users who were given up for others, in all. */
    readonly evicted: number;
    readonly items: number;
    readonly pairs: number;
    readonly sequences: number;
    /** Commutative digest of all counters. */
    readonly digest: string;
  } | null;
  readonly damaged: readonly string[];
  readonly folder: string;
}

/** Reads a recommender's snapshot and what its host reported. */
export function describeState(
  status: JobStatus | undefined,
  instances: readonly DescribedInstance[],
  folder: StateFolder,
  now: number,
): DescribedState {
  const { snapshots, damaged } = folder.read();
  const [snapshot] = snapshots;
  const error = status === undefined ? undefined : jobError(status);
  return {
    host:
      status === undefined
        ? null
        : {
            state: isFresh(status, now) ? status.state : 'UNKNOWN',
            restarts: status.restarts,
            metrics: status.metrics,
            ...(error !== undefined && { error }),
          },
    instances,
    snapshot:
      snapshot === undefined
        ? null
        : {
            spec: snapshot.digest,
            applied: snapshot.progress.applied,
            covered: Object.fromEntries([...snapshot.progress.covered].map(([key, to]) => [key.replace(' ', '-'), to])),
            events: snapshot.progress.events,
            duplicates: snapshot.progress.duplicates,
            broken: snapshot.progress.broken,
            users: snapshot.model.totals.users,
            evicted: snapshot.model.evicted,
            items: snapshot.model.items.size,
            pairs: snapshot.model.counters.pairs.size / 2,
            sequences: snapshot.model.counters.sequences.size,
            digest: countersDigest(snapshot.model),
          },
    damaged,
    folder: folder.path,
  };
}
