import type { Diagnostic } from '../../base/errors.ts';
import { parseDuration, parseSize } from '../../base/units.ts';
import { member, text } from '../../base/values.ts';
import { warning } from '../../language/diagnostic.ts';
import type { KindInput } from '../kind-input.ts';

/** Below these a store fills with files that cost more to open than to read. */
const shortestRoll = 5_000;
const smallestRoll = 1_000_000;
const fewestRecords = 1_000;

/** Rules for sinks that write files: rolls that make too many. */
export function lintFiles({ declaration }: KindInput): Diagnostic[] {
  const { map, pointer, kind, words } = declaration;
  const roll = (word: string) => ({ map, pointer: [...pointer, kind, 'roll', word] });
  const written = (word: string) => member(words.roll, word);
  const found: Diagnostic[] = [];
  const hint = 'let files grow: a small one costs a reader as much as a large one';
  const every = text(written('every'));
  if (every !== undefined && parseDuration(every) < shortestRoll) {
    const perDay = Math.floor(86_400_000 / Math.max(1, parseDuration(every))).toLocaleString('en');
    found.push(warning('tiny-files', roll('every'), `up to ${perDay} files a day from each partition`, { hint }));
  }
  const bytes = text(written('bytes'));
  if (bytes !== undefined && parseSize(bytes) < smallestRoll) {
    const perGigabyte = Math.floor(1e9 / Math.max(1, parseSize(bytes))).toLocaleString('en');
    found.push(warning('tiny-files', roll('bytes'), `${perGigabyte} files per gigabyte`, { hint }));
  }
  const records = written('records');
  if (typeof records === 'number' && records < fewestRecords) {
    const perMillion = Math.floor(1e6 / Math.max(1, records)).toLocaleString('en');
    found.push(warning('tiny-files', roll('records'), `${perMillion} files per million records`, { hint }));
  }
  return found;
}
