import { member, text, type Values } from '../base/values.ts';
import { globMeant, topicPatternMistake } from './check-topic-pattern.ts';
import { mistake, type Place, warning } from './diagnostic.ts';
import type { EventContract, Pointer, TopicPattern } from './model.ts';
import { isPlain, readTopicEvent } from './read-topic-event.ts';
import type { Section, Surroundings } from './section.ts';

/** `from: { pattern, event, format }` of a sink, which is at `pointer`. */
export async function readTopicPattern(
  written: Values,
  pointer: Pointer,
  section: Section,
  events: Readonly<Record<string, EventContract>>,
  surroundings: Surroundings,
): Promise<TopicPattern> {
  const pattern = text(written.pattern) ?? '';
  checkText(pattern, { map: section.map, pointer: [...pointer, 'pattern'] }, section);
  const name = text(member(written.event, 'registry'))?.replace(/-(?:value|key)$/, '') ?? pattern;
  const { event, unread } = await readTopicEvent(section, { name, written, pointer }, events, surroundings);
  return {
    text: pattern,
    ...(event === undefined ? {} : { event }),
    ...(isPlain(written) ? {} : { format: text(written.format) ?? '' }),
    ...(unread ? { unread } : {}),
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
