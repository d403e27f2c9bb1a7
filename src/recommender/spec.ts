import { createHash } from 'node:crypto';
import { RefusedError } from '../base/errors.ts';
import type { TimeFormat } from '../base/event-time.ts';
import { isRecord, member } from '../base/values.ts';
import type { Encoding } from '../language/model.ts';
import type { ModelOptions } from './model/model.ts';
import { NEIGHBOURS } from './model/neighbours.ts';
import type { SessionOptions } from './model/sessions/sessions.ts';
import { DEFAULT_SHARDS } from './model/shards.ts';
import { isSpecWords, type SpecWords } from './words.ts';

export { deadLetterTopic, groupOf, logTopic } from './names.ts';

/** How a record of one topic tells its event type: by a field of the value, or always the same. */
export interface TopicTypes {
  /** How its values become JSON; absent where they are. */
  readonly encoding?: Encoding;
  /** The union's discriminator, or another field of few values. */
  readonly by?: string;
  /** Other spellings of types, as the contract has them. */
  readonly aliases?: Readonly<Record<string, string>>;
  /** The type of every record where there is no union: the event's name, or the topic's when it has no event. */
  readonly type?: string;
  /** How the field `time` counts since 1970. */
  readonly time?: TimeFormat;
}

/** `spec` of a job of kind `recommender`, as it travels through `_pipeline.jobs`. */
export type RecommenderSpec = SpecWords & {
  /** By topic of `from`. */
  readonly types: Readonly<Record<string, TopicTypes>>;
};

function isSpec(spec: unknown): spec is RecommenderSpec {
  if (!isRecord(spec) || !isSpecWords(spec)) return false;
  const types: unknown = member(spec, 'types');
  const halfLives = Object.values(spec.decay ?? {});
  return spec.from.every((topic) => isRecord(member(types, topic))) && halfLives.every((halfLife) => halfLife > 0);
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
