import type { Diagnostic } from '../../base/errors.ts';
import { own } from '../../base/values.ts';
import { meant, mistake } from '../../language/diagnostic.ts';
import type { EventContract, Field, TopicDeclaration } from '../../language/model.ts';
import { isTime, storedAs, timeHint } from '../../language/stored-as.ts';
import type { RecommenderDeclaration } from './declaration.ts';

/** Fields and types that a recommender names must be in the events of its topics, as far as those are declared. */
export function checkRecommender(
  recommender: RecommenderDeclaration,
  topics: ReadonlyMap<string, TopicDeclaration>,
): Diagnostic[] {
  const diagnostics: Diagnostic[] = [...checkOwner(recommender), ...checkDecay(recommender)];
  const events = recommender.from.map((topic) => topics.get(topic)?.event);
  if (events.some((event) => event === undefined)) return diagnostics;
  const known = events.filter((event) => event !== undefined);
  const { map, pointer } = recommender;
  const fieldsOf = (event: EventContract) => [event.fields, ...Object.values(event.types ?? {})].flatMap(Object.keys);
  for (const word of ['user', 'session', 'item', 'rating', 'time'] as const) {
    const field = recommender[word];
    if (field === undefined || field === '' || known.some((event) => fieldsOf(event).includes(field))) continue;
    const hint = meant(field, [...new Set(known.flatMap(fieldsOf))], 'field');
    const message = `no event of its topics has a field \`${field}\``;
    diagnostics.push(mistake('unknown-field', { map, pointer: [...pointer, word] }, message, { hint }));
  }
  diagnostics.push(...checkTime(recommender, known));
  const wrongBy = checkBy(recommender, known);
  if (wrongBy.length > 0) return [...diagnostics, ...wrongBy];
  const types = known.flatMap((event) => typesBy(recommender.by, event));
  for (const type of Object.keys(recommender.weights)) {
    if (types.includes(type)) continue;
    const hint = meant(type, types, 'type');
    const place = { map, pointer: [...pointer, 'weights', type], part: 'key' as const };
    diagnostics.push(mistake('unknown-type', place, `its topics have no event type \`${type}\``, { hint }));
  }
  return diagnostics;
}

/** An event's time is a time, or a number or a text that may be one. */
function checkTime({ time, map, pointer }: RecommenderDeclaration, events: readonly EventContract[]): Diagnostic[] {
  if (time === undefined) return [];
  const fields = events.flatMap(({ fields, types = {} }) => [fields, ...Object.values(types)]);
  const found = fields
    .flatMap((some) => own(some, time) ?? [])
    .find((field) => !isTime(field) && !['text', 'integer', 'double'].includes(storedAs(field).kind));
  if (found === undefined) return [];
  const hint = timeHint(found);
  return [mistake('wrong-type', { map, pointer: [...pointer, 'time'] }, `\`${time}\` is no time`, { hint })];
}

/** What `weights` go by in an event. */
function typesBy(by: string | undefined, event: EventContract): readonly string[] {
  const field = by === undefined || by === event.by ? undefined : own(event.fields, by);
  if (field?.type === 'string' && field.enum !== undefined) return field.enum;
  return event.types === undefined ? [event.name] : Object.keys(event.types);
}

/** Only a field of few values that every event has can have a weight for each. */
function checkBy({ by, map, pointer }: RecommenderDeclaration, events: readonly EventContract[]): Diagnostic[] {
  if (by === undefined) return [];
  const place = { map, pointer: [...pointer, 'by'] };
  const having = events.filter((event) => event.by === by || Object.hasOwn(event.fields, by));
  if (having.length === 0) {
    const hint = meant(by, [...new Set(events.flatMap(({ fields }) => Object.keys(fields)))], 'field');
    return [mistake('unknown-field', place, `no event of its topics has always a field \`${by}\``, { hint })];
  }
  const lacking = having.find((event) => event.by !== by && !isChoice(event.fields[by]));
  if (lacking === undefined) return [];
  const related = {
    place: { map, pointer: ['events', lacking.name, 'fields', by] },
    message: 'the field is declared here',
  };
  const hint = 'give it `type: string` and an `enum` of its values, and leave no `?` behind it';
  return [mistake('bad-discriminator', place, `\`${by}\` is no required string of few values`, { hint, related })];
}

const isChoice = (field: Field | undefined): boolean =>
  field?.type === 'string' && field.required && field.enum !== undefined;

/**
 * Lists are made for users or for sessions: the word for it must be there, and the word of the other model says
 * nothing.
 */
function checkOwner(recommender: RecommenderDeclaration): Diagnostic[] {
  const { model, map, pointer } = recommender;
  const [word, other] = model === 'sessions' ? (['session', 'user'] as const) : (['user', 'session'] as const);
  const diagnostics: Diagnostic[] = [];
  if (recommender[word] === '') {
    diagnostics.push(mistake('missing-key', { map, pointer, part: 'key' }, `\`recommender\` lacks \`${word}\``));
  }
  if (recommender[other] !== '') {
    const hint = word === 'session' ? 'leave it out' : 'leave it out, or write `model: sessions`';
    const message = `\`${other}\` means nothing here: with \`model: ${model}\` lists are made by \`${word}\``;
    diagnostics.push(mistake('unknown-key', { map, pointer: [...pointer, other], part: 'key' }, message, { hint }));
  }
  return diagnostics;
}

function checkDecay({ decay = {}, map, pointer }: RecommenderDeclaration): Diagnostic[] {
  return (['popularity', 'profile'] as const).flatMap((word) => {
    const halfLife = decay[word];
    if (halfLife === undefined || halfLife >= 1_000) return [];
    const place = { map, pointer: [...pointer, 'decay', word] };
    return [mistake('bad-value', place, 'a half-life is at least 1s')];
  });
}
