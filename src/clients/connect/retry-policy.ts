import type { Said } from './connect-error.ts';

/** What an answer (or none) says about the request that was sent. */
export type Verdict =
  /** The worker did nothing: the same request may be sent again. */
  | 'refused'
  /** It may have been done: look before sending a write again. */
  | 'unknown'
  /** The answer is no. */
  | 'final';

interface Rule {
  readonly status: number;
  /** What Connect's message must contain; absent: any. */
  readonly says?: RegExp;
  /** Whether the answer must be in Connect's own words; absent: either. */
  readonly own?: boolean;
  readonly verdict: Verdict;
}

/**
 * Connect's answers in the order they are tried. 409 alone has four meanings, and a 500 may be a rebalance that is
 * about to start, a request that timed out inside the worker (and may still be carried out), or a plain no.
 */
const rules: readonly Rule[] = [
  { status: 409, says: /already exists/i, verdict: 'final' },
  { status: 409, says: /conflicting operation|no known leader|stale config|rebalanc/i, verdict: 'refused' },
  { status: 500, says: /rebalance is expected/i, verdict: 'refused' },
  { status: 500, says: /tasks haven.t stopped completely|zombie sink tasks/i, verdict: 'refused' },
  { status: 500, says: /failed to find any class|more than one connector matches/i, verdict: 'final' },
  { status: 500, verdict: 'unknown' },
  // A worker listens before its REST API is in place: until then its web server knows no path at all.
  { status: 404, own: false, verdict: 'refused' },
  { status: 429, verdict: 'refused' },
  { status: 502, verdict: 'unknown' },
  { status: 503, says: /still starting up/i, verdict: 'refused' },
  { status: 503, verdict: 'unknown' },
  { status: 504, verdict: 'unknown' },
];

export function judge(status: number, { message, own }: Said): Verdict {
  const fits = (rule: Rule) =>
    rule.status === status && (rule.says?.test(message) ?? true) && (rule.own === undefined || rule.own === own);
  return rules.find(fits)?.verdict ?? 'final';
}

/** Socket errors after which the request cannot have reached the worker. */
const neverSent = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH']);
/** Socket errors after which it may have; any other (a certificate, an oversized answer) will not mend itself. */
const maybeSent = new Set(['ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ECONNABORTED', 'ERR_CANCELED']);

export function judgeSilence(code: string | undefined): Verdict {
  if (code === undefined) return 'final';
  if (neverSent.has(code)) return 'refused';
  return maybeSent.has(code) ? 'unknown' : 'final';
}

export interface RetryPolicy {
  /** Milliseconds that one attempt may take, body included. */
  readonly attempt: number;
  /** Milliseconds after the first attempt began at which no further one starts. */
  readonly deadline: number;
  /** The same while no request of this transport has ever been answered: nobody waits a minute for a wrong address. */
  readonly firstContact: number;
  /**
   * Milliseconds for which a worker may know nothing of a connector that was shown to us: those that have not read the
   * log so far must catch up within `worker.sync.timeout.ms` (3 s), or leave the group and read it anew.
   */
  readonly behind: number;
  /** Attempts that may end `unknown` with an answer of the worker: a 500 it repeats is a no. */
  readonly unknownAnswers: number;
  /** Milliseconds of the first pause, which doubles up to `longestPause`. */
  readonly firstPause: number;
  readonly longestPause: number;
}

export const defaultPolicy: RetryPolicy = {
  attempt: 30_000,
  deadline: 60_000,
  firstContact: 5_000,
  behind: 8_000,
  unknownAnswers: 4,
  firstPause: 200,
  longestPause: 3_000,
};

/** Milliseconds before attempt `retry` + 1 (from 1): doubling, the upper half at random so that callers spread. */
export function pause(policy: RetryPolicy, retry: number, random: () => number): number {
  const longest = Math.min(policy.longestPause, policy.firstPause * 2 ** (retry - 1));
  return longest / 2 + (longest / 2) * random();
}
