import type { Diagnostic } from '../../base/errors.ts';
import { mistake, warning } from '../../language/diagnostic.ts';
import type { KindInput } from '../kind-input.ts';

/** Of a longer topic, files have the first so many characters in their names, and a hash. */
const LONGEST_WHOLE = 180;
/** A name in HDFS and most file systems has 255 bytes; partition, offset, link and ending take 44. */
const LONGEST = 210;

/** Topics whose names do not fit into those of their files. */
export function lintTopicNames({ declaration: { map, pointer, pattern }, topics }: KindInput): Diagnostic[] {
  if (pattern !== undefined) return [];
  return [...topics.keys()].flatMap((name, index) => {
    if (name.length <= LONGEST_WHOLE) return [];
    const place = { map, pointer: [...pointer, 'from', ...(topics.size > 1 ? [index] : [])] };
    const shown = `\`${name.slice(0, 20)}…${name.slice(-20)}\` has ${name.length} characters`;
    if (name.length > LONGEST) {
      const message = `${shown}, and the names of its files have room for ${LONGEST}`;
      return [mistake('bad-name', place, message, { hint: 'store a topic of a shorter name' })];
    }
    const message = `${shown}: the names of its files have the first ${LONGEST_WHOLE} and a hash of the whole`;
    const hint = 'their directory has the whole name; a shorter topic is in both';
    return [warning('bad-name', place, message, { hint })];
  });
}
