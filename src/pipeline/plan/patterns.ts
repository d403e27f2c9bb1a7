import type { Diagnostic } from '../../base/errors.ts';
import { topicsMatching } from '../../base/topic-pattern.ts';
import type { LiveConnector } from '../../clients/connect/model.ts';
import { topicsFound } from '../../clients/connect/topics-read.ts';
import type { DesiredConnector, DesiredState } from '../compile/desired.ts';
import type { LiveState } from './live.ts';

/** The topics that a sink finds by the form of their names: those that there are, and those that are declared. */
export interface PatternMeaning {
  readonly connector: string;
  readonly pattern: string;
  readonly topics: readonly string[];
  /** Those that match as well, and that no pattern finds: of Kafka, of Connect, of ours, of rejected records. */
  readonly leftOut: readonly string[];
}

const DEAD_LETTERS = 'errors.deadletterqueue.topic.name';

/** What the patterns of the declared sinks mean now. */
export function patternMeanings(desired: DesiredState, { existing }: LiveState): readonly PatternMeaning[] {
  const names = [...new Set([...existing, ...desired.topics.map(({ name }) => name)])];
  return desired.connectors.flatMap(({ name, config }) => {
    const found = topicsFound(config, names);
    if (found === undefined) return [];
    const { pattern, topics } = found;
    const leftOut = (topicsMatching(pattern, names) ?? []).filter((topic) => !topics.includes(topic));
    return [{ connector: name, pattern, topics, leftOut }];
  });
}

/**
 * What a pattern would find that is no event: records that a live sink which no file given declares rejects. Without a
 * pattern, what such a sink would find of this one.
 */
export function patternRefusals(
  { name, config, declaration, map, pointer }: DesiredConnector,
  strangers: readonly LiveConnector[],
): readonly Diagnostic[] {
  const refusal = (message: string, hint: string, ...steps: readonly string[]): Diagnostic => ({
    severity: 'error',
    rule: 'pattern-output',
    message,
    at: map.locate([...pointer, ...steps]),
    hint,
  });
  const reads = (reader: LiveConnector['config'], topic: string) => topicsFound(reader, [topic])?.topics.length === 1;
  const own = config[DEAD_LETTERS] ?? '';
  return strangers.flatMap((stranger) => {
    const letters = stranger.config[DEAD_LETTERS] ?? '';
    return [
      ...(declaration.pattern !== undefined && reads(config, letters)
        ? [
            refusal(
              `The pattern of ${name} finds ${letters}, where ${stranger.name} puts what it rejects`,
              'Make the pattern narrower, such as with `(?!…)` before it.',
              'from',
              'pattern',
            ),
          ]
        : []),
      ...(own !== '' && reads(stranger.config, own)
        ? [
            refusal(
              `${name} would put what it rejects into ${own}, which ${stranger.name} reads by its pattern`,
              'Give `deadLetter` another name.',
            ),
          ]
        : []),
    ];
  });
}
