import { type Point, ratePoints, thinned } from '../../acceptance/course.ts';
import type { Plot } from '../../acceptance/report.ts';
import { InterruptedError } from '../../base/errors.ts';
import { isInstant } from '../../base/time.ts';
import { together } from '../../base/together.ts';
import type { Clients } from '../../clients/clients.ts';
import { committedRecords } from '../../clients/kafka/committed.ts';
import { heeding } from '../../clients/kafka/reader.ts';
import type { DesiredState } from '../../pipeline/compile/desired.ts';
import { connectorItems } from '../../pipeline/status/inventory.ts';
import { lagOf } from '../../pipeline/status/lag.ts';
import { withClients } from '../shared/clients.ts';
import type { Stage } from './asked.ts';

/** Between two looks at the lag, in milliseconds, and so many times as long as a look takes. */
const [PAUSE, SHARE] = [1_000, 4];

/** Does `work`, and looks meanwhile how many records the sinks are behind, all together. */
export async function lagDuring<T>(
  { context, options }: Stage,
  { connectors }: DesiredState,
  work: () => Promise<T>,
): Promise<{ readonly result: T; readonly plots: readonly Plot[] }> {
  const sinks = new Set(connectors.filter(({ role }) => role === 'sink').map(({ name }) => name));
  if (sinks.size === 0) return { result: await work(), plots: [] };
  const samples: Point[] = [];
  const done = new AbortController();
  const { clock } = context;
  const result = await withClients(context, options, (clients) =>
    together(context.signal, async (start) => {
      const sampling = start(async (failed) => {
        const signal = AbortSignal.any([failed, done.signal]);
        while (!signal.aborted) {
          const at = clock.now();
          const value = await totalLag(sinks, clients);
          if (value !== undefined) samples.push({ at, value });
          await clock.sleep(Math.max(PAUSE, SHARE * (clock.now() - at)), signal).catch(() => {});
        }
      });
      const result = await start(work).finally(() => done.abort());
      await sampling;
      return result;
    }),
  );
  const title = 'Lag of all sinks together, from the first look to the proof';
  return { result, plots: [{ kind: 'line', title, unit: 'records', points: thinned(samples) }] };
}

/** Undefined while it cannot be told: the work beside it says what is wrong. */
async function totalLag(sinks: ReadonlySet<string>, clients: Clients): Promise<number | undefined> {
  try {
    const [admin, records] = await Promise.all([clients.admin(), clients.records()]);
    const existing = await admin.listTopics();
    const items = (await connectorItems(clients)).filter(({ name }) => sinks.has(name));
    const lags = items.map(async (item) => {
      const partitions = item.kind === 'connector' ? await lagOf(item.live, admin, records, existing) : [];
      return partitions.reduce((sum, { lag }) => sum + lag, 0);
    });
    return (await Promise.all(lags)).reduce((sum, lag) => sum + lag, 0);
  } catch (error) {
    if (error instanceof InterruptedError) throw error;
    return undefined;
  }
}

/** Events per second of each topic, by the timestamps of all of its records. */
export async function rates({ context, options }: Stage, topics: readonly string[]): Promise<readonly Plot[]> {
  return withClients(context, options, async (clients) => {
    const kafka = heeding(await clients.records(), context.signal);
    const plots: Plot[] = [];
    for (const topic of topics) {
      const bySecond = new Map<number, number>();
      for (const partition of (await kafka.partitions(topic)) ?? []) {
        const { start: from, end: to } = await kafka.bounds(topic, partition);
        for await (const { timestamp } of committedRecords(kafka, topic, partition, { from, to })) {
          if (!isInstant(timestamp)) continue;
          const second = Math.floor(timestamp / 1_000);
          bySecond.set(second, (bySecond.get(second) ?? 0) + 1);
        }
      }
      const title = `Events per second of ${topic}, by the timestamps of its records`;
      plots.push({ kind: 'line', title, unit: 'events/s', points: ratePoints(bySecond) });
    }
    return plots;
  });
}
