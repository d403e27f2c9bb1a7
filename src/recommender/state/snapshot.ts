import { createHash } from 'node:crypto';
import type { Progress } from '../log/learner.ts';
import { History } from '../model/history.ts';
import { Interner } from '../model/interner.ts';
import { Model, type ModelOptions } from '../model/model.ts';
import { Shards } from '../model/shards.ts';
import { BinaryReader, BinaryWriter } from './binary.ts';
import type { Holding } from './holdings.ts';
import { readRows, writeRows } from './rows.ts';

const MAGIC = 'pipeline-recommender-7';
const CHECKSUM = 32;

/** Everything a restart needs: the model and what of the log is in it. */
export interface Snapshot extends Holding {
  /** modelDigest of the spec that learned it. */
  readonly digest: string;
  /** Kafka's id of the log that it was learned from; '' where none is known. */
  readonly log: string;
}

const checksum = (bytes: Buffer): Buffer => createHash('sha256').update(bytes).digest();

/** The snapshot as bytes, with a SHA-256 over all of them at the end. */
export function encodeSnapshot(snapshot: Snapshot): Buffer {
  const body = encodeBody(snapshot);
  return Buffer.concat([body, checksum(body)]);
}

/** The snapshot as bytes; a SHA-256 over them must follow. */
export function encodeBody({ digest, log, model, progress }: Snapshot): Buffer {
  const to = new BinaryWriter();
  const { applied, covered, topics, events, duplicates, broken, forgotten } = progress;
  to.text(MAGIC);
  to.text(
    JSON.stringify({
      digest,
      log,
      applied,
      covered: [...covered],
      topics: [...topics],
      events,
      duplicates,
      broken,
      forgotten: [...forgotten].map(([user, positions]) => [user, [...positions]]),
      options: model.options,
      now: model.now,
      evicted: model.evicted,
      shards: model.shards.count,
      held: model.shards.held.map((shard) => [shard, model.shards.asOf(shard, applied)]),
    }),
  );
  for (const names of [model.users.names, model.items.names]) {
    to.int(names.length);
    for (const name of names) to.text(name);
  }
  for (const history of model.histories) {
    to.double(history.time);
    to.double(history.touch);
    to.double(history.offset);
    to.int(history.past.length);
    for (const item of history.past) to.int(item);
    to.int(history.length);
    for (let index = 0; index < history.length; index++) {
      to.int(history.item(index));
      to.int(history.weight(index));
      if (model.options.decay !== undefined) to.double(history.timeOf(index));
    }
  }
  for (let item = 0; item < model.items.size; item++) {
    to.double(model.counters.popularity[item] ?? 0);
    to.double(model.counters.itemCount[item] ?? 0);
  }
  writeRows(to, model.counters.pairs);
  writeRows(to, model.counters.sequences);
  return to.bytes();
}

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
