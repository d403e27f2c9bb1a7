import type { Diagnostic } from '../../base/errors.ts';
import { own } from '../../base/values.ts';
import { meant, mistake } from '../../language/diagnostic.ts';
import type { EventContract, TopicDeclaration } from '../../language/model.ts';
import { isTime, storedAs, timeHint } from '../../language/stored-as.ts';
import { checkWeights } from '../weights.ts';
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
  const at = (...words: readonly string[]) => ({ map, pointer: [...pointer, ...words] });
  return [...diagnostics, ...checkWeights(recommender, known, at)];
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
