import { isRecord, text, type Values } from '../base/values.ts';
import { meant, mistake } from './diagnostic.ts';
import type { EventContract, Pointer } from './model.ts';
import { readRegistered, type TopicEvent, type Written } from './read-registered.ts';
import { PLAIN } from './schema.ts';
import type { Section, Surroundings } from './section.ts';

/** Whether a topic's values are JSON as they come. */
export const isPlain = (written: Values): boolean => (text(written.format) ?? PLAIN) === PLAIN;

/** The contract of a topic, of an event of the file or of a subject, with how its values are written. */
export async function readTopicEvent(
  section: Section,
  topic: Written,
  events: Readonly<Record<string, EventContract>>,
  surroundings: Surroundings,
): Promise<TopicEvent> {
  const { name, written } = topic;
  if (isRecord(written.event)) return await readRegistered(section, topic, written.event, surroundings);
  const eventName = text(written.event);
  const event = readEventName(eventName, [...topic.pointer, 'event'], section, events);
  if (isPlain(written)) return { event, unread: eventName !== undefined && event === undefined };
  const format = text(written.format) ?? '';
  if (eventName === undefined) {
    const hint = `write \`event: { registry: ${name}-value }\`, or the name of an event`;
    const at = { map: section.map, pointer: [...topic.pointer, 'format'] };
    section.diagnostics.push(mistake('format-without-event', at, `values in ${format} need a contract`, { hint }));
  }
  const encoded = event === undefined ? undefined : { ...event, encoding: { format, subject: `${name}-value` } };
  return { event: encoded, unread: event === undefined };
}

/** The event that a topic, or several, are said to hold; undefined where there is none that could be read. */
function readEventName(
  name: string | undefined,
  pointer: Pointer,
  { root, map, diagnostics }: Section,
  events: Readonly<Record<string, EventContract>>,
): EventContract | undefined {
  const declared = Object.keys(isRecord(root.events) ? root.events : {});
  if (name !== undefined && !declared.includes(name)) {
    const hint = meant(name, declared, 'event');
    diagnostics.push(
      mistake('unknown-event', { map, pointer }, `there is no event \`${name}\` in this file`, { hint }),
    );
  }
  return name !== undefined && Object.hasOwn(events, name) ? events[name] : undefined;
}
