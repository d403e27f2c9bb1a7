import { instantOf } from '../../base/time.ts';
import { isRecord } from '../../base/values.ts';
import type { Clients } from '../../clients/clients.ts';
import type { LiveConnector } from '../../clients/connect/model.ts';
import { latestValues } from '../../clients/kafka/latest.ts';
import { readMark } from '../compile/mark.ts';

/** Where the tasks of our connectors report, under the key `NAME/TASK` (docs/status.md). */
export const CONNECTOR_STATUS = '_pipeline.connectors.status';

/** Tasks report at every change and every 5 s; one that was silent for so many milliseconds says nothing of now. */
const oldest = 20_000;

/** What a task of a connector last reported of itself. */
export interface TaskReport {
  readonly version: 1;
  /** The connector's. */
  readonly name: string;
  readonly task: number;
  /** Of the configuration that it runs, as in the connector's mark; empty where that has none. */
  readonly digest: string;
  /** `STOPPED`: its last report. */
  readonly state: string;
  /** ISO instants: of its start, and of this report. */
  readonly started: string;
  readonly time: string;
  /** Why nothing, or not everything, moves; absent while all is well. */
  readonly waits?: string;
  /** ISO instants: since when it waits, and when it tries next. */
  readonly since?: string;
  readonly next?: string;
  /** Answers or records it could make nothing of, by reason. */
  readonly skipped?: Readonly<Record<string, number>>;
  /**
   * Since its start: `records` made or stored, `deadLettered`, `tombstones` counted, `skipped`; `rate` in records per
   * second over the last minute.
   */
  readonly metrics: Readonly<Record<string, number>>;
}

const isInstantText = (value: unknown) => typeof value === 'string' && instantOf(value) !== undefined;

function isTaskReport(value: unknown): value is TaskReport {
  return (
    isRecord(value) &&
    value.version === 1 &&
    Number.isInteger(value.task) &&
    ['name', 'digest', 'state'].every((key) => typeof value[key] === 'string') &&
    ['started', 'time'].every((key) => isInstantText(value[key])) &&
    ['since', 'next'].every((key) => value[key] === undefined || isInstantText(value[key])) &&
    (value.waits === undefined || typeof value.waits === 'string') &&
    [value.metrics, value.skipped ?? {}].every(
      (counts) => isRecord(counts) && Object.values(counts).every((count) => typeof count === 'number'),
    )
  );
}

export const reportKey = ({ name, task }: Pick<TaskReport, 'name' | 'task'>): string => `${name}/${task}`;

/** Everything that tasks have reported, of connectors that are gone too. */
export async function readTaskReports(clients: Clients): Promise<readonly TaskReport[]> {
  return latestValues(await clients.records(), CONNECTOR_STATUS, isTaskReport);
}

/**
 * Whether the tasks of a connector report: they find Kafka through an interceptor of ours in the client that the worker
 * gives them.
 */
export function doesReport({ config }: Pick<LiveConnector, 'config'>): boolean {
  return ['consumer', 'producer'].some((client) =>
    config[`${client}.override.interceptor.classes`]?.startsWith('pipeline.connect.'),
  );
}

/** The reports of the tasks that a connector has now, of the configuration that it has now. */
export function reportsOf(live: LiveConnector, reports: readonly TaskReport[]): readonly TaskReport[] {
  const digest = readMark(live)?.digest ?? '';
  const tasks = new Set(live.tasks.map(({ id }) => id));
  return reports.filter((report) => report.name === live.name && report.digest === digest && tasks.has(report.task));
}

const isFresh = ({ time }: Pick<TaskReport, 'time'>, now: number) => now - (instantOf(time) ?? 0) <= oldest;

/** Whether the task runs and speaks for itself. `now`: milliseconds since the epoch. */
export function isSpeaking(report: Pick<TaskReport, 'state' | 'time'>, now: number): boolean {
  return report.state === 'RUNNING' && isFresh(report, now);
}

/** When a task that runs was last heard, where that is too long ago. */
export function silentSince(live: LiveConnector, reports: readonly TaskReport[], now: number): string | undefined {
  const running = new Set(live.tasks.filter(({ state }) => state === 'RUNNING').map(({ id }) => id));
  return reports.find((report) => running.has(report.task) && !isFresh(report, now))?.time;
}

/** Of what each of the tasks counts, together; null where none tells. */
export function sumOf(reports: readonly TaskReport[], metric: string): number | null {
  if (reports.length === 0) return null;
  return reports.reduce((sum, { metrics }) => sum + (metrics[metric] ?? 0), 0);
}
