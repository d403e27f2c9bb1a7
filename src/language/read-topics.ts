import type { Diagnostic } from '../base/errors.ts';
import { entriesOf, isRecord, member, stringsOf, text } from '../base/values.ts';
import { meant, mistake } from './diagnostic.ts';
import type { EventContract, TopicDeclaration } from './model.ts';
import { isPlain, readTopicEvent } from './read-topic-event.ts';
import type { Section, Surroundings } from './section.ts';
import { isSingle } from './stored-as.ts';

/**
 * The topics a file declares. Records carry the time of their events, which may lie far back: without `retention.ms` of
 * its own a topic keeps everything, or the broker would delete such records within minutes.
 */
export async function readTopics(
  section: Section,
  events: Readonly<Record<string, EventContract>>,
  surroundings: Surroundings,
): Promise<TopicDeclaration[]> {
  const { defaults } = surroundings;
  const topics = entriesOf(section.root.topics).map(async ([name, written]) => {
    const pointer = ['topics', name];
    if (!section.usable('topics', name) || !isRecord(written)) return [unreadTopic(name, section)];
    const { event, unread: eventUnread } = await readTopicEvent(
      section,
      { name, written, pointer },
      events,
      surroundings,
    );
    const key = text(written.key);
    const wrongKey = key === undefined || event === undefined ? [] : checkKey(key, event, section, [...pointer, 'key']);
    section.diagnostics.push(...wrongKey);
    const unread = eventUnread || wrongKey.length > 0;
    return [
      {
        pipeline: section.pipeline,
        name,
        pointer,
        map: section.map,
        ...(event === undefined ? {} : { event }),
        ...(unread ? { unread } : {}),
        ...(isPlain(written) ? {} : { format: text(written.format) ?? '' }),
        ...(key === undefined ? {} : { key }),
        partitions: typeof written.partitions === 'number' ? written.partitions : defaults.partitions,
        replication: typeof written.replication === 'number' ? written.replication : defaults.replication,
        config: { 'retention.ms': '-1', ...stringsOf(member(written, 'config')) },
      },
    ];
  });
  return (await Promise.all(topics)).flat();
}

/** A topic of which nothing is known but that somebody declares it. */
const unreadTopic = (name: string, { pipeline, map }: Section): TopicDeclaration => ({
  pipeline,
  name,
  pointer: ['topics', name],
  map,
  unread: true,
  partitions: 1,
  replication: 1,
  config: {},
});

function checkKey(key: string, event: EventContract, section: Section, pointer: string[]): Diagnostic[] {
  const place = { map: section.map, pointer };
  const field = Object.hasOwn(event.fields, key) ? event.fields[key] : undefined;
  if (field === undefined) {
    const hint = meant(key, Object.keys(event.fields), 'field');
    return [mistake('unknown-field', place, `\`${event.name}\` has no common field \`${key}\``, { hint })];
  }
  if (isSingle(field)) return [];
  const found = field.type === 'array' ? 'a list' : field.type === 'any' ? 'any value' : 'a mapping';
  return [mistake('bad-key-field', place, `\`${key}\` is ${found}: a key is one value`)];
}
