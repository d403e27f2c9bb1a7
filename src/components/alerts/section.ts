import { ALERTS } from '../../alerts/names.ts';
import { alertsSpec, type Rule } from '../../alerts/spec.ts';
import { alertTopics } from '../../alerts/topics.ts';
import { alertsSchema, DEFAULT_KEYS, rulesIn } from '../../alerts/words.ts';
import { durationText } from '../../base/units.ts';
import { text } from '../../base/values.ts';
import type { HostedSection } from '../hosted-kind.ts';
import { compileAlerts } from './compile.ts';
import { lintAlerts } from './lint.ts';

function written({ from, to, type, where, count, per, keys, time, absent }: Rule) {
  return {
    from,
    ...(type !== undefined && { type }),
    ...(where !== undefined && { where: Object.fromEntries(where.map(({ field, bounds }) => [field, bounds])) }),
    ...(per !== undefined && { per: per.field }),
    ...(count !== undefined && { count: count.events, within: durationText(count.within) }),
    ...(keys !== undefined && keys !== DEFAULT_KEYS && { keys }),
    ...(time !== undefined && { time: time.field }),
    ...(absent !== undefined && { absent: durationText(absent) }),
    to,
  };
}

/** `alerts:` of a pipeline file: one job for all its rules. */
export const section: HostedSection = {
  name: ALERTS,
  schema: alertsSchema,
  read(words, job) {
    const rules = rulesIn(words);
    const readers = new Map([...rules].reverse().map(({ name, from }) => [from, [name, 'from']]));
    return {
      from: [...readers.keys()],
      places: [...readers.values()],
      writes: alertTopics(job, rules),
      state: text(words.state) === 'stopped' ? 'stopped' : 'running',
    };
  },
  lint: lintAlerts,
  spec: (declaration, topics) => ({ ...compileAlerts(declaration, topics) }),
  declared({ name, spec }) {
    const { rules } = alertsSpec(name, spec);
    return {
      words: Object.fromEntries(rules.map((rule) => [rule.name, written(rule)])),
      // Kafka keeps the order of what has the same key: `per` is the topic's, where it has several partitions.
      keys: Object.fromEntries(rules.flatMap(({ from, per }) => (per === undefined ? [] : [[from, per.field]]))),
    };
  },
};
