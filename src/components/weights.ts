import type { Diagnostic } from '../base/errors.ts';
import { own } from '../base/values.ts';
import { meant, mistake, type Place } from '../language/diagnostic.ts';
import type { EventContract, Field } from '../language/model.ts';

/** Words that say how much an event of each type says, and which field tells the type. */
export interface Weighing {
  /** The field that weights go by; absent: what tells the types of a union apart. */
  readonly by?: string | undefined;
  readonly weights: Readonly<Record<string, number>>;
}

/** Whether `by` tells few types in each of the events, and `weights` knows them; `at`: the place of a word. */
export function checkWeights(
  { by, weights }: Weighing,
  events: readonly EventContract[],
  at: (...words: readonly string[]) => Place,
): readonly Diagnostic[] {
  const wrongBy = by === undefined ? [] : checkBy(by, events, at('by'));
  if (wrongBy.length > 0) return wrongBy;
  const types = events.flatMap((event) => typesBy(by, event));
  return Object.keys(weights).flatMap((type) => {
    if (types.includes(type)) return [];
    const place = { ...at('weights', type), part: 'key' as const };
    const hint = meant(type, types, 'type');
    return [mistake('unknown-type', place, `its topics have no event type \`${type}\``, { hint })];
  });
}

/** What weights go by in an event. */
function typesBy(by: string | undefined, event: EventContract): readonly string[] {
  const field = by === undefined || by === event.by ? undefined : own(event.fields, by);
  if (field?.type === 'string' && field.enum !== undefined) return field.enum;
  return event.types === undefined ? [event.name] : Object.keys(event.types);
}

/** Only a field of few values that every event has can have a weight for each. */
function checkBy(by: string, events: readonly EventContract[], place: Place): Diagnostic[] {
  const having = events.filter((event) => event.by === by || Object.hasOwn(event.fields, by));
  if (having.length === 0) {
    const hint = meant(by, [...new Set(events.flatMap(({ fields }) => Object.keys(fields)))], 'field');
    return [mistake('unknown-field', place, `no event of its topics has always a field \`${by}\``, { hint })];
  }
  const lacking = having.find((event) => event.by !== by && !isChoice(event.fields[by]));
  if (lacking === undefined) return [];
  const related = {
    place: { map: place.map, pointer: ['events', lacking.name, 'fields', by] },
    message: 'the field is declared here',
  };
  const hint = 'give it `type: string` and an `enum` of its values, and leave no `?` behind it';
  return [mistake('bad-discriminator', place, `\`${by}\` is no required string of few values`, { hint, related })];
}

const isChoice = (field: Field | undefined): boolean =>
  field?.type === 'string' && field.required && field.enum !== undefined;
