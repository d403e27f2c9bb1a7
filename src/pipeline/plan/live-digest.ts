import { createHash } from 'node:crypto';
import type { DesiredState } from '../compile/desired.ts';
import { readMark } from '../compile/mark.ts';
import { askedState } from './connectors.ts';
import type { LiveState } from './live.ts';
import type { Scope } from './plan.ts';

const sorted = (record: Readonly<Record<string, string>>) =>
  Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1));

/** The names that a plan for `desired` covers. */
export function scopeOf(desired: DesiredState): Scope {
  return {
    pipelines: desired.pipelines,
    connectors: Object.fromEntries(desired.connectors.map(({ name, state }) => [name, state])),
    jobs: Object.fromEntries(desired.jobs.map(({ name, digest, state }) => [name, { digest, state }])),
    topics: Object.fromEntries(desired.topics.map(({ name, config }) => [name, Object.keys(config).sort()])),
  };
}

/**
 * SHA-256 (hex) of what a plan depends on: the names in scope and what is marked as of its pipelines, without the
 * states of tasks. Strangers' connectors do not make a plan old.
 */
export function digestLive(scope: Scope, live: LiveState): string {
  const given = new Set(scope.pipelines);
  const connectors = live.connectors
    .filter((one) => one.name in scope.connectors || given.has(readMark(one)?.pipeline ?? ''))
    .map((connector) => [connector.name, askedState(connector), sorted(connector.config)]);
  const jobs = live.jobs
    .filter(({ name, pipeline }) => name in scope.jobs || given.has(pipeline))
    .map(({ name, state, digest }) => [name, state, digest])
    .sort();
  const topics = live.topics
    .filter(({ name }) => name in scope.topics)
    .map(({ name, partitions, replication, config }) => {
      const declared = scope.topics[name] ?? [];
      return [name, partitions, replication, declared.map((key) => [key, config[key] ?? null])];
    });
  return createHash('sha256')
    .update(JSON.stringify([connectors, jobs, topics]))
    .digest('hex');
}
