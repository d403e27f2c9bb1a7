import { createHash } from 'node:crypto';
import { BinaryReader } from '../log/binary.ts';
import type { Progress } from '../log/progress.ts';
import { History } from '../model/history.ts';
import { Interner } from '../model/interner.ts';
import type { LearnedState } from '../model/learned-state.ts';
import { Model, type ModelOptions } from '../model/model.ts';
import { Shards } from '../model/shards.ts';
import { readRows } from './rows.ts';

/** Form and version; documented in docs/recommender-formats.md. */
export const MAGIC = 'pipeline-recommender-7';
const CHECKSUM = 32;

/** Everything a restart needs: the model and what of the log is in it. */
export interface Snapshot extends LearnedState {
  /** modelDigest of the spec that learned it. */
  readonly digest: string;
  /** Kafka's id of the log that it was learned from; '' where none is known. */
  readonly log: string;
}

export const checksum = (bytes: Buffer): Buffer => createHash('sha256').update(bytes).digest();

/** What a snapshot says of itself before its counters. */
export interface Header extends Omit<Progress, 'covered' | 'topics' | 'forgotten'> {
  readonly forgotten: readonly (readonly [user: string, positions: readonly (readonly [string, number])[]])[];
  readonly digest: string;
  readonly log: string;
  readonly covered: readonly (readonly [string, number])[];
  readonly topics: readonly (readonly [string, string])[];
  readonly options: ModelOptions;
  readonly now: number;
  readonly evicted: number;
  readonly shards: number;
  /** Shards whose rows are in it, each with the log offset they are as of. */
  readonly held: readonly (readonly [shard: number, asOf: number])[];
}

/** The header's form is vouched for by the magic and the checksum: only encodeSnapshot writes such bytes. */
function parseHeader(text: string): Header {
  return JSON.parse(text);
}

/** The header of a snapshot out of its first bytes, unchecked; undefined when it is not one of this version. */
export function peekHeader(bytes: Buffer): Header | undefined {
  try {
    const from = new BinaryReader(bytes);
    return from.text() === MAGIC ? parseHeader(from.text()) : undefined;
  } catch {
    return undefined;
  }
}

/** Undefined when the bytes are not what encodeSnapshot of this version wrote: torn, flipped, or another version's. */
export function decodeSnapshot(bytes: Buffer): Snapshot | undefined {
  if (bytes.length <= CHECKSUM) return undefined;
  const body = bytes.subarray(0, -CHECKSUM);
  if (!checksum(body).equals(bytes.subarray(-CHECKSUM))) return undefined;
  const from = new BinaryReader(body);
  if (from.text() !== MAGIC) return undefined;
  const {
    digest,
    log,
    options,
    now,
    evicted,
    shards: count,
    held,
    covered,
    topics,
    forgotten,
    ...counts
  } = parseHeader(from.text());
  const progress: Progress = {
    ...counts,
    covered: new Map(covered),
    topics: new Map(topics),
    forgotten: new Map(forgotten.map(([user, positions]) => [user, new Map(positions)])),
  };
  const names = () => Array.from({ length: from.int() }, () => from.text());
  const [users, items] = [new Interner(names()), new Interner(names())];
  const histories = Array.from({ length: users.size }, () => readHistory(from, options));
  const shards = Shards.only(count, []);
  for (const [shard, asOf] of held) shards.hold(shard, asOf, progress.applied);
  const model = new Model(options, shards, users, items, histories);
  model.reach(now);
  model.evicted = evicted;
  const counted = Array.from({ length: items.size }, () => ({ popularity: from.double(), itemCount: from.double() }));
  model.counters.restore(counted, histories);
  readRows(from, model.counters.pairs);
  readRows(from, model.counters.sequences);
  return { digest, log, model, progress };
}

function readHistory(from: BinaryReader, { known, decay }: ModelOptions): History {
  const history = new History(known, decay !== undefined);
  history.time = from.double();
  history.touch = from.double();
  history.offset = from.double();
  const past = from.int();
  for (let left = past; left > 0; left--) history.append(from.int(), 0);
  for (let left = past; left > 0; left--) history.dropOldest();
  for (let left = from.int(); left > 0; left--) {
    const [item, weight] = [from.int(), from.int()];
    history.append(item, weight, decay === undefined ? 0 : from.double());
    const index = history.indexOf(item);
    if (index < 0 || weight > history.rating(index)) history.rate(index, item, weight);
  }
  return history;
}
