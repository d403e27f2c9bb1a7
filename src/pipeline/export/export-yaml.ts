import { Document, isMap, isScalar, type Pair, type YAMLMap } from 'yaml';
import type { LiveConnector } from '../../clients/connect/model.ts';
import { topicsFound } from '../../clients/connect/topics-read.ts';
import { topicPatternMistake } from '../../language/check-topic-pattern.ts';
import type { ClusterAddresses } from '../../target/addresses.ts';
import { isBookkeeping } from '../compile/mark.ts';
import { askedState } from '../plan/connectors.ts';
import { exportValue } from './secrets.ts';
import type { ExportedSections } from './sections.ts';

export interface ExportedConnector {
  readonly live: LiveConnector;
  /** Its name in the file. */
  readonly name: string;
  /** What it reads or writes. */
  readonly topics: readonly string[];
  /** Keys that the plugin declares as passwords. */
  readonly passwords: readonly string[];
}

const NO_SECTIONS: ExportedSections = { events: {}, topics: {}, sections: {}, remarks: new Map() };

const ofTheLanguage = /^(connector\.class|tasks\.max|topics|topics\.regex|transforms(\..*)?)$/;
const ofSinks = /^(errors\.tolerance|errors\.deadletterqueue\..*)$/;

type Comments = Map<string, string>;

function transformsOf(config: LiveConnector['config']): readonly Readonly<Record<string, string>>[] {
  const names = (config.transforms ?? '').split(',').map((name) => name.trim());
  return names
    .filter((name) => name !== '')
    .map((name) => {
      const prefix = `transforms.${name}.`;
      const own = Object.entries(config).filter(([key]) => key.startsWith(prefix));
      return { name, type: '', ...Object.fromEntries(own.map(([key, value]) => [key.slice(prefix.length), value])) };
    });
}

/** The plugin's own keys, and what is to be said beside them. */
function pluginConfig(
  { live, passwords }: ExportedConnector,
  secrets: ClusterAddresses['secrets'],
): { readonly config: Record<string, string>; readonly comments: Comments; readonly missing: readonly string[] } {
  const config: Record<string, string> = {};
  const comments: Comments = new Map();
  const missing: string[] = [];
  for (const [key, raw] of Object.entries(live.config).sort()) {
    if (isBookkeeping(key) || ofTheLanguage.test(key) || (live.type === 'sink' && ofSinks.test(key))) continue;
    const { value, comment } = exportValue(live.name, key, raw, passwords, secrets);
    if (value !== undefined) config[key] = value;
    if (value !== undefined && comment !== undefined) comments.set(key, comment);
    if (value === undefined && comment !== undefined) missing.push(comment);
  }
  return { config, comments, missing };
}

/** The pattern by which a sink finds its topics, where a file can say it. */
function patternOf({ config }: ExportedConnector['live']): string | undefined {
  const pattern = topicsFound(config, [])?.pattern;
  return pattern === undefined || topicPatternMistake(pattern) !== undefined ? undefined : pattern;
}

function entryOf(one: ExportedConnector, config: Record<string, string>): Record<string, unknown> {
  const { live, topics } = one;
  const tasks = Number(live.config['tasks.max'] ?? 1);
  const transforms = transformsOf(live.config);
  const state = askedState(live);
  const letters = live.config['errors.deadletterqueue.topic.name'];
  const [only, ...more] = topics;
  const pattern = patternOf(live);
  return {
    [live.type === 'sink' ? 'from' : 'to']:
      pattern === undefined ? (more.length === 0 ? (only ?? 'unknown') : topics) : { pattern },
    connector: {
      class: live.config['connector.class'] ?? '',
      ...(Object.keys(config).length === 0 ? {} : { config }),
    },
    ...(tasks === 1 ? {} : { tasks }),
    ...(state === 'running' ? {} : { state }),
    ...(live.type === 'sink' ? { deadLetter: letters ?? false } : {}),
    ...(transforms.length === 0 ? {} : { transforms }),
  };
}

function remarks(one: ExportedConnector, pipeline: string, missing: readonly string[]): readonly string[] {
  const { live, name, topics } = one;
  const pattern = patternOf(live);
  return [
    ...(live.name === `${pipeline}.${name}`
      ? []
      : [`It is called ${live.name} in the cluster; applied from here it is a second one, ${pipeline}.${name}.`]),
    ...(topics.length === 0 && pattern === undefined
      ? ['No topic of it is known yet: write it in place of `unknown`.']
      : []),
    ...(live.config['topics.regex'] === undefined || pattern !== undefined
      ? []
      : [`It read topics.regex ${live.config['topics.regex']}.`]),
    ...(live.type === 'sink' &&
    live.config['errors.tolerance'] === 'all' &&
    live.config['errors.deadletterqueue.topic.name'] === undefined
      ? ['It dropped what it could not handle without a word; here it stops at it.']
      : []),
    ...missing,
  ];
}

function remark(entry: unknown, lines: readonly string[]): void {
  if (isMap(entry) && lines.length > 0) entry.commentBefore = lines.map((line) => ` ${line}`).join('\n');
}

function annotate(map: YAMLMap, comments: Comments): void {
  for (const pair of map.items as Pair[]) {
    const comment = comments.get(String(pair.key));
    if (comment !== undefined && isScalar(pair.value)) pair.value.comment = ` ${comment}`;
  }
}

/**
 * Connectors, each as `connector: { class, config }`, and sections as one file of our language. No secret stands in it.
 */
export function exportYaml(
  pipeline: string,
  connectors: readonly ExportedConnector[],
  secrets: ClusterAddresses['secrets'],
  { events, topics, sections: hosted, remarks: said }: ExportedSections = NO_SECTIONS,
): string {
  const prepared = connectors.map((one) => ({ one, ...pluginConfig(one, secrets) }));
  const section = (type: 'sink' | 'source') =>
    Object.fromEntries(
      prepared
        .filter(({ one }) => (one.live.type === 'sink') === (type === 'sink'))
        .map(({ one, config }) => [one.name, entryOf(one, config)]),
    );
  const sections = { events, topics, sources: section('source'), sinks: section('sink'), ...hosted };
  const document = new Document({
    pipeline,
    ...Object.fromEntries(Object.entries(sections).filter(([, entries]) => Object.keys(entries).length > 0)),
  });
  for (const { one, comments, missing } of prepared) {
    const part = one.live.type === 'sink' ? 'sinks' : 'sources';
    const config = document.getIn([part, one.name, 'connector', 'config']);
    if (isMap(config)) annotate(config, comments);
    const entry = document.getIn([part, one.name]);
    remark(entry, remarks(one, pipeline, missing));
  }
  for (const [kind, lines] of said) remark(document.get(kind), lines);
  return document.toString({ lineWidth: 0 });
}
