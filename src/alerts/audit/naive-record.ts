import type { RawRecord } from '../../clients/kafka/records.ts';
import type { TopicTypes } from '../spec.ts';
import { naiveFields } from './naive-event.ts';
import type { NaiveRecord } from './naive-rule.ts';

/** A record as the recomputation sees it; `broken` where its value is no event of the topic. */
export function naiveRecord(
  partition: number,
  { offset, timestamp, value, unreadable }: RawRecord,
  { by, types = [], aliases = {} }: TopicTypes,
): NaiveRecord & { readonly broken: boolean } {
  const bare = { partition, offset, timestamp };
  if (value === null) return { ...bare, broken: false };
  const fields = unreadable === undefined ? naiveFields(value) : undefined;
  if (fields === undefined) return { ...bare, broken: true };
  if (by === undefined) return { ...bare, broken: false, event: fields };
  const written = fields.members.get(by);
  const found = types.find(
    (type) =>
      type === written || Object.entries(aliases).some(([alias, target]) => alias === written && target === type),
  );
  return found === undefined
    ? { ...bare, broken: true }
    : { ...bare, broken: false, event: { ...fields, type: found } };
}
