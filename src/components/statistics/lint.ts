import type { Diagnostic } from '../../base/errors.ts';
import { own } from '../../base/values.ts';
import { meant, mistake, type Place } from '../../language/diagnostic.ts';
import type { EventContract, Field, Pointer, SectionDeclaration, TopicDeclaration } from '../../language/model.ts';
import { storedAs } from '../../language/stored-as.ts';
import type { TableSpec } from '../../statistics/spec.ts';
import { fieldsIn } from '../../statistics/template.ts';
import { tablesIn } from './compile.ts';

/** Fields and types that statistics name must be in the events of their topics, as far as those are declared. */
export function lintStatistics(
  { map, pointer, words }: SectionDeclaration,
  topics: ReadonlyMap<string, TopicDeclaration>,
): Diagnostic[] {
  const tables = tablesIn(words, (topic) => topics.get(topic)?.event);
  return Object.entries(tables).flatMap(([name, table]) => {
    const at = (path: Pointer, part: Place['part'] = 'value'): Place => ({
      map,
      pointer: [...pointer, name, ...path],
      part,
    });
    const unused = table.time === undefined || table.window !== undefined ? [] : [timeWithoutWindow(at)];
    const events = table.from.map((topic) => topics.get(topic)?.event);
    if (events.some((event) => event === undefined)) return unused;
    const known = events.filter((event) => event !== undefined);
    return [...unused, ...lintCounts(table, known, at), ...lintSums(table, known, at), ...lintLines(table, known, at)];
  });
}

type At = (path: Pointer, part?: Place['part']) => Place;

const timeWithoutWindow = (at: At) =>
  mistake('unknown-key', at(['time'], 'key'), '`time` means nothing without `window`', {
    hint: 'add `window: 1m`, or leave it out',
  });

/** Every field of an event, with the types that have it. */
const allFields = ({ fields, types = {} }: EventContract): readonly (readonly [string, Field])[] =>
  [fields, ...Object.values(types)].flatMap((some) => Object.entries(some));

const fieldsOf = (event: EventContract, type: string | undefined): readonly (readonly [string, Field])[] =>
  type === undefined ? allFields(event) : Object.entries({ ...event.fields, ...own(event.types ?? {}, type) });

const typesOf = (events: readonly EventContract[]) => [
  ...new Set(events.flatMap(({ types = {} }) => Object.keys(types))),
];

function unknownField(name: string, events: readonly EventContract[], place: Place, type?: string): Diagnostic[] {
  const fields = events.flatMap((event) => fieldsOf(event, type));
  if (fields.some(([field]) => field === name)) return [];
  const owner = type === undefined ? 'no event of its topics has' : `an event of type \`${type}\` has no`;
  const message = `${owner} ${type === undefined ? 'a ' : ''}field \`${name}\``;
  return [
    mistake('unknown-field', place, message, {
      hint: meant(name, [...new Set(fields.map(([field]) => field))], 'field'),
    }),
  ];
}

function unknownType(type: string, events: readonly EventContract[], place: Place): Diagnostic[] {
  const types = typesOf(events);
  if (types.includes(type)) return [];
  return [
    mistake('unknown-type', place, `its topics have no event type \`${type}\``, { hint: meant(type, types, 'type') }),
  ];
}

function lintCounts({ count, time }: TableSpec, events: readonly EventContract[], at: At): Diagnostic[] {
  const counted = count.flatMap((name, index) => {
    const place = at(['count', index]);
    const unknown = unknownField(name, events, place);
    if (unknown.length > 0) return unknown;
    const found = events.flatMap(allFields).find(([field, of]) => field === name && isCompound(of));
    if (found === undefined) return [];
    return [
      mistake(
        'wrong-type',
        place,
        `\`${name}\` is ${isList(found[1]) ? 'a list' : 'an object'}: its values cannot be counted`,
      ),
    ];
  });
  return [...counted, ...(time === undefined ? [] : lintTime(time, events, at(['time'])))];
}

/** A field of any values may have ones that can be counted. */
const isCompound = (field: Field) => ['list', 'map', 'group'].includes(storedAs(field).kind);
const isList = (field: Field) => field.type === 'array';

function lintTime(time: string, events: readonly EventContract[], place: Place): Diagnostic[] {
  const unknown = unknownField(time, events, place);
  const isTime = (field: Field) =>
    field.type === 'integer' || field.type === 'number' || (field.type === 'string' && field.enum === undefined);
  const other = events.flatMap(allFields).some(([name, field]) => name === time && !isTime(field));
  return other ? [mistake('wrong-type', place, `\`${time}\` cannot be a time`)] : unknown;
}

/** Numbers, also those that stand in texts; times do not add up. */
const addsUp = (field: Field) => ['integer', 'double', 'decimal'].includes(storedAs(field).kind) && !isBase64(field);

const isBase64 = (field: Field) => field.type === 'string' && field.format === 'decimal-base64';

function lintSums({ sum }: TableSpec, events: readonly EventContract[], at: At): Diagnostic[] {
  return Object.entries(sum).flatMap(([name, { of, type }]) => {
    const wrongType = type === undefined ? [] : unknownType(type, events, at(['sum', name, 'type']));
    if (wrongType.length > 0) return wrongType;
    const having = type === undefined ? events : events.filter(({ types = {} }) => Object.hasOwn(types, type));
    const place = at(['sum', name, 'of']);
    const unknown = unknownField(of, having, place, type);
    if (unknown.length > 0) return unknown;
    const fields = having.flatMap((event) => fieldsOf(event, type));
    const found = fields.find(([field, kind]) => field === of && !addsUp(kind));
    if (found === undefined) return [];
    const numbers = fields.flatMap(([field, kind]) => (addsUp(kind) ? [field] : []));
    const hint =
      numbers.length === 0 ? 'count its values instead: `count: […]`' : meant(of, [...new Set(numbers)], 'number');
    return [mistake('wrong-type', place, `\`${of}\` is no number: there is nothing to add up`, { hint })];
  });
}

function lintLines({ show }: TableSpec, events: readonly EventContract[], at: At): Diagnostic[] {
  return Object.entries(show).flatMap(([type, template]) => {
    const place = at(['show', type]);
    const single = events.some(({ by, name }) => by === undefined && name === type);
    const wrongType = single ? [] : unknownType(type, events, { ...place, part: 'key' });
    if (wrongType.length > 0) return wrongType;
    const having = single ? events : events.filter(({ types = {} }) => Object.hasOwn(types, type));
    return fieldsIn(template).flatMap((name) => unknownField(name, having, place, single ? undefined : type));
  });
}
