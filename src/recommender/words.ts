import { durationSchema, durationText, parseDuration } from '../base/units.ts';
import { entriesOf, isRecord, listOf, member, text, type Values } from '../base/values.ts';
import type { JsonSchema } from '../language/json-schema.ts';
import { count, topicName, topics } from '../language/schema-parts.ts';

type Guard<T> = (value: unknown) => value is T;

/** One word of `recommender:`. Everything that knows the words derives from this table. */
interface Word<T> {
  /** How it is written. */
  readonly schema: JsonSchema;
  /** Its value, out of what is written, or not written. */
  readonly read: (written: unknown) => unknown;
  /** Whether a value, of a declaration or of a job's spec, is one. */
  readonly is: Guard<T>;
}

/** `read`: what is written, or the schema's default, where nothing else is said. */
function word<T>(
  is: Guard<T>,
  schema: JsonSchema,
  read: Word<T>['read'] = (written) => written ?? schema.default,
): Word<T> {
  return { schema, read, is };
}

const isWhole = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) >= 0;
const isCount = (value: unknown): value is number => isWhole(value) && value > 0;
const isText = (value: unknown): value is string => typeof value === 'string';
const isName = (value: unknown): value is string => isText(value) && value !== '';
const isTruth = (value: unknown): value is boolean => typeof value === 'boolean';
const isNames = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.length > 0 && value.every(isName);
const isWeights = (value: unknown): value is Readonly<Record<string, number>> =>
  isRecord(value) && Object.values(value).every(isWhole);
const isOne =
  <T extends string>(...all: readonly T[]): Guard<T> =>
  (value): value is T =>
    all.some((one) => one === value);
const orNone =
  <T>(is: Guard<T>): Guard<T | undefined> =>
  (value): value is T | undefined =>
    value === undefined || is(value);

/** Users with events at most. */
const isLimits = (value: unknown): value is { readonly users?: number } =>
  isRecord(value) && Object.values(value).every(isCount);
/** Half-lives in milliseconds. */
const isDecay = (value: unknown): value is { readonly popularity?: number; readonly profile?: number } =>
  isRecord(value) && Object.values(value).every(isWhole);

const readDecay = (written: unknown): unknown =>
  isRecord(written)
    ? Object.fromEntries(entriesOf(written).map(([name, duration]) => [name, parseDuration(text(duration) ?? '')]))
    : undefined;
const readName = (written: unknown): string => text(written) ?? '';

const words = {
  from: word(isNames, topics('to learn from'), listOf),
  to: word(isName, {
    ...topicName,
    description: 'The compacted topic of recommendations, keyed by user; declared here.',
  }),
  model: word(isOne('items', 'sessions'), {
    enum: ['items', 'sessions'],
    default: 'items',
    description: 'items: what goes together and what follows; sessions: what the most similar sessions held.',
  }),
  /** '' with the model `sessions`. */
  user: word(isText, { type: 'string', description: 'The field that names the user (model: items).' }, readName),
  /** '' with the model `items`. */
  session: word(
    isText,
    { type: 'string', description: 'The field that names the session (model: sessions).' },
    readName,
  ),
  item: word(isName, { type: 'string', description: 'The field that names the item.' }),
  /** Not in a spec, whose `types` say it of each topic. */
  by: word(orNone(isName), {
    type: 'string',
    description:
      'The field with an `enum` whose value `weights` go by (default: what tells the types of a union apart).',
  }),
  /** Weight by event type (value of the union's discriminator, or the topic's event name). */
  weights: word(isWeights, {
    type: 'object',
    minProperties: 1,
    additionalProperties: { type: 'integer', minimum: 0, maximum: 1000 },
    description: 'How much an event of each type says about a taste.',
  }),
  rating: word(orNone(isName), {
    type: 'string',
    description: 'The field whose value is the weight itself, where present.',
  }),
  time: word(orNone(isName), {
    type: 'string',
    description: "The field with the event's time (default: the record's timestamp).",
  }),
  top: word(isCount, {
    type: 'integer',
    minimum: 1,
    maximum: 1000,
    default: 10,
    description: 'Recommendations per user.',
  }),
  history: word(isCount, {
    type: 'integer',
    minimum: 2,
    default: 100,
    description: 'Latest events per user that count.',
  }),
  known: word(isCount, {
    type: 'integer',
    minimum: 2,
    maximum: 100_000,
    default: 2_000,
    description: 'Latest events per user whose items are known to be theirs (at least `history`).',
  }),
  limits: word(orNone(isLimits), {
    type: 'object',
    additionalProperties: false,
    description: 'What is kept at most; without it, everything.',
    properties: {
      users: count('Users with events: of more, those whose latest event is oldest in the log are given up.'),
    },
  }),
  decay: word(
    orNone(isDecay),
    {
      type: 'object',
      additionalProperties: false,
      minProperties: 1,
      description: 'Half-lives, by event time; without it nothing fades.',
      properties: {
        popularity: { ...durationSchema, description: 'Of events, where what is popular fills up lists.' },
        profile: { ...durationSchema, description: "Of a user's items, where they speak for others." },
      },
    },
    readDecay,
  ),
  excludeKnown: word(isTruth, {
    type: 'boolean',
    default: true,
    description: 'Leave out what the user already had.',
  }),
  shards: word(isCount, {
    type: 'integer',
    minimum: 1,
    maximum: 1024,
    default: 32,
    description: 'Parts that the items are divided into, shared by the running instances.',
  }),
  state: word(isOne('running', 'stopped'), {
    enum: ['running', 'stopped'],
    default: 'running',
    description: 'Stopped keeps what was written.',
  }),
};

