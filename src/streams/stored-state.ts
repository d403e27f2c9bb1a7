import { isRecord } from '../base/values.ts';
import { parsedJson } from '../clients/kafka/latest.ts';
import { lastHeaders, type RawRecord } from '../clients/kafka/records.ts';
import type { OutgoingRecord } from '../clients/kafka/writer.ts';

/** Offsets `[from, to)`. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

/** One partition that a job reads. */
export interface Place {
  readonly topic: string;
  readonly partition: number;
}

/** The state of one partition as of an offset. */
export interface StoredState extends Place {
  /** Kafka's id of the topic: one that was created again has another. */
  readonly topicId: string;
  /** Of the fold that made it. */
  readonly digest: string;
  /** Next offset: every committed record before it is in the state, but for those in `unread`. */
  readonly offset: number;
  /** Committed records in the state. */
  readonly records: number;
  /** Offsets that were no longer in the topic when they would have been read. */
  readonly unread: readonly Range[];
  readonly bytes: Buffer;
}

type Head = Omit<StoredState, 'bytes'> & {
  readonly version: 1;
  /** Tells the chunks of one state from those of others. */
  readonly id: string;
  readonly slot: Slot;
  readonly chunk: number;
  readonly chunks: number;
};

/** States of a partition are written in turn to two sets of keys: a half-written one leaves the one before it whole. */
export type Slot = 0 | 1;

const CHUNK_BYTES = 800_000;
const HEADER = 'state';

/** The records that store `state`. `id` is new for each. */
export function recordsOfState({ bytes, ...state }: StoredState, slot: Slot, id: string): OutgoingRecord[] {
  const chunks = Math.max(1, Math.ceil(bytes.length / CHUNK_BYTES));
  return Array.from({ length: chunks }, (_, chunk) => {
    const head: Head = { version: 1, ...state, id, slot, chunk, chunks };
    return {
      key: Buffer.from(`${state.topic}-${state.partition}/${slot}/${chunk}`),
      value: bytes.subarray(chunk * CHUNK_BYTES, (chunk + 1) * CHUNK_BYTES),
      headers: { [HEADER]: JSON.stringify(head) },
    };
  });
}

/** A state that was read, and the keys that it stands under. */
export interface FoundState extends StoredState {
  readonly slot: Slot;
}

/** Puts the records of a state topic together again. */
export class StateChunks {
  readonly #latest = new Map<string, { readonly head: Head; readonly bytes: Buffer }>();

  /** Takes the next record; one under the same key goes. */
  add({ key, value, headers }: Pick<RawRecord, 'key' | 'value' | 'headers'>): void {
    if (key === null) return;
    const head = parsedJson(lastHeaders(headers()).get(HEADER)?.toString() ?? '');
    if (value !== null && isHead(head)) this.#latest.set(key.toString(), { head, bytes: value });
    else this.#latest.delete(key.toString());
  }

  /** The states that are whole. */
  states(): FoundState[] {
    const byId = Map.groupBy(this.#latest.values(), ({ head }) => head.id);
    return [...byId.values()].flatMap((parts) => {
      const [first] = parts.sort((left, right) => left.head.chunk - right.head.chunk);
      if (first === undefined || parts.length !== first.head.chunks) return [];
      const { version: _version, id: _id, chunk: _chunk, chunks: _chunks, ...state } = first.head;
      return [{ ...state, bytes: Buffer.concat(parts.map(({ bytes }) => bytes)) }];
    });
  }
}

/**
 * The newest state of a partition. States are functions of the offset, so that the largest offset is the newest, also
 * where a process that had lost its place has written late.
 */
export function newestState(
  states: readonly FoundState[],
  { topic, partition, topicId, digest }: Place & Pick<StoredState, 'topicId' | 'digest'>,
): FoundState | undefined {
  return states
    .filter((one) => one.topic === topic && one.partition === partition)
    .filter((one) => one.topicId === topicId && one.digest === digest)
    .reduce<FoundState | undefined>(
      (best, one) => (best === undefined || one.offset > best.offset ? one : best),
      undefined,
    );
}

const isRange = (value: unknown): boolean => isRecord(value) && isOffset(value.from) && isOffset(value.to);
const isOffset = (value: unknown): boolean => Number.isSafeInteger(value);

function isHead(value: unknown): value is Head {
  return (
    isRecord(value) &&
    value.version === 1 &&
    ['id', 'topic', 'topicId', 'digest'].every((name) => typeof value[name] === 'string') &&
    ['partition', 'offset', 'records', 'chunk', 'chunks'].every((name) => isOffset(value[name])) &&
    (value.slot === 0 || value.slot === 1) &&
    Array.isArray(value.unread) &&
    value.unread.every(isRange)
  );
}
