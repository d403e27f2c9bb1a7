import type { ExactObject } from '../formats/rows/exact-json.ts';

/** Types of a union at most. */
export const MOST_TYPES = 30;
const LONGEST_TYPE = 60;
/** Each type must have been seen so often, on average. */
const PER_TYPE = 3;
const USUAL = /^(type|kind|event|event_?type|eventType|action|op|name|@type|category|message_?type|messageType)$/i;

/** Whether a text may name a type. */
export const isTypeName = (text: unknown): text is string =>
  typeof text === 'string' && text.trim() === text && text !== '' && !text.endsWith('?') && text.length <= LONGEST_TYPE;

/** The types that `records` have where the field `name` tells them apart; undefined where it cannot. */
function typesBy(name: string, records: readonly ExactObject[]): Map<string, ExactObject[]> | undefined {
  const types = new Map<string, ExactObject[]>();
  for (const record of records) {
    const type = record.get(name);
    if (!isTypeName(type)) return undefined;
    const those = types.get(type);
    if (those !== undefined) those.push(record);
    else if (types.size === MOST_TYPES) return undefined;
    else types.set(type, [record]);
  }
  return types.size >= 2 && records.length >= PER_TYPE * types.size ? types : undefined;
}

/** How many fields are always there in some types and never in others, and how many are there now and then. */
function divided(types: ReadonlyMap<string, readonly ExactObject[]>): {
  readonly apart: number;
  readonly unsure: number;
} {
  const names = new Set(
    [...types.values()].flatMap((records) => records.flatMap(({ members }) => [...members.keys()])),
  );
  let apart = 0;
  let unsure = 0;
  for (const name of names) {
    const shares = [...types.values()].map(
      (records) => records.filter(({ members }) => members.has(name)).length / records.length,
    );
    if (shares.some((share) => share === 0) && shares.some((share) => share > 0)) apart++;
    unsure += shares.filter((share) => share > 0 && share < 1).length;
  }
  return { apart, unsure };
}

/**
 * The field of `records` that tells types apart: the one by whose values other fields are there or not, with the fewest
 * that are there only now and then. Undefined where no field does, or where the records differ in nothing.
 */
export function discriminatorOf(records: readonly ExactObject[]): string | undefined {
  const [first] = records;
  const candidates = [...(first?.members.keys() ?? [])].flatMap((name) => {
    const types = typesBy(name, records);
    if (types === undefined) return [];
    const { apart, unsure } = divided(types);
    const isUsual = USUAL.test(name);
    return apart > 0 && (isUsual || unsure === 0) ? [{ name, unsure, isUsual, types: types.size }] : [];
  });
  const [best] = candidates.toSorted(
    (a, b) => a.unsure - b.unsure || Number(b.isUsual) - Number(a.isUsual) || a.types - b.types,
  );
  return best?.name;
}
