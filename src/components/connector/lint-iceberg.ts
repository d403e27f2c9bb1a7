import type { Diagnostic } from '../../base/errors.ts';
import { entriesOf, member, text } from '../../base/values.ts';
import { mistake } from '../../language/diagnostic.ts';
import type { KindInput } from '../kind-input.ts';

const offsetReset = 'iceberg.kafka.auto.offset.reset';

/**
 * Apache Iceberg's sink starts at the end of its topics when a worker dies between the first source-offset commit and
 * the first table commit, and loses what came before, unless it is told to start at the beginning.
 */
export function lintIceberg({ declaration }: KindInput): readonly Diagnostic[] {
  const className = text(declaration.words.class) ?? '';
  if (!className.startsWith('org.apache.iceberg.')) return [];
  const config = member(declaration.words, 'config');
  const value = member(config, offsetReset) ?? Object.fromEntries(entriesOf(declaration.extra))[offsetReset];
  if (value === 'earliest') return [];
  const place = { map: declaration.map, pointer: [...declaration.pointer, 'connector', 'class'] };
  const message = 'with its defaults this sink loses records when a worker dies before its first commit';
  return [mistake('iceberg-offset-reset', place, message, { hint: `set \`${offsetReset}: earliest\` in its config` })];
}
