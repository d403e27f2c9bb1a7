import { healthRoute } from './http/health.ts';
import { type Metric, metricsRoute } from './http/metrics.ts';
import { recommendationsRoute } from './http/recommendations.ts';
import { rowsRoute } from './http/rows-route.ts';
import type { Route } from './http/server.ts';
import { similarRoute } from './http/similar.ts';
import { stateRoute } from './http/state.ts';
import type { RecommenderInstance } from './instance.ts';
import type { Leading } from './log/leading.ts';

/** Everything that an instance answers over HTTP. */
export function instanceRoutes(name: string, instance: RecommenderInstance, leading: Leading): Route[] {
  return [
    rowsRoute(instance.answers),
    recommendationsRoute(instance.answers),
    similarRoute(instance.answers),
    stateRoute(instance.answers),
    healthRoute(() => ({ ok: instance.caughtUp, state: instance.caughtUp ? 'RUNNING' : 'STARTING' })),
    metricsRoute(name, () => metricsOf(instance, leading)),
  ];
}

const counter = (name: string, help: string, value: number): Metric => ({ name, help, type: 'counter', value });
const gauge = (name: string, help: string, value: number): Metric => ({ name, help, type: 'gauge', value });

/** The figures of one instance. */
function metricsOf(instance: RecommenderInstance, leading: Leading): Metric[] {
  const { progress, learner, share, shares, waiting, written, logLag } = instance;
  const { model } = learner ?? {};
  return [
    counter('events_total', 'Events counted since the log began.', progress.events),
    counter('duplicate_events_total', 'Events that were in the log again and were left out.', progress.duplicates),
    counter('broken_events_total', 'Events that could not be read and went to the dead letters.', progress.broken),
    counter('lists_written_total', 'Lists that this process has written.', written),
    gauge('lists_waiting', 'Users whose list is to be looked at.', waiting),
    gauge('log_offset', 'Next offset of the log.', progress.applied),
    gauge('log_lag', 'Records of the log that are not learned yet.', logLag),
    gauge(
      'source_lag',
      'Offsets of the sources that are not in the log yet, at the instance that writes it.',
      leading.lag,
    ),
    counter('evicted_users_total', 'Users who were given up for others, as `limits` says.', model?.evicted ?? 0),
    gauge('users', 'Users with events.', model?.totals.users ?? 0),
    gauge('items', 'Items with events.', model?.items.size ?? 0),
    gauge('pairs', 'Pairs of items that this instance counts.', (model?.counters.pairs.size ?? 0) / 2),
    gauge('counter_bytes', 'Memory of the rows of counts.', countersBytes(instance)),
    gauge('shards', 'Shards of items whose rows this instance keeps.', share?.shards.length ?? 0),
    gauge(
      'partitions',
      'Partitions of the recommendations topic that this instance writes.',
      share?.partitions.length ?? 0,
    ),
    gauge('instances', 'Running instances.', shares.length),
    gauge('leads', '1 where this instance writes the log.', share?.leads === true ? 1 : 0),
    gauge('memory_bytes', 'Resident memory of the process.', process.memoryUsage.rss()),
  ];
}

function countersBytes({ learner }: RecommenderInstance): number {
  return learner === undefined ? 0 : learner.model.counters.pairs.bytes + learner.model.counters.sequences.bytes;
}
