import type { Diagnostic } from '../../base/errors.ts';
import type { TopicSettings } from '../../clients/kafka/topic-settings.ts';
import type { DesiredTopic } from '../compile/desired.ts';
import { lossOf } from './losses.ts';
import { placeOfTopic } from './place.ts';
import type { KeyChange, TopicChange } from './plan.ts';

export interface TopicComparison {
  readonly change?: TopicChange;
  readonly refusals: readonly Diagnostic[];
}

function refusal(topic: DesiredTopic, key: string, message: string, hint: string): Diagnostic {
  return {
    severity: 'error',
    rule: 'impossible-change',
    message,
    at: topic.map.locate([...topic.pointer, key]),
    hint,
  };
}

function impossible(desired: DesiredTopic, live: TopicSettings): readonly Diagnostic[] {
  const { name, partitions, replication } = desired;
  const found: Diagnostic[] = [];
  if (partitions < live.partitions) {
    const message = `Topic ${name} has ${live.partitions} partitions and cannot shrink to ${partitions}`;
    found.push(refusal(desired, 'partitions', message, `Declare ${live.partitions}, or delete the topic first.`));
  }
  if (replication !== live.replication) {
    const message = `Topic ${name} is replicated ${live.replication} times, declared are ${replication}`;
    const hint = `Declare ${live.replication}; moving replicas is a task for Kafka's own tools.`;
    found.push(refusal(desired, 'replication', message, hint));
  }
  return found;
}

/**
 * Compares a declared topic with the live one; topics only grow, and settings that are not declared stay as they are.
 */
export function compareTopic(desired: DesiredTopic, live: TopicSettings | undefined): TopicComparison {
  const { name, pipeline, partitions, replication, config } = desired;
  const base = { kind: 'topic', name, pipeline, replication, place: placeOfTopic(desired) } as const;
  if (live === undefined) {
    const keys: KeyChange[] = [
      { key: 'partitions', to: String(partitions) },
      { key: 'replication', to: String(replication) },
      ...Object.entries(config).map(([key, to]) => ({ key, to })),
    ];
    return { change: { ...base, action: 'create', keys, partitions, config }, refusals: [] };
  }
  const refusals = impossible(desired, live);
  if (refusals.length > 0) return { refusals };
  const settings = Object.entries(config).filter(([key, value]) => live.config[key] !== value);
  const grows = partitions > live.partitions;
  const keys: KeyChange[] = [
    ...(grows ? [{ key: 'partitions', from: String(live.partitions), to: String(partitions) }] : []),
    ...settings.map(([key, to]) => {
      const from = live.config[key];
      const loses = lossOf(key, from, to);
      return { key, to, ...(from === undefined ? {} : { from }), ...(loses === undefined ? {} : { loses }) };
    }),
  ];
  if (keys.length === 0) return { refusals: [] };
  return {
    change: { ...base, action: 'update', keys, config: Object.fromEntries(settings), ...(grows ? { partitions } : {}) },
    refusals: [],
  };
}
