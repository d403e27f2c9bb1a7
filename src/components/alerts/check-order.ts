import type { RuleWords } from '../../alerts/words.ts';
import type { Diagnostic } from '../../base/errors.ts';
import { own } from '../../base/values.ts';
import { meant, mistake } from '../../language/diagnostic.ts';
import type { EventContract, TopicDeclaration } from '../../language/model.ts';
import { isSingle, isTime, timeHint } from '../../language/stored-as.ts';
import type { At } from './check-shape.ts';
import { fieldsOf, momentsIn } from './event-fields.ts';

/** What is counted must come in one order, and have a time. */
export function checkOrder(rule: RuleWords, topic: TopicDeclaration, event: EventContract, at: At): Diagnostic[] {
  if (rule.count === undefined) return checkTime(rule, event, at);
  return [...checkPer(rule, topic, event, at), ...checkTime(rule, event, at)];
}

/** Kafka keeps an order within a partition only, and only the topic's key brings events to the same one. */
function checkPer({ per, type }: RuleWords, topic: TopicDeclaration, event: EventContract, at: At): Diagnostic[] {
  const fields = fieldsOf(event, type);
  const field = per === undefined ? undefined : own(fields, per);
  if (per !== undefined && field === undefined) {
    const hint = meant(per, Object.keys(fields), 'field');
    return [mistake('unknown-field', at(['per']), `\`${per}\` is no field of its events`, { hint })];
  }
  if (field !== undefined && !isSingle(field)) {
    const what = field.type === 'array' ? 'a list' : field.type === 'any' ? 'any value' : 'an object';
    return [mistake('bad-key-field', at(['per']), `\`${per}\` is ${what}: a count is kept for one value`)];
  }
  if (topic.partitions === 1 || (per !== undefined && per === topic.key)) return [];
  const related = { place: { ...topic, part: 'key' as const }, message: 'the topic' };
  const keyed = topic.key === undefined ? 'has no key' : `is keyed by \`${topic.key}\``;
  const spread = `its ${topic.partitions} partitions have no order among each other`;
  if (per === undefined) {
    const hint =
      topic.key === undefined
        ? 'give the topic `partitions: 1`'
        : `add \`per: ${topic.key}\`, or give the topic \`partitions: 1\``;
    const message = `\`${topic.name}\` as a whole cannot be counted in order: ${spread}`;
    return [mistake('no-order', at(['count'], 'key'), message, { hint, related })];
  }
  const message = `\`${topic.name}\` ${keyed}: events with the same \`${per}\` are spread, and ${spread}`;
  const other = topic.key === undefined ? '' : `count \`per: ${topic.key}\`, or `;
  const hint = `${other}give the topic \`key: ${per}\` or \`partitions: 1\``;
  return [mistake('no-order', at(['per']), message, { hint, related })];
}

function checkTime({ time, type, count }: RuleWords, event: EventContract, at: At): Diagnostic[] {
  const fields = fieldsOf(event, type);
  const moments = momentsIn(fields);
  if (time === undefined) {
    if (count === undefined || moments.length < 2) return [];
    const message = `its events have several times: ${moments.join(', ')}`;
    return [mistake('missing-key', at(['within'], 'key'), message, { hint: `add \`time: ${moments[0]}\`` })];
  }
  const field = own(fields, time);
  if (field === undefined) {
    const hint = meant(time, moments.length === 0 ? Object.keys(fields) : moments, 'field');
    return [mistake('unknown-field', at(['time']), `\`${time}\` is no field of its events`, { hint })];
  }
  if (!isTime(field)) {
    const hint = timeHint(field);
    return [mistake('bad-condition', at(['time']), `\`${time}\` is no time`, { hint })];
  }
  return [];
}
