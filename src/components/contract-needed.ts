import type { Diagnostic } from '../base/errors.ts';
import { mistake, type Place } from '../language/diagnostic.ts';
import type { KindInput } from './kind-input.ts';

/**
 * Words of a sink that need fields, where a topic that it reads has no event: each is told. That all topics of a
 * pattern have none is told once.
 */
export function contractNeeded(
  { declaration: { pattern, map, pointer }, topics }: KindInput,
  name: string,
  words: readonly string[],
  at: (word: string) => Place,
): Diagnostic[] {
  if (pattern !== undefined) {
    const place = { map, pointer: [...pointer, 'from'] };
    const hint = 'add `event: EVENT` beside it, with the event of their values';
    return words.slice(0, 1).map((word) => {
      const message = `\`${word}\` needs to know the fields of the topics that the pattern finds`;
      return mistake('contract-needed', place, message, { hint });
    });
  }
  const topic = topics.get(name);
  const related = topic && {
    place: { map: topic.map, pointer: topic.pointer },
    message: `\`${name}\` is declared here`,
  };
  const hint = topic === undefined ? 'declare the topic with its `event`' : 'give the topic an `event`';
  return words.map((word) =>
    mistake('contract-needed', at(word), `\`${word}\` needs to know the fields of topic \`${name}\``, {
      hint,
      related,
    }),
  );
}
