import { declaredPattern, topicsMatching } from '../../base/topic-pattern.ts';
import type { ConnectorConfig } from './model.ts';

/** Topics that a sink finds by the form of their names. */
export interface FoundTopics {
  /** As somebody declared it. */
  readonly pattern: string;
  /** Those that it finds now. */
  readonly topics: readonly string[];
  /** An expression that only Java reads, of a connector of others: what it finds is not known. */
  readonly unreadable?: true;
}

/** What the pattern of a sink finds among `existing`; undefined of one that names its topics. */
export function topicsFound(config: ConnectorConfig, existing: readonly string[]): FoundTopics | undefined {
  const regex = config['topics.regex'];
  if (regex === undefined || regex === '') return undefined;
  const topics = topicsMatching(regex, existing);
  return { pattern: declaredPattern(regex), topics: topics ?? [], ...(topics === undefined && { unreadable: true }) };
}

/** The topics that a sink names; none of one with a pattern. */
export const topicsNamed = ({ topics = '' }: ConnectorConfig): readonly string[] =>
  topics.split(',').flatMap((topic) => topic.trim() || []);

/** The topics that a sink reads: those that it names, or those of `existing` that its pattern finds. */
export const topicsRead = (config: ConnectorConfig, existing: readonly string[]): readonly string[] =>
  topicsFound(config, existing)?.topics ?? topicsNamed(config);
