import { BinaryWriter } from '../log/binary.ts';
import type { History } from '../model/history.ts';
import { rowBytes } from './rows.ts';
import { checksum, type Header, MAGIC, type Snapshot } from './snapshot.ts';

/** Bytes that are put together without a pause: about a millisecond's work. */
const PIECE = 1 << 17;
/** Names of one part. */
const NAMES = 1_000;

/** A snapshot of the moment of its making, to be written while learning goes on. */
export interface SnapshotStream {
  /** modelDigest of the spec that learned it. */
  readonly digest: string;
  /** Offset of the next log record. */
  readonly applied: number;
  /**
   * Its bytes but for the SHA-256 over them; may be gone through once, and must be before the next snapshot of the
   * model.
   */
  readonly pieces: Iterable<Buffer>;
}

/** The snapshot as bytes, with a SHA-256 over all of them at the end. */
export function encodeSnapshot(snapshot: Snapshot): Buffer {
  const body = Buffer.concat([...streamSnapshot(snapshot).pieces]);
  return Buffer.concat([body, checksum(body)]);
}

/**
 * A snapshot of what is learned at this moment, piece by piece: later events change the model, and not what is still to
 * be written of the snapshot. `size`: least bytes of a piece.
 */
export function streamSnapshot(snapshot: Snapshot, size = PIECE): SnapshotStream {
  const { digest, model, progress } = snapshot;
  const { users, items, counters } = model;
  const header = headerBytes(snapshot);
  // Names are only ever added.
  const [manyUsers, manyItems] = [users.size, items.size];
  const timed = model.options.decay !== undefined;
  const histories = model.freezeHistories((history) => historyBytes(history, timed));
  const popularity = Float64Array.from({ length: manyItems }, (_, item) => counters.popularity[item] ?? 0);
  const itemCount = Float64Array.from({ length: manyItems }, (_, item) => counters.itemCount[item] ?? 0);
  const tables = [counters.pairs, counters.sequences].map((rows) => ({ rows: rows.rows, view: rows.freeze(rowBytes) }));
  function* parts(): Generator<Buffer> {
    yield header;
    yield* nameBytes(users.names, manyUsers);
    yield* nameBytes(items.names, manyItems);
    yield* histories;
    yield countedBytes(popularity, itemCount);
    for (const { rows, view } of tables) {
      yield numberBytes(rows);
      yield* view;
    }
  }
  return { digest, applied: progress.applied, pieces: joined(parts(), size) };
}

function* joined(parts: Iterable<Buffer>, size: number): Generator<Buffer> {
  let [some, bytes]: [Buffer[], number] = [[], 0];
  for (const part of parts) {
    some.push(part);
    bytes += part.length;
    if (bytes < size) continue;
    yield Buffer.concat(some);
    [some, bytes] = [[], 0];
  }
  yield Buffer.concat(some);
}

function headerBytes({ digest, log, model, progress }: Snapshot): Buffer {
  const { applied, covered, topics, events, duplicates, broken, forgotten } = progress;
  const header: Header = {
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
  };
  const to = new BinaryWriter();
  to.text(MAGIC);
  to.text(JSON.stringify(header));
  return to.bytes();
}

function numberBytes(number: number): Buffer {
  const to = new BinaryWriter(4);
  to.int(number);
  return to.bytes();
}

/** How many names, then the first `count`, some at a time. */
function* nameBytes(names: readonly string[], count: number): Generator<Buffer> {
  yield numberBytes(count);
  for (let from = 0; from < count; from += NAMES) {
    const to = new BinaryWriter();
    for (const name of names.slice(from, Math.min(count, from + NAMES))) to.text(name);
    yield to.bytes();
  }
}

function historyBytes(history: History, timed: boolean): Buffer {
  const { past, length } = history;
  const to = new BinaryWriter(32 + 4 * past.length + (timed ? 16 : 8) * length);
  to.double(history.time);
  to.double(history.touch);
  to.double(history.offset);
  to.int(past.length);
  for (const item of past) to.int(item);
  to.int(length);
  for (let index = 0; index < length; index++) {
    to.int(history.item(index));
    to.int(history.weight(index));
    if (timed) to.double(history.timeOf(index));
  }
  return to.bytes();
}

/** By item: how often it was used, and its itemCount. */
function countedBytes(popularity: Float64Array, itemCount: Float64Array): Buffer {
  const to = new BinaryWriter(16 * popularity.length);
  popularity.forEach((used, item) => {
    to.double(used);
    to.double(itemCount[item] ?? 0);
  });
  return to.bytes();
}
