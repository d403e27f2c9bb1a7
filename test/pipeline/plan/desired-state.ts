import type { ConnectorConfig, LiveConnector } from '../../../src/clients/connect/model.ts';
import type { DesiredJob } from '../../../src/jobs/desired-job.ts';
import type { SourceMap } from '../../../src/language/model.ts';
import type { DesiredConnector, DesiredState, DesiredTopic } from '../../../src/pipeline/compile/desired.ts';
import { MARK } from '../../../src/pipeline/compile/desired.ts';
import { mark } from '../../../src/pipeline/compile/mark.ts';
import type { LiveState } from '../../../src/pipeline/plan/live.ts';
import type { Plan } from '../../../src/pipeline/plan/plan.ts';
import type { ClusterAddresses } from '../../../src/target/addresses.ts';

const map: SourceMap = {
  locate: (pointer) => ({ file: 'config/shop.yaml', line: pointer.length, column: 1, endColumn: 2 }),
};
const origin = (...pointer: string[]) => ({ pipeline: 'shop', pointer, map });

export const cluster: ClusterAddresses = {
  name: 'test',
  connect: { url: 'http://127.0.0.1:8083' },
  kafka: { bootstrapServers: '127.0.0.1:9092' },
  services: {},
  secrets: { provider: 'file', path: '/run/secrets.properties' },
  defaults: { partitions: 1, replication: 1 },
  vars: {},
};

/** A declared connector of pipeline `shop` with the mark that compile gives it. */
export function connector(
  name: string,
  config: ConnectorConfig,
  more: Partial<Pick<DesiredConnector, 'role' | 'state' | 'secretKeys' | 'topics'>> = {},
): DesiredConnector {
  const full = { 'connector.class': 'a.Plugin', 'tasks.max': '1', ...config };
  const role = more.role ?? 'sink';
  const { state = 'running', secretKeys = [], topics = [] } = more;
  return {
    ...origin(`${role}s`, name),
    name: `shop.${name}`,
    role,
    kind: 'connector',
    state,
    config: { ...full, [MARK]: mark(`shop.${name}`, full) },
    secretKeys,
    topics,
    declaration: {
      ...origin(`${role}s`, name),
      name,
      role,
      kind: 'connector',
      words: {},
      topics,
      state,
      transforms: [],
      extra: {},
    },
  };
}

export function topic(name: string, partitions = 1, config: Record<string, string> = {}): DesiredTopic {
  return { ...origin('topics', name), name, partitions, replication: 1, config };
}

export function job(name: string, spec: Record<string, unknown>, state: DesiredJob['state'] = 'running'): DesiredJob {
  return {
    ...origin(name),
    name: `shop.${name}`,
    kind: 'recommender',
    run: 'streaming',
    state,
    spec,
    digest: JSON.stringify(spec),
    topics: [],
  };
}

export function desire(parts: Partial<DesiredState>): DesiredState {
  return { pipelines: ['shop'], topics: [], connectors: [], jobs: [], manualJobs: [], checks: [], needs: [], ...parts };
}

export function liveState(parts: Partial<LiveState>): LiveState {
  return { connectors: [], topics: [], existing: [], jobs: [], plugins: ['a.Plugin'], secrets: undefined, ...parts };
}

/** The connector as Connect shows it after it was applied, or after someone changed it. */
export function applied(
  desired: DesiredConnector,
  change: ConnectorConfig = {},
  more: Partial<LiveConnector> = {},
): LiveConnector {
  return {
    name: desired.name,
    type: desired.role,
    config: { ...desired.config, name: desired.name, ...change },
    state: 'RUNNING',
    worker: 'w',
    tasks: [{ id: 0, state: 'RUNNING', worker: 'w' }],
    ...more,
  };
}

/** What a plan changes of the resource `name`, key by key. */
export function keysOf(plan: Plan, name: string) {
  return plan.changes.find((change) => change.name === name)?.keys;
}
