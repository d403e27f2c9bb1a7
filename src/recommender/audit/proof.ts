/** One thing that is not as it must be, with its place. */
export interface RecommenderFinding {
  readonly kind: /** An event of a source that the log does not have. */
    | 'missing-event'
    /** An event of the log that its source does not have. */
    | 'extra-event'
    /** An event that says something else in the log than in its source. */
    | 'changed-event'
    /** A record that cannot be read and is not among the dead letters as it was. */
    | 'missing-dead-letter'
    /** A dead letter of no such record. */
    | 'extra-dead-letter'
    /** A count of a state that differs. */
    | 'changed-count'
    /** A digest or a number of a state that differs. */
    | 'changed-state'
    /** A state that cannot be read. */
    | 'damaged-state'
    /** A list that does not follow from the log at its own offset. */
    | 'changed-list'
    /** A user with events and no list. */
    | 'missing-list'
    /** A list of a user without events. */
    | 'extra-list'
    /** A user's latest events are in no list yet. */
    | 'stale-list'
    /** Source records that retention has removed: nothing to compare with. */
    | 'removed-records'
    /** An instance that did not answer. */
    | 'silent-instance';
  /** False: worth knowing, but nothing is wrong. */
  readonly failure: boolean;
  readonly message: string;
  readonly topic?: string;
  readonly partition?: number;
  readonly offset?: number;
  readonly user?: string;
  /** File or address of a state. */
  readonly state?: string;
  /** Log offset before which everything was taken into account. */
  readonly asOf?: number;
}

/** One source partition beside the log. */
export interface SourceProof {
  readonly topic: string;
  readonly partition: number;
  /** Offsets `[from, to)` that are still there and that the log covers. */
  readonly from: number;
  readonly to: number;
  readonly events: number;
  readonly broken: number;
  /** Records that say nothing to this recommender. */
  readonly skipped: number;
  /** Offsets that the log does not cover yet. */
  readonly lag: number;
}

/** One snapshot or instance beside the naive computation at its own offset. */
export interface StateProof {
  readonly state: string;
  readonly asOf: number;
  readonly shards: number;
  readonly counts: number;
  readonly digest: string;
  readonly expectedDigest: string;
  readonly differences: number;
}

/** `recommender verify -o json`: a documented interface (docs/recommender.md). */
export interface RecommenderProof {
  readonly version: 1;
  readonly ok: boolean;
  readonly name: string;
  readonly cluster: string;
  readonly log: {
    readonly topic: string;
    /** Offsets `[from, to)` that were read. */
    readonly from: number;
    readonly to: number;
    readonly events: number;
    /** Events that came again and count once. */
    readonly repeated: number;
    readonly users: number;
    readonly items: number;
    readonly forgotten: number;
  };
  readonly sources: readonly SourceProof[];
  readonly states: readonly StateProof[];
  readonly lists: {
    /** Written lists, each compared at its own offset. */
    readonly published: number;
    /** Lists of all users made from the states, and given by the instances. */
    readonly made: number;
    readonly different: number;
  };
  /** At most 20 of a kind; `more` counts the rest. */
  readonly findings: readonly RecommenderFinding[];
  readonly more: Readonly<Record<string, number>>;
}

const SHOWN = 20;

/** Gathers findings, the first of each kind whole, the rest as a number. */
export class Findings {
  readonly all: RecommenderFinding[] = [];
  readonly more: Record<string, number> = {};
  readonly #counts = new Map<string, number>();
  failed = false;

  add(finding: RecommenderFinding): void {
    const { kind, failure } = finding;
    this.failed ||= failure;
    const count = this.count(kind) + 1;
    this.#counts.set(kind, count);
    if (count <= SHOWN) this.all.push(finding);
    else this.more[kind] = count - SHOWN;
  }

  count(kind: RecommenderFinding['kind']): number {
    return this.#counts.get(kind) ?? 0;
  }
}
