import type { Diagnostic } from '../../errors.ts';
import { meant, mistake, type Place } from '../../language/diagnostic.ts';
import type { EventContract, Fields, Pointer, TopicDeclaration } from '../../language/model.ts';
import { isRecord, member, type Values } from '../../language/values.ts';
import type { KindInput } from '../kind.ts';
import { lintHint } from './hint.ts';

/** Every rule of a datagen source that needs no cluster. */
export function lintDatagen(input: KindInput): readonly Diagnostic[] {
  const { declaration, topics } = input;
  const place = (pointer: Pointer, part?: 'key' | 'value'): Place => ({
    map: declaration.map,
    pointer: [...declaration.pointer, ...pointer],
    ...(part === undefined ? {} : { part }),
  });
  const words = declaration.words;
  const known = [...topics.values()]
    .filter((topic) => topic?.event !== undefined)
    .filter((topic) => topic !== undefined);
  const found = [
    ...[...topics].flatMap(([name, topic]) => lintTopic(name, topic, place)),
    ...((declaration.tasks ?? 1) > 1
      ? [mistake('datagen-tasks', place(['tasks']), 'a datagen source runs as one task', { hint: 'leave `tasks` out' })]
      : []),
    ...(words.pace !== undefined && words.start === undefined
      ? [mistake('datagen-pace', place(['datagen', 'pace'], 'key'), '`pace` needs `start`', { hint: 'add `start:`' })]
      : []),
    ...lintNames(words, 'topics', [...topics.keys()], 'topic of this source', place),
  ];
  if (known.length < topics.size) return found;
  const typeNames = known.flatMap(({ event }) => [
    ...Object.keys(event?.types ?? {}),
    ...Object.keys(event?.aliases ?? {}),
  ]);
  return distinct([
    ...found,
    ...lintNames(words, 'types', typeNames, 'type', place),
    ...lintFields(words, known, place),
  ]);
}

type PlaceOf = (pointer: Pointer, part?: 'key' | 'value') => Place;

function lintTopic(name: string, topic: TopicDeclaration | undefined, place: PlaceOf): Diagnostic[] {
  if (topic?.event === undefined) {
    const message = `nothing says what the values of \`${name}\` look like`;
    const hint = `declare the topic with its event: \`${name}: { event: … }\``;
    return [mistake('datagen-no-event', place([], 'key'), message, { hint })];
  }
  const { key, event } = topic;
  const field = key === undefined || !Object.hasOwn(event.fields, key) ? undefined : event.fields[key];
  if (key === undefined || (field?.required === true && field.type !== 'array' && field.type !== 'object')) return [];
  const message = `the key \`${key}\` must be a plain field that every event has`;
  return [mistake('datagen-key', { map: topic.map, pointer: [...topic.pointer, 'key'] }, message)];
}

function lintNames(words: Values, word: string, names: readonly string[], thing: string, place: PlaceOf): Diagnostic[] {
  const given = isRecord(words[word]) ? Object.keys(words[word]) : [];
  return given
    .filter((name) => !names.includes(name))
    .map((name) =>
      mistake('datagen-name', place(['datagen', word, name], 'key'), `there is no ${thing} \`${name}\``, {
        hint: meant(name, names, thing),
      }),
    );
}

/** Each field of each type of each topic with the most particular hint there is for it. */
function lintFields(words: Values, topics: readonly TopicDeclaration[], place: PlaceOf): Diagnostic[] {
  const hints = isRecord(words.fields) ? words.fields : {};
  const used = new Set<string>();
  const names = new Set<string>();
  const diagnostics: Diagnostic[] = [];
  for (const { name: topic, event } of topics) {
    if (event === undefined) continue;
    const union = event.by === undefined ? {} : { union: { by: event.by, types: madeTypes(event, words.types) } };
    for (const [type, scope] of scopesOf(event)) {
      const keyOf = (field: string) =>
        [`${type}.${field}`, `${topic}.${field}`, field].find((key) => Object.hasOwn(hints, key));
      const hintOf = (field: string) => member(hints, keyOf(field) ?? '');
      for (const [name, field] of Object.entries(scope)) {
        names.add(name);
        for (const key of [`${type}.${name}`, `${topic}.${name}`, name]) used.add(key);
        const key = keyOf(name);
        if (key === undefined) continue;
        const at: PlaceOf = (pointer, part) => place(['datagen', 'fields', key, ...pointer], part);
        if (name === event.by) {
          const hint = 'give the weights of its values under `types`';
          diagnostics.push(
            mistake('datagen-discriminator', at([], 'key'), `\`${name}\` tells the types apart`, { hint }),
          );
        } else {
          diagnostics.push(...lintHint({ hint: hints[key], field, scope, hintOf, ...union, place: at }));
        }
      }
    }
  }
  const unused = Object.keys(hints).filter((key) => !used.has(key));
  return [
    ...diagnostics,
    ...unused.map((key) =>
      mistake(
        'datagen-field',
        place(['datagen', 'fields', key], 'key'),
        `no event of these topics has a field \`${key}\``,
        {
          hint: meant(key, [...names], 'field'),
        },
      ),
    ),
  ];
}

const scopesOf = (event: EventContract): (readonly [string | undefined, Fields])[] =>
  event.types === undefined
    ? [[undefined, event.fields]]
    : Object.entries(event.types).map(([type, own]) => [type, { ...event.fields, ...own }]);

/** The spellings of types that are made: those with a weight, or all types when none has one. */
function madeTypes({ types = {}, aliases = {} }: EventContract, weights: unknown): readonly string[] {
  const spellings = [...Object.keys(types), ...Object.keys(aliases)];
  const weighted = spellings.filter((name) => member(weights, name) !== undefined);
  return weighted.length > 0 ? weighted : Object.keys(types);
}

/** A hint of a common field is looked at once per type: one mistake is told once. */
function distinct(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  const told = new Map(
    diagnostics.map((diagnostic) => [
      `${diagnostic.at.line}:${diagnostic.at.column} ${diagnostic.message}`,
      diagnostic,
    ]),
  );
  return [...told.values()];
}
