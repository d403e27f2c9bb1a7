/** One thing that is not as it must be, or worth knowing, with its place. */
export interface AlertFinding {
  readonly kind: /** An alert that the events make, and its topic does not have. */
    | 'missing'
    /** An alert in the topic that no events make. */
    | 'extra'
    /** An alert that says something else than the events. */
    | 'different'
    /** A record of a topic of alerts that is none. */
    | 'no-alert'
    /** Alerts of a rule as it was before, of which only the triggers can be checked. */
    | 'earlier'
    /** The job counted something else than the recomputation. */
    | 'miscounted'
    /** Nothing can be said: retention has removed events. */
    | 'unchecked'
    /** The job has not come as far as the topic goes. */
    | 'behind'
    /** A rule that no event has matched. */
    | 'never-matched'
    /** Events that rules could not read. */
    | 'unreadable'
    /** Values of `per` that were given up. */
    | 'evicted';
  /** False: worth knowing, but nothing is wrong. */
  readonly failure: boolean;
  readonly message: string;
  readonly rule?: string;
  readonly topic?: string;
  readonly partition?: number;
  readonly offset?: number;
}

/** One partition that was read again. */
export interface AlertSource {
  readonly topic: string;
  readonly partition: number;
  /** Offsets `[from, to)`. */
  readonly from: number;
  readonly to: number;
  readonly records: number;
  readonly unreadable: number;
  /** Offsets that the job has not covered yet: alerts of them may be missing. */
  readonly lag: number;
}

/** One rule beside its recomputation. */
export interface RuleProof {
  readonly rule: string;
  readonly topic: string;
  readonly to: string;
  /** Events that match it. */
  readonly matched: number;
  /** Alerts that the events make, and how many of them the topic has as they must be. */
  readonly expected: number;
  readonly found: number;
  readonly missing: number;
  readonly extra: number;
  readonly different: number;
  /** Alerts in the topic of a rule that had this name and was another. */
  readonly earlier: number;
}

/** `alerts verify -o json`: a documented interface (docs/alerts.md). */
export interface AlertsProof {
  readonly version: 1;
  readonly ok: boolean;
  readonly name: string;
  readonly cluster: string;
  readonly sources: readonly AlertSource[];
  readonly rules: readonly RuleProof[];
  /** At most 20 of a kind; `more` counts the rest. */
  readonly findings: readonly AlertFinding[];
  readonly more: Readonly<Record<string, number>>;
}

const SHOWN = 20;

/** Gathers findings, the first of each kind whole, the rest as a number. */
export class AlertFindings {
  readonly all: AlertFinding[] = [];
  readonly more: Record<string, number> = {};
  failed = false;

  add(finding: AlertFinding): void {
    const { kind, failure } = finding;
    this.failed ||= failure;
    if (this.all.filter((one) => one.kind === kind).length < SHOWN) this.all.push(finding);
    else this.more[kind] = (this.more[kind] ?? 0) + 1;
  }
}
