import { text, type Values } from '../base/values.ts';
import { globMeant, topicPatternMistake } from './check-topic-pattern.ts';
import { mistake, type Place, warning } from './diagnostic.ts';
import type { EventContract, Pointer, TopicPattern } from './model.ts';
import { readEventName } from './read-topic-event.ts';
import type { Section } from './section.ts';

/** `from: { pattern, event }` of a sink, which is at `pointer`. */
export function readTopicPattern(
  written: Values,
  pointer: Pointer,
  section: Section,
  events: Readonly<Record<string, EventContract>>,
): TopicPattern {
  const pattern = text(written.pattern) ?? '';
  checkText(pattern, { map: section.map, pointer: [...pointer, 'pattern'] }, section);
  const name = text(written.event);
  const event = readEventName(name, [...pointer, 'event'], section, events);
  return {
    text: pattern,
    ...(event === undefined ? {} : { event }),
    ...(name !== undefined && event === undefined ? { unread: true as const } : {}),
  };
}

function checkText(pattern: string, place: Place, { diagnostics }: Section): void {
  const wrong = topicPatternMistake(pattern);
  if (wrong !== undefined) {
    diagnostics.push(mistake('bad-topic-pattern', place, wrong.message, { hint: wrong.hint }));
    return;
  }
  const glob = globMeant(pattern);
  if (glob === undefined) return;
  const message = `\`${pattern}\` repeats the letter before the star: it is a regular expression, not a file name`;
  diagnostics.push(warning('glob-pattern', place, message, { hint: `did you mean \`${glob}\`?` }));
}
