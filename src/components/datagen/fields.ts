import type { Diagnostic } from '../../base/errors.ts';
import { isRecord, member, type Values } from '../../base/values.ts';
import { meant, mistake } from '../../language/diagnostic.ts';
import type { EventContract, Field, Fields, TopicDeclaration } from '../../language/model.ts';
import { lintHint } from './hint.ts';
import type { HintUse, PlaceOf } from './use.ts';

/** One field of one type (undefined when the event is no union) of one topic. */
interface Occurrence {
  readonly topic: string;
  readonly type: string | undefined;
  readonly event: EventContract;
  readonly name: string;
  readonly field: Field;
  /** All fields of that type. */
  readonly scope: Fields;
}

/**
 * Looks at each field of the topics' events with the most particular hint there is for it, and for hints of no field.
 */
export function lintFields(words: Values, topics: readonly TopicDeclaration[], place: PlaceOf): Diagnostic[] {
  const hints = isRecord(words.fields) ? words.fields : {};
  const occurrences = topics.flatMap(occurrencesIn);
  const known = new Set(occurrences.flatMap((occurrence) => keysOf(occurrence)));
  const unknown = Object.keys(hints).filter((key) => !known.has(key));
  const names = [...new Set(occurrences.map(({ name }) => name))];
  return [
    ...occurrences.flatMap((occurrence) => lintOccurrence(occurrence, hints, words.types, place)),
    ...unknown.map((key) =>
      mistake(
        'datagen-field',
        place(['datagen', 'fields', key], 'key'),
        `no event of these topics has a field \`${key}\``,
        {
          hint: nestedHint(key, occurrences) ?? meant(key, names, 'field'),
        },
      ),
    ),
  ];
}

/** `location.lat` says which field of a mapping is meant, and its hint stands inside that of the mapping. */
function nestedHint(key: string, occurrences: readonly Occurrence[]): string | undefined {
  const [outer = '', ...inner] = key.split('.');
  if (inner.length === 0 || !occurrences.some(({ name, field }) => name === outer && field.type === 'object'))
    return undefined;
  return `write \`${outer}: { fields: { ${inner.join(': { fields: { ')}: …${' } }'.repeat(inner.length)}\``;
}

function occurrencesIn({ name: topic, event }: TopicDeclaration): Occurrence[] {
  if (event === undefined) return [];
  const shapes: readonly (readonly [string | undefined, Fields])[] =
    event.types === undefined ? [[undefined, {}]] : Object.entries(event.types);
  return shapes.flatMap(([type, own]) => {
    const scope: Fields = { ...event.fields, ...own };
    return Object.entries(scope).map(([name, field]) => ({ topic, type, event, name, field, scope }));
  });
}

/** Where the hint of a field may stand, the most particular first. */
const keysOf = ({ topic, type, name }: Pick<Occurrence, 'topic' | 'type' | 'name'>): readonly string[] => [
  ...(type === undefined ? [] : [`${type}.${name}`]),
  `${topic}.${name}`,
  name,
];

function lintOccurrence(occurrence: Occurrence, hints: Values, weights: unknown, place: PlaceOf): Diagnostic[] {
  const { name, field, event, scope } = occurrence;
  const keyOf = (other: string) => keysOf({ ...occurrence, name: other }).find((key) => Object.hasOwn(hints, key));
  const key = keyOf(name);
  if (key === undefined) return [];
  const at: PlaceOf = (pointer, part) => place(['datagen', 'fields', key, ...pointer], part);
  if (name === event.by) {
    const hint = 'give the weights of its values under `types`';
    return [mistake('datagen-discriminator', at([], 'key'), `\`${name}\` tells the types apart`, { hint })];
  }
  const use: HintUse = {
    hint: hints[key],
    field,
    scope,
    hintOf: (other) => member(hints, keyOf(other) ?? ''),
    ...(event.by === undefined ? {} : { union: { by: event.by, types: madeTypes(event, weights) } }),
    place: at,
  };
  return lintHint(use);
}

/** The spellings of types that are made: those with a weight, or all types when none has one. */
function madeTypes({ types = {}, aliases = {} }: EventContract, weights: unknown): readonly string[] {
  const spellings = [...Object.keys(types), ...Object.keys(aliases)];
  const weighted = spellings.filter((name) => member(weights, name) !== undefined);
  return weighted.length > 0 ? weighted : Object.keys(types);
}
