import type { Diagnostic } from '../base/errors.ts';
import { mistake, type Place } from './diagnostic.ts';

const constructs: readonly (readonly [RegExp, string])[] = [
  [/^\(\?<?[=!]/, 'looks around'],
  [/^\\(?:[1-9]|k<)/, 'refers back to a group'],
];
const mostRepetitions = 1_000;

interface Beyond {
  /** As it stands in the pattern. */
  readonly text: string;
  readonly what: string;
}

/**
 * The first part of a pattern that cannot be matched in time linear in the text, as sinks match (RE2/J):
 * back-references, look-around, more than 1,000 repetitions. Undefined when there is none.
 */
function beyondLinear(pattern: string): Beyond | undefined {
  let inClass = false;
  for (let at = 0; at < pattern.length; at += pattern[at] === '\\' ? 2 : 1) {
    const rest = pattern.slice(at);
    if (inClass) {
      if (rest.startsWith(']')) inClass = false;
      continue;
    }
    if (rest.startsWith('[')) inClass = true;
    for (const [construct, what] of constructs) {
      const [text] = construct.exec(rest) ?? [];
      if (text !== undefined) return { text, what };
    }
    const [text, least = '0', most = '0'] = /^\{(\d+)(?:,(\d*))?\}/.exec(rest) ?? [];
    if (text !== undefined && Math.max(Number(least), Number(most)) > mostRepetitions) {
      return { text, what: `repeats more than ${mostRepetitions} times` };
    }
  }
  return undefined;
}

/** Says so when no sink could hold texts against `pattern`. */
export function lintPattern(pattern: string, place: Place): Diagnostic[] {
  const beyond = beyondLinear(pattern);
  if (beyond === undefined) return [];
  const message = `\`${beyond.text}\` ${beyond.what}, which sinks do not: they match in time linear in the text`;
  const hint = 'leave it out, write out what the text may be, or list its values under `enum`';
  return [mistake('bad-pattern', place, message, { hint })];
}
