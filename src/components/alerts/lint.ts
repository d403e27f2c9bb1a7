import { type RuleWords, rulesIn } from '../../alerts/words.ts';
import type { Diagnostic } from '../../base/errors.ts';
import { own } from '../../base/values.ts';
import { meant, mistake } from '../../language/diagnostic.ts';
import type { EventContract, SectionDeclaration, TopicDeclaration } from '../../language/model.ts';
import { checkOrder } from './check-order.ts';
import { type At, checkShape } from './check-shape.ts';
import { checkWhere } from './check-where.ts';
import { storedType } from './event-fields.ts';

/** Rules must be such that they can fire, by the contracts of their topics. */
export function lintAlerts(
  { words, map, pointer }: SectionDeclaration,
  topics: ReadonlyMap<string, TopicDeclaration>,
): Diagnostic[] {
  const rules = rulesIn(words);
  const targets = new Set(rules.map(({ to }) => to));
  return rules.flatMap((rule) => {
    const at: At = (path, part) => ({ map, pointer: [...pointer, rule.name, ...path], ...(part && { part }) });
    const shape = checkShape(rule, at);
    if (shape.length > 0) return shape;
    if (targets.has(rule.from) && !topics.has(rule.from)) {
      return [
        mistake('alerts-loop', at(['from']), `\`${rule.from}\` takes alerts of this pipeline`, {
          hint: 'read another topic',
        }),
      ];
    }
    const topic = topics.get(rule.from);
    if (topic?.unread) return [];
    return topic?.event === undefined ? withoutContract(rule, topic, at) : withContract(rule, topic, topic.event, at);
  });
}

/** A topic that only exists live, or was declared without `event`, says nothing about its events. */
function withoutContract(rule: RuleWords, topic: TopicDeclaration | undefined, at: At): Diagnostic[] {
  const hint = topic === undefined ? 'declare the topic with its `event`' : 'give the topic an `event`';
  const related =
    topic === undefined
      ? undefined
      : { place: { ...topic, part: 'key' as const }, message: `\`${topic.name}\` is declared here` };
  return ['type', 'where', 'count', 'time']
    .filter((word) => rule.said.includes(word))
    .map((word) => {
      const message = `\`${word}\` needs to know the fields of topic \`${rule.from}\``;
      return mistake('contract-needed', at([word], 'key'), message, { hint, related });
    });
}

function withContract(rule: RuleWords, topic: TopicDeclaration, event: EventContract, at: At): Diagnostic[] {
  const wrong = checkType(rule, event, at);
  return wrong.length > 0 ? wrong : [...checkWhere(rule, event, at), ...checkOrder(rule, topic, event, at)];
}

function checkType({ type }: RuleWords, event: EventContract, at: At): Diagnostic[] {
  if (type === undefined) return [];
  if (event.types === undefined) {
    const message = `event \`${event.name}\` is no union, so its events have no types`;
    return [mistake('no-union', at(['type']), message, { hint: 'leave `type` out' })];
  }
  if (own(event.types, storedType(event, type)) !== undefined) return [];
  const hint = meant(type, Object.keys(event.types), 'type');
  return [mistake('unknown-type', at(['type']), `\`${event.name}\` has no type \`${type}\``, { hint })];
}
