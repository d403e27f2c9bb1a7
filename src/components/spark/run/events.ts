import { isRecord } from '../../../base/values.ts';
import { type YarnWaiting, yarnWaitingMembers } from '../../../jobs/yarn-waiting.ts';

/** What the runner says, one JSON object per line (docs/spark.md). */
export type SparkEvent =
  | { readonly event: 'running' }
  | { readonly event: 'step'; readonly message: string }
  /** On YARN, for `its master` or for `executors`. */
  | ({ readonly event: 'waiting'; readonly application: string; readonly wanted: string } & YarnWaiting)
  | {
      readonly event: 'progress';
      readonly query: string;
      readonly batch: number;
      readonly records: number;
      readonly rate: number;
      readonly lag: number;
    }
  | ({ readonly event: 'finished' } & Readonly<Record<string, unknown>>)
  | { readonly event: 'checked'; readonly columns: readonly string[] }
  | {
      readonly event: 'refused';
      readonly reason: string;
      /** Of the SQL, from 1. */
      readonly line?: number;
      readonly column?: number;
      /** The word of the job that is refused, when it is not `sql`. */
      readonly word?: 'history' | 'als';
    }
  /** `managerAway`: YARN does not answer. */
  | { readonly event: 'failed' | 'managerAway'; readonly reason: string };

/** Members that an event must have, by their types. */
const members: Readonly<Record<SparkEvent['event'], Readonly<Record<string, 'string' | 'number' | 'object'>>>> = {
  running: {},
  step: { message: 'string' },
  waiting: { application: 'string', wanted: 'string', ...yarnWaitingMembers },
  progress: { query: 'string', batch: 'number', records: 'number', rate: 'number', lag: 'number' },
  finished: {},
  checked: { columns: 'object' },
  refused: { reason: 'string' },
  failed: { reason: 'string' },
  managerAway: { reason: 'string' },
};

function isEvent(value: unknown): value is SparkEvent {
  if (!isRecord(value) || typeof value.event !== 'string') return false;
  const wanted = Object.entries(members).find(([event]) => event === value.event)?.[1];
  return wanted !== undefined && Object.entries(wanted).every(([name, type]) => typeof value[name] === type);
}

/** The event that a line of the runner's output is; undefined for anything else. */
export function parseEvent(line: string): SparkEvent | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return isEvent(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
