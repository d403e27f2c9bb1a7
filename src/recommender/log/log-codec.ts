import { RefusedError } from '../../base/errors.ts';
import { BinaryReader, BinaryWriter } from './binary.ts';
import type { Coverage, EventsRecord, LogRecord, SourcedEvent, SourcePosition } from './log-record.ts';

/** Form and version of a record of the log; documented in docs/recommender-formats.md. */
const MAGIC = Buffer.from('PRL');
const VERSION = 2;
const EVENTS = 0;
const FORGET = 1;
const ID_BYTES = 16;
const START_OVER = 'To start over: `pipeline recommender reset NAME`.';

function packPosition(into: BinaryWriter, { topic, id, partition, to }: SourcePosition): void {
  into.name(topic);
  into.raw(Buffer.from(id.padEnd(2 * ID_BYTES, '0'), 'hex'));
  into.varint(partition);
  into.varint(to);
}

function unpackPosition(from: BinaryReader): SourcePosition {
  const topic = from.name();
  const id = from.raw(ID_BYTES).toString('hex');
  return { topic, id: /^0*$/.test(id) ? '' : id, partition: from.varint(), to: from.varint() };
}

/** Texts by number, each written once, at its first use. */
class Names {
  readonly #numbers = new Map<string, number>();

  /** 0 and the text, or its number from 1. */
  pack(into: BinaryWriter, text: string): void {
    const known = this.#numbers.get(text);
    into.varint(known ?? 0);
    if (known !== undefined) return;
    into.name(text);
    this.#numbers.set(text, this.#numbers.size + 1);
  }
}

function packEvents(into: BinaryWriter, { reading, coverage, events, broken }: EventsRecord): void {
  into.name(reading);
  into.varint(coverage.length);
  for (const source of coverage) {
    packPosition(into, source);
    into.varint(source.to - source.from);
  }
  const names = new Names();
  const offsets = coverage.map(({ from }) => from);
  let time = 0;
  into.varint(events.length);
  for (const event of events) {
    into.varint(event.source);
    into.signed(event.offset - (offsets[event.source] ?? 0));
    offsets[event.source] = event.offset;
    names.pack(into, event.user);
    names.pack(into, event.item);
    names.pack(into, event.type);
    into.varint(event.rating ?? 0);
    into.signed(event.time - time);
    time = event.time;
  }
  into.varint(broken.length);
  for (const [source, offset] of broken) {
    into.varint(source);
    into.varint(offset);
  }
}

function unpackEvents(from: BinaryReader): EventsRecord {
  const reading = from.name();
  const coverage = Array.from({ length: from.varint() }, (): Coverage => {
    const position = unpackPosition(from);
    return { ...position, from: position.to - from.varint() };
  });
  const names = [''];
  const name = (): string => {
    const number = from.varint();
    if (number > 0) return names[number] ?? '';
    const text = from.name();
    names.push(text);
    return text;
  };
  const offsets = coverage.map(({ from: first }) => first);
  let time = 0;
  const events = Array.from({ length: from.varint() }, (): SourcedEvent => {
    const source = from.varint();
    const offset = (offsets[source] ?? 0) + from.signed();
    offsets[source] = offset;
    const [user, item, type, rating] = [name(), name(), name(), from.varint()];
    time += from.signed();
    return { source, offset, user, item, type, rating: rating === 0 ? null : rating, time };
  });
  const broken = Array.from({ length: from.varint() }, () => [from.varint(), from.varint()] as const);
  return { kind: 'events', reading, coverage, events, broken };
}

/** The record as bytes. */
export function packLogRecord(record: LogRecord): Buffer {
  const into = new BinaryWriter(record.kind === 'events' ? 64 + 24 * record.events.length : 256);
  into.raw(MAGIC);
  into.varint(VERSION);
  into.varint(record.kind === 'events' ? EVENTS : FORGET);
  if (record.kind === 'events') packEvents(into, record);
  else {
    into.name(record.user);
    into.varint(record.sources.length);
    for (const source of record.sources) packPosition(into, source);
  }
  return into.bytes();
}

/**
 * Undefined for what no recommender wrote. Throws RefusedError for a record that this version cannot read: leaving it
 * out would make the counters wrong.
 */
export function unpackLogRecord(value: Buffer | null): LogRecord | undefined {
  if (value === null || !value.subarray(0, MAGIC.length).equals(MAGIC)) return undefined;
  const from = new BinaryReader(value.subarray(MAGIC.length));
  try {
    const version = from.varint();
    if (version === VERSION) return unpackRecord(from);
    throw new RefusedError(`A record of the log has version ${version}; this program knows ${VERSION}`, {
      hint: `Run the version of pipeline that wrote it. ${START_OVER}`,
    });
  } catch (cause) {
    if (cause instanceof RefusedError) throw cause;
    throw new RefusedError('A record of the log cannot be read', { hint: START_OVER, cause });
  }
}

function unpackRecord(from: BinaryReader): LogRecord {
  if (from.varint() === EVENTS) return unpackEvents(from);
  const user = from.name();
  return { kind: 'forget', user, sources: Array.from({ length: from.varint() }, () => unpackPosition(from)) };
}
