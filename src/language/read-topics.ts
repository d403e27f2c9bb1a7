import { entriesOf, isRecord, member, stringsOf, text } from '../base/values.ts';
import { meant, mistake } from './diagnostic.ts';
import type { EventContract, TopicDeclaration } from './model.ts';
import type { Section } from './section.ts';
import { isSingle } from './stored-as.ts';

/**
 * The topics a file declares. Records carry the time of their events, which may lie far back: without `retention.ms` of
 * its own a topic keeps everything, or the broker would delete such records within minutes.
 */
export function readTopics(
  section: Section,
  events: Readonly<Record<string, EventContract>>,
  defaults: { readonly partitions: number; readonly replication: number },
): TopicDeclaration[] {
  return entriesOf(section.root.topics).flatMap(([name, written]) => {
    if (!section.usable('topics', name) || !isRecord(written)) return [];
    const pointer = ['topics', name];
    const eventName = text(written.event);
    const event = eventName !== undefined && Object.hasOwn(events, eventName) ? events[eventName] : undefined;
    const declared = Object.keys(isRecord(section.root.events) ? section.root.events : {});
    if (eventName !== undefined && !declared.includes(eventName)) {
      const place = { map: section.map, pointer: [...pointer, 'event'] };
      const hint = meant(eventName, declared, 'event');
      section.diagnostics.push(
        mistake('unknown-event', place, `there is no event \`${eventName}\` in this file`, { hint }),
      );
    }
    const key = text(written.key);
    if (key !== undefined && event !== undefined) checkKey(key, event, section, [...pointer, 'key']);
    return [
      {
        pipeline: section.pipeline,
        name,
        pointer,
        map: section.map,
        ...(event === undefined ? {} : { event }),
        ...(eventName !== undefined && event === undefined ? { eventUnread: true as const } : {}),
        ...(key === undefined ? {} : { key }),
        partitions: typeof written.partitions === 'number' ? written.partitions : defaults.partitions,
        replication: typeof written.replication === 'number' ? written.replication : defaults.replication,
        config: { 'retention.ms': '-1', ...stringsOf(member(written, 'config')) },
      },
    ];
  });
}

function checkKey(key: string, event: EventContract, section: Section, pointer: string[]): void {
  const place = { map: section.map, pointer };
  const field = Object.hasOwn(event.fields, key) ? event.fields[key] : undefined;
  if (field === undefined) {
    const hint = meant(key, Object.keys(event.fields), 'field');
    section.diagnostics.push(
      mistake('unknown-field', place, `\`${event.name}\` has no common field \`${key}\``, { hint }),
    );
  } else if (!isSingle(field)) {
    section.diagnostics.push(
      mistake(
        'bad-key-field',
        place,
        `\`${key}\` is ${field.type === 'array' ? 'a list' : field.type === 'any' ? 'any value' : 'a mapping'}: a key is one value`,
      ),
    );
  }
}
