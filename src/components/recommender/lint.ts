import type { Diagnostic } from '../../base/errors.ts';
import { warning } from '../../language/diagnostic.ts';
import type { TopicDeclaration } from '../../language/model.ts';
import type { RecommenderDeclaration } from './declaration.ts';

/** Only a topic keyed by the user (or session) keeps the events of one user in the order in which they happened. */
export function lintKeys(
  { from, model, user: person, session, map, pointer }: RecommenderDeclaration,
  topics: ReadonlyMap<string, TopicDeclaration>,
): Diagnostic[] {
  const user = model === 'sessions' ? session : person;
  return from.flatMap((name, index) => {
    const topic = topics.get(name);
    if (topic === undefined || topic.unread || topic.key === user || topic.partitions === 1) return [];
    if (topic.event !== undefined && !Object.hasOwn(topic.event.fields, user)) return [];
    const place = { map, pointer: from.length > 1 ? [...pointer, 'from', index] : [...pointer, 'from'] };
    const keyed = topic.key === undefined ? 'has no key' : `is keyed by \`${topic.key}\``;
    const message = `\`${name}\` ${keyed}: the events of one ${model === 'sessions' ? 'session' : 'user'} would come in no certain order`;
    const related = { place: { ...topic, part: 'key' as const }, message: 'the topic' };
    return [warning('not-keyed-by-user', place, message, { hint: `give it \`key: ${user}\``, related })];
  });
}
