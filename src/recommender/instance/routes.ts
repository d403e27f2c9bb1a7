import { healthRoute } from '../http/health.ts';
import { type Metric, metricsRoute } from '../http/metrics.ts';
import { recommendationsRoute } from '../http/recommendations.ts';
import { rowsRoute } from '../http/rows-route.ts';
import type { Route } from '../http/server.ts';
import { similarRoute } from '../http/similar.ts';
import { stateRoute } from '../http/state.ts';
import type { Stages } from './stages.ts';

/** Everything that an instance answers over HTTP. */
export function instanceRoutes(name: string, stages: Stages): Route[] {
  const { queries, division, learned } = stages;
  return [
    rowsRoute(queries),
    recommendationsRoute(queries),
    similarRoute(queries),
    stateRoute(queries),
    healthRoute(() => {
      const ok = division.isTaken && learned.isCurrent;
      return { ok, state: ok ? 'RUNNING' : 'STARTING' };
    }),
    metricsRoute(name, () => metricsOf(stages)),
  ];
}

const counter = (name: string, help: string, value: number): Metric => ({ name, help, type: 'counter', value });
const gauge = (name: string, help: string, value: number): Metric => ({ name, help, type: 'gauge', value });

/** The figures of one instance. */
function metricsOf({ learned, division, publishing, known, leader }: Stages): Metric[] {
  const { progress, learner } = learned;
  const { own } = division;
  const { model } = learner ?? {};
  return [
    counter('events_total', 'Events counted since the log began.', progress.events),
    counter('duplicate_events_total', 'Events that were in the log again and were left out.', progress.duplicates),
    counter('broken_events_total', 'Events that could not be read and went to the dead letters.', progress.broken),
    counter('lists_written_total', 'Lists that this process has written.', known.written),
    gauge('lists_waiting', 'Users whose list is to be looked at.', publishing.waiting),
    gauge('log_offset', 'Next offset of the log.', progress.applied),
    gauge('log_lag', 'Records of the log that are not learned yet.', learned.lag),
    gauge(
      'source_lag',
      'Offsets of the sources that are not in the log yet, at the instance that writes it.',
      leader.lag,
    ),
    counter('evicted_users_total', 'Users who were given up for others, as `limits` says.', model?.evicted ?? 0),
    gauge('users', 'Users with events.', model?.totals.users ?? 0),
    gauge('items', 'Items with events.', model?.items.size ?? 0),
    gauge('pairs', 'Pairs of items that this instance counts.', (model?.counters.pairs.size ?? 0) / 2),
    gauge(
      'counter_bytes',
      'Memory of the rows of counts.',
      (model?.counters.pairs.bytes ?? 0) + (model?.counters.sequences.bytes ?? 0),
    ),
    gauge('shards', 'Shards of items whose rows this instance keeps.', own?.shards.length ?? 0),
    gauge(
      'partitions',
      'Partitions of the recommendations topic that this instance writes.',
      own?.partitions.length ?? 0,
    ),
    gauge('instances', 'Running instances.', division.shares?.length ?? 0),
    gauge('leads', '1 where this instance writes the log.', own?.leads === true ? 1 : 0),
    gauge('memory_bytes', 'Resident memory of the process.', process.memoryUsage.rss()),
  ];
}
