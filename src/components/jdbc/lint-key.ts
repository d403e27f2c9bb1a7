import type { Diagnostic } from '../../base/errors.ts';
import { listOf } from '../../base/values.ts';
import { changedRows } from '../../language/change-event.ts';
import { meant, mistake, type Place, warning } from '../../language/diagnostic.ts';
import type { EventContract, TopicDeclaration } from '../../language/model.ts';
import { isSingle } from '../../language/stored-as.ts';
import type { KindInput } from '../kind-input.ts';

/** Where a word of the sink stands. */
export type At = (...path: readonly (string | number)[]) => Place;

/** Rules of `mode: upsert` and its `key`. */
export function lintKey({ declaration, topics }: KindInput, at: At): Diagnostic[] {
  const { words } = declaration;
  const key = listOf(words.key).map(String);
  if (words.mode !== 'upsert') {
    if (words.key === undefined) return [];
    const hint = 'add `mode: upsert`, or remove it: rows that are appended have their coordinates as key';
    return [mistake('jdbc-key', { ...at('key'), part: 'key' }, '`key` is of `mode: upsert`', { hint })];
  }
  if (words.tombstones !== undefined) {
    const message = 'in `mode: upsert` a record without value deletes its row';
    const hint = 'remove `tombstones`, or append rows instead';
    return [mistake('jdbc-tombstones', { ...at('tombstones'), part: 'key' }, message, { hint })];
  }
  if (key.length === 0) {
    const usual = [...topics.values()].find((topic) => topic?.key !== undefined)?.key ?? 'FIELD';
    const hint = `add \`key: [${usual}]\`, with the fields that make a row the same one`;
    return [mistake('jdbc-key', at('mode'), '`upsert` needs to know which rows are the same', { hint })];
  }
  if (words.layout === 'by-type') {
    const message = 'a tombstone names no type, so it would be in no table';
    return [mistake('jdbc-key', at('layout'), message, { hint: 'upsert into one table, or append' })];
  }
  return [...topics].flatMap(([name, topic]) =>
    topic?.event === undefined ? [] : lintFields(name, topic, changedRows(topic.event), words, key, at),
  );
}

function lintFields(
  name: string,
  topic: TopicDeclaration,
  event: EventContract,
  words: KindInput['declaration']['words'],
  key: readonly string[],
  at: At,
): Diagnostic[] {
  const place = (index: number): Place => (Array.isArray(words.key) ? at('key', index) : at('key'));
  const wrong = key.flatMap((field, index) => lintField(field, event, topic, place(index)));
  // Debezium keys its changes by the row's key
  return wrong.length > 0 || topic.event?.change !== undefined ? wrong : lintPartitions(name, topic, key, at);
}

function lintField(name: string, event: EventContract, { map }: TopicDeclaration, place: Place): Diagnostic[] {
  const field = event.fields[name];
  if (field === undefined) {
    const message = `\`${name}\` is no field that all of event \`${event.name}\` has`;
    return [mistake('unknown-field', place, message, { hint: meant(name, Object.keys(event.fields), 'field') })];
  }
  const declared = {
    place: { map, pointer: ['events', event.name, 'fields', name] },
    message: 'the field is declared here',
  };
  const wrong = (message: string, hint: string) => [mistake('jdbc-key', place, message, { hint, related: declared })];
  if (!field.required) return wrong(`\`${name}\` may be absent, and a key may not`, 'make it required in the event');
  if (!isSingle(field)) {
    return wrong(`\`${name}\` holds no single value`, 'choose fields that do');
  }
  if (field.type === 'number' && field.decimals === undefined) {
    return wrong(
      `\`${name}\` is a number without a fixed number of decimals, which has no exact equal`,
      'give it `decimals`',
    );
  }
  return [];
}

/** The latest of records is known only within one partition, where the topic's key brings them together. */
function lintPartitions(name: string, topic: TopicDeclaration, key: readonly string[], at: At): Diagnostic[] {
  if (topic.partitions === 1 || (topic.key !== undefined && key.includes(topic.key))) return [];
  const apart = 'records of one row may lie in several partitions, and none of them is the latest';
  if (topic.key === undefined) {
    const hint = 'give the topic a `key` that is among these fields, unless what writes to it does so';
    return [warning('jdbc-key-apart', at('key'), `topic \`${name}\` declares no key: ${apart}`, { hint })];
  }
  const hint = `make \`${topic.key}\` one of them, or the key of the topic`;
  return [
    mistake('jdbc-key-apart', at('key'), `topic \`${name}\` is keyed by \`${topic.key}\`: ${apart}`, {
      hint,
      related: { place: { map: topic.map, pointer: [...topic.pointer, 'key'] }, message: 'its key' },
    }),
  ];
}
