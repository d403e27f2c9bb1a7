import { instantOf } from '../../base/time.ts';
import type { Clients } from '../../clients/clients.ts';
import { isSpeaking, readTaskReports, reportsOf, type TaskReport } from './task-reports.ts';

/** Waiting longer than so many milliseconds, somebody has to look. */
const patience = 60_000;

const instant = (text: string) => instantOf(text) ?? 0;

/** What keeps a connector whose tasks all run from moving records. */
export interface Waiting {
  readonly reason: string;
  /** ISO instants. */
  readonly since: string;
  readonly next?: string;
  /** Whether somebody has to do something: it has waited for a minute, or made nothing out of anything it was given. */
  readonly long: boolean;
}

/**
 * What the tasks of a connector wait for, the longest wait of all; undefined where none does. `now`: milliseconds since
 * the epoch.
 */
export function waitingOf(reports: readonly TaskReport[], now: number): Waiting | undefined {
  const all = reports.filter((report) => isSpeaking(report, now)).flatMap(waitOf(now));
  return all.toSorted((a, b) => Number(b.long) - Number(a.long) || instant(a.since) - instant(b.since))[0];
}

const waitOf =
  (now: number) =>
  ({ waits, since, next, started, metrics: { records = 0, skipped = 0 } }: TaskReport): readonly Waiting[] => {
    if (waits === undefined) return [];
    const begin = since ?? started;
    const long = now - instant(begin) > patience || (skipped > 0 && records === 0);
    return [{ reason: waits, since: begin, ...(next === undefined ? {} : { next }), long }];
  };

/** The connectors of a cluster that wait, by name. `now`: milliseconds since the epoch. */
export async function waitingConnectors(clients: Clients, now: number): Promise<ReadonlyMap<string, Waiting>> {
  const [connectors, reported] = await Promise.all([clients.connect.connectors(), readTaskReports(clients)]);
  const found = new Map<string, Waiting>();
  for (const live of connectors) {
    const waiting = waitingOf(reportsOf(live, reported), now);
    if (waiting !== undefined) found.set(live.name, waiting);
  }
  return found;
}
