import type { Diagnostic } from '../../base/errors.ts';
import { closest } from '../../base/suggest.ts';
import type { DesiredJob } from '../../jobs/desired-job.ts';
import { references } from '../../language/secret.ts';
import type { ClusterAddresses } from '../../target/addresses.ts';
import { serviceAddresses } from '../../target/service-addresses.ts';
import type { DesiredConnector, DesiredState } from '../compile/desired.ts';
import type { LiveState } from './live.ts';
import { patternRefusals } from './patterns.ts';
import { placeOf } from './place.ts';
import type { Change } from './plan.ts';

/** Services that the pipelines need and the cluster does not have. */
export function missingServices(desired: DesiredState, cluster: ClusterAddresses): readonly string[] {
  const there = serviceAddresses(cluster);
  return desired.needs.filter((service) => !(service in there));
}

function about(connector: DesiredConnector | DesiredJob, rule: string, message: string, hint: string): Diagnostic {
  return { severity: 'error', rule, message, at: connector.map.locate(connector.pointer, 'key'), hint };
}

function pluginRefusals(connector: DesiredConnector, live: LiveState): readonly Diagnostic[] {
  const plugin = connector.config['connector.class'] ?? '';
  // Connect accepts a class by its simple name too, with or without the suffix.
  const known = live.plugins.some(
    (name) => name === plugin || name.endsWith(`.${plugin}`) || name.endsWith(`.${plugin}Connector`),
  );
  if (known) return [];
  const message = `The workers have no plugin ${plugin}, which ${connector.name} needs`;
  const near = closest(plugin, live.plugins);
  const hint = near === undefined ? `They have: ${[...live.plugins].sort().join(', ')}.` : `Did you mean ${near}?`;
  const { at, keys } = placeOf(connector);
  return [{ severity: 'error', rule: 'missing-plugin', message, at: keys['connector.class'] ?? at, hint }];
}

function topicRefusals(connector: DesiredConnector | DesiredJob, topics: ReadonlySet<string>): readonly Diagnostic[] {
  return connector.topics
    .filter((topic) => !topics.has(topic))
    .map((topic) => {
      const message = `Topic ${topic} is neither declared in these files nor in the cluster`;
      return about(connector, 'missing-topic', message, `Declare it under \`topics:\`, or give the file that does.`);
    });
}

function secretRefusals(connector: DesiredConnector, live: LiveState, path: string): readonly Diagnostic[] {
  const { secrets } = live;
  if (secrets === undefined) return [];
  const names = Object.values(connector.config).flatMap((value) =>
    references(value).flatMap((reference) => (reference.path === path ? [reference.name] : [])),
  );
  return [...new Set(names)]
    .filter((name) => !secrets.includes(name))
    .map((name) => {
      const message = `The secret ${name}, which ${connector.name} needs, is not set`;
      return about(connector, 'missing-secret', message, `Run \`pipeline secret set ${name} < FILE\`.`);
    });
}

/** Contracts that break what was stored, or who reads it. */
export function breakingRefusals(desired: DesiredState, changes: readonly Change[]): readonly Diagnostic[] {
  const broken = changes.map(({ name, keys }) => ({
    name,
    fields: keys.flatMap(({ effects = [] }) => effects.filter(({ effect }) => effect === 'breaking')),
  }));
  return desired.connectors.flatMap((connector) => {
    const fields = broken.find(({ name }) => name === connector.name)?.fields ?? [];
    if (fields.length === 0) return [];
    const which = fields.map(({ field, what }) => (field === '' ? what : `${field} ${what}`)).join('; ');
    const message = `What ${connector.name} stores changes so that it breaks records or readers: ${which}`;
    const hint = 'Give the sink a new path, or accept it with --accept-breaking; `pipeline plan` tells what it does.';
    return [about(connector, 'breaking-change', message, hint)];
  });
}

/** Everything that speaks against the changes and can be known without writing. */
export function refusalsOf(
  desired: DesiredState,
  live: LiveState,
  cluster: ClusterAddresses,
  changes: readonly Change[],
): readonly Diagnostic[] {
  const topics = new Set([...desired.topics, ...live.topics].map((topic) => topic.name));
  const written = new Set(
    changes.flatMap((change) => (change.kind === 'connector' && change.config !== undefined ? [change.name] : [])),
  );
  const declared = new Set(desired.connectors.map(({ name }) => name));
  const strangers = live.connectors.filter(({ name }) => !declared.has(name));
  const changedJobs = new Set(changes.flatMap(({ kind, name }) => (kind === 'job' ? [name] : [])));
  return [
    ...desired.connectors
      .filter((connector) => written.has(connector.name))
      .flatMap((connector) => [
        ...pluginRefusals(connector, live),
        ...topicRefusals(connector, topics),
        ...patternRefusals(connector, strangers),
        ...secretRefusals(connector, live, cluster.secrets.path),
      ]),
    ...desired.jobs.filter(({ name }) => changedJobs.has(name)).flatMap((job) => topicRefusals(job, topics)),
  ];
}
