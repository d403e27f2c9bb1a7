import type { OffsetRow } from './connector.ts';

/** What a connector or job can be told from the page. `restart-failed`: only what failed. */
export const verbs = ['restart', 'restart-failed', 'pause', 'resume', 'stop'] as const;
export type Verb = (typeof verbs)[number];

/** What would be done: shown first, and done only as it was shown. */
export interface Intent {
  readonly verb: Verb;
  readonly name: string;
  /** What a write must bring: it stands for all that is told here, and for what it is about as it was then. */
  readonly seal: string;
  readonly sentences: readonly string[];
  /** The same by hand. */
  readonly command: string;
  /** Where it goes on from, as Connect keeps it; none of jobs. */
  readonly offsets: readonly OffsetRow[];
}
