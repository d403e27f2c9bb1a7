import { createHash } from 'node:crypto';
import { RefusedError } from '../base/errors.ts';
import type { ModelOptions } from './model/model.ts';
import { NEIGHBOURS } from './model/neighbours.ts';
import type { SessionOptions } from './model/sessions/sessions.ts';
import { DEFAULT_SHARDS } from './model/shards.ts';

export { deadLetterTopic, groupOf, logTopic } from '../language/recommender-names.ts';

/** How a record of one topic tells its event type: by a field of the value, or always the same. */
export interface TopicTypes {
  /** The union's discriminator. */
  readonly by?: string;
  /** Other spellings of types, as the contract has them. */
  readonly aliases?: Readonly<Record<string, string>>;
  /** The type of every record where there is no union: the event's name, or the topic's when it has no event. */
  readonly type?: string;
}

/** `spec` of a job of kind `recommender`, as it travels through `_pipeline.jobs`. */
export interface RecommenderSpec {
  readonly from: readonly string[];
  readonly to: string;
  /** `items` where it is missing. */
  readonly model?: 'items' | 'sessions';
  /** The field that lists are made by: the user, or the session. */
  readonly user: string;
  readonly item: string;
  readonly weights: Readonly<Record<string, number>>;
  readonly rating?: string;
  readonly time?: string;
  /** By topic of `from`. */
  readonly types: Readonly<Record<string, TopicTypes>>;
  readonly top: number;
  readonly history: number;
  readonly excludeKnown: boolean;
  readonly limits?: { readonly users?: number };
  /** Half-lives in milliseconds. */
  readonly decay?: { readonly popularity?: number; readonly profile?: number };
  /** Latest events per user whose items are known. */
  readonly known?: number;
  /** Parts that the items are divided into; 32 where an older version declared it. */
  readonly shards?: number;
}

type Json = Readonly<Record<string, unknown>>;
const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';
const isWeight = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) >= 0;
const isCount = (value: unknown): value is number => isWeight(value) && value > 0;

function isSpec(spec: unknown): spec is RecommenderSpec {
  if (!isObject(spec)) return false;
  const {
    from,
    to,
    user,
    item,
    weights,
    rating,
    time,
    types,
    top,
    history,
    excludeKnown,
    known,
    shards,
    model,
    decay,
    limits,
  } = spec;
  return (
    Array.isArray(from) &&
    from.length > 0 &&
    from.every(isText) &&
    [to, user, item].every(isText) &&
    [rating, time].every((field) => field === undefined || isText(field)) &&
    isObject(weights) &&
    Object.values(weights).every(isWeight) &&
    isObject(types) &&
    from.every((topic) => isObject(types[topic])) &&
    isCount(top) &&
    isCount(history) &&
    typeof excludeKnown === 'boolean' &&
    (model === undefined || model === 'items' || model === 'sessions') &&
    (known === undefined || isCount(known)) &&
    (limits === undefined || (isObject(limits) && Object.values(limits).every(isCount))) &&
    (decay === undefined || (isObject(decay) && Object.values(decay).every(isCount))) &&
    (shards === undefined || isCount(shards))
  );
}

/** The spec of a job as it came out of `_pipeline.jobs`. Throws RefusedError when this version cannot run it. */
export function recommenderSpec(name: string, spec: unknown): RecommenderSpec {
  if (isSpec(spec)) return spec;
  throw new RefusedError('This version cannot run the job as it is declared', {
    where: name,
    hint: 'Apply its pipeline again with the version that runs it.',
  });
}

/** What `history` is where nothing declares it. */
export const DEFAULT_HISTORY = 100;
const DEFAULT_KNOWN = 2_000;
/** Version of the rules by which sources are read: under other rules they are read again. */
const READING = 2;
/** As the published evaluations of VMIS-kNN have it. */
export const DEFAULT_SESSIONS: SessionOptions = { recent: 500, neighbours: 100 };

const hash = (value: unknown): string => createHash('sha256').update(JSON.stringify(value)).digest('hex').slice(0, 16);
const sorted = (record: Readonly<Record<string, unknown>>) =>
  Object.entries(record).sort(([left], [right]) => (left < right ? -1 : 1));

/** An event may be later than its record by so many milliseconds, where something fades. */
export function longestHalfLife({ decay }: Pick<RecommenderSpec, 'decay'>): number | undefined {
  return decay === undefined ? undefined : Math.max(...Object.values(decay));
}

/** What decides which events are read and how: another digest, another reading of the sources. */
export function readingDigest(spec: RecommenderSpec): string {
  const { from, user, item, rating, time, types, weights } = spec;
  const latest = longestHalfLife(spec);
  const taken = sorted(weights).flatMap(([type, weight]) => (weight === 0 ? [] : [type]));
  const read = [READING, [...from].sort(), user, item, rating ?? null, time ?? null, sorted(types), taken];
  return hash(latest === undefined ? read : [...read, latest]);
}

/** How much of each user's events is kept. */
export function modelOptions({
  history = DEFAULT_HISTORY,
  known = DEFAULT_KNOWN,
  model,
  decay,
  limits,
}: Partial<Pick<RecommenderSpec, 'history' | 'known' | 'model' | 'decay' | 'limits'>>): ModelOptions {
  return {
    history,
    known: Math.max(history, known),
    ...(model === 'sessions' ? { sessions: DEFAULT_SESSIONS } : {}),
    ...(decay === undefined ? {} : { decay }),
    ...(limits?.users === undefined ? {} : { users: limits.users }),
  };
}

/** Parts that the items are divided into. */
export const shardsOf = ({ shards = DEFAULT_SHARDS }: Pick<RecommenderSpec, 'shards'>): number => shards;

/** What decides the counters and how they are divided, given the same events. */
export function modelDigest(spec: RecommenderSpec): string {
  return hash([readingDigest(spec), sorted(spec.weights), modelOptions(spec), shardsOf(spec)]);
}

/** What decides the lists, given the same counters. */
export function servingDigest(spec: RecommenderSpec): string {
  const { model, top, excludeKnown } = spec;
  const lists = [modelDigest(spec), top, excludeKnown];
  return hash(model === 'sessions' ? lists : [...lists, NEIGHBOURS]);
}