type Words = typeof words;
type ValueOf<W> = W extends Word<infer T> ? T : never;

/** The value of every word, of a declaration that is valid. */
export type RecommenderWords = { readonly [Name in keyof Words]: ValueOf<Words[Name]> };

/** JSON Schema of `recommender:`. */
export function recommenderSchema(): JsonSchema {
  return {
    type: 'object',
    additionalProperties: false,
    description: 'Item-based recommendations, kept up to date from the events of topics.',
    required: ['from', 'to', 'item', 'weights'],
    properties: Object.fromEntries(Object.entries(words).map(([name, { schema }]) => [name, schema])),
  };
}

/** The values of what is written, valid against the schema. Throws RangeError for anything else. */
export function readWords(written: Values): RecommenderWords {
  const values = Object.fromEntries(Object.entries(words).map(([name, { read }]) => [name, read(written[name])]));
  if (isWords(values)) return values;
  throw new RangeError('`recommender` was read without being valid');
}

function isWords(values: Values): values is RecommenderWords {
  return Object.entries(words).every(([name, { is }]) => is(values[name]));
}

/** Not in a job's spec: `user` stands for it, `types` do, or it is the job's own state. */
type Told = 'session' | 'state' | 'by';
/** Words that a spec of an older version may lack. */
type Newer = 'model' | 'known' | 'shards';
type Rarely = { [Name in Exclude<keyof Words, 'by'>]: undefined extends ValueOf<Words[Name]> ? Name : never }[Exclude<
  keyof Words,
  'by'
>];

/** The words as a job's spec has them; `user` is the field that lists are made by, the user's or the session's. */
export type SpecWords = Readonly<
  Pick<RecommenderWords, Exclude<keyof Words, Told | Newer | Rarely>> & {
    [Name in Newer | Rarely]?: Exclude<RecommenderWords[Name], undefined>;
  }
>;

const NOT_IN_SPEC: ReadonlySet<string> = new Set<Told>(['session', 'state', 'by']);
const MAY_LACK: ReadonlySet<string> = new Set<Newer>(['model', 'known', 'shards']);

/** Whether a value has all words that a spec must have, each as it must be. */
export function isSpecWords(spec: unknown): spec is SpecWords {
  if (!isRecord(spec)) return false;
  return (
    spec.user !== '' &&
    Object.entries(words).every(
      ([name, { is }]) => NOT_IN_SPEC.has(name) || (MAY_LACK.has(name) && spec[name] === undefined) || is(spec[name]),
    )
  );
}

/** The words of a declaration as its job's spec has them: what is not said is left out, and so is the model `items`. */
export function specWords(declared: RecommenderWords): SpecWords {
  const { model, session } = declared;
  const said = Object.keys(words).flatMap((name) => {
    const value = member(declared, name);
    const left = value === undefined || NOT_IN_SPEC.has(name) || (name === 'model' && value === 'items');
    return left ? [] : [[name, name === 'user' && model === 'sessions' ? session : value] as const];
  });
  const spec = Object.fromEntries(said);
  if (isSpecWords(spec)) return spec;
  throw new RangeError('`recommender` was compiled without being valid');
}

/** The words of a declaration that `specWords` makes this spec of; defaults are left out. */
export function writtenWords(spec: SpecWords): Values {
  const { user, decay, model } = spec;
  const by = model === 'sessions' ? 'session' : 'user';
  const fades = entriesOf(decay).map(([name, half]) => [name, durationText(Number(half))]);
  const said = Object.entries(words).flatMap(([name, { schema }]) => {
    const value = name === by ? user : member(spec, name);
    const left = value === undefined || value === schema.default || (name === 'user' && by !== name);
    return left ? [] : [[name, name === 'decay' ? Object.fromEntries(fades) : value] as const];
  });
  return Object.fromEntries(said);
}
