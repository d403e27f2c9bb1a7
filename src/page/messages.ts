import type { Context } from '../base/context.ts';
import { UsageError } from '../base/errors.ts';
import type { Clients } from '../clients/clients.ts';
import { kafkaConfig } from '../clients/kafka/client.ts';
import { committedRecords } from '../clients/kafka/committed.ts';
import { RawKafka } from '../clients/kafka/fetch.ts';
import { follow } from '../clients/kafka/follow.ts';
import type { RawRecord } from '../clients/kafka/records.ts';
import type { EventContract } from '../language/model.ts';
import { EventLines } from '../statistics/line.ts';
import { asWritten, EventReader } from '../statistics/read-event.ts';
import type { ClusterAddresses } from '../target/addresses.ts';
import { recordJson } from '../ui/record.ts';
import { type MessageSearch, matcher } from './message-search.ts';
import { readableBy } from './readable.ts';
import type { FoundMessage, SearchLine } from './wire/messages.ts';

interface Place {
  readonly partition: number;
  readonly from: number;
  readonly end: number;
}

/** Records between two lines that tell how far a search is. */
const TOLD_EVERY = 20_000;

/** One fetch is under way while another is looked at, for each viewer who searches: small ones keep memory bounded. */
const FETCH_BYTES = 1024 * 1024;

interface Asked {
  readonly topic: string;
  readonly search: MessageSearch;
  /** By which the records are decoded, as `watch` does it. */
  readonly contract: EventContract | undefined;
}

/**
 * The committed records of `topic` that a search asks for, as they are found, and how far it is. It has a connection of
 * its own: who waits for new records holds up nobody. Ends when `gone` aborts.
 */
export async function* searchMessages(
  { topic, search, contract }: Asked,
  clients: Clients,
  cluster: ClusterAddresses,
  context: Context,
  gone: AbortSignal,
): AsyncGenerator<SearchLine> {
  const kafka = new RawKafka(kafkaConfig(cluster, context), { fetchBytes: FETCH_BYTES });
  try {
    await kafka.connect();
    const places = await placesOf(topic, search, kafka, clients);
    const matches = matcher(search);
    const readable = readableBy(contract, cluster, context);
    const decode = decoder(contract);
    const of = places.reduce((sum, { from, end }) => sum + end - from, 0);
    let [looked, found] = [0, 0];
    for (const { partition, from, end } of places) {
      for await (const came of committedRecords(kafka, topic, partition, { from, to: end })) {
        if (gone.aborted) return;
        const made = readable(came);
        const record = made instanceof Promise ? await made : made;
        looked++;
        if (looked % TOLD_EVERY === 0) yield { looked, of, done: false };
        if (!matches(record)) continue;
        yield { message: recordJson(topic, partition, record), ...decode(record) };
        if (++found >= search.most && search.from !== 'newest') {
          yield { looked, of, done: true };
          return;
        }
      }
    }
    yield { looked, of, done: true };
    if (!search.follow) return;
    for await (const [partition, came] of coming(topic, places, kafka, gone)) {
      const record = await readable(came);
      if (matches(record)) yield { message: recordJson(topic, partition, record), ...decode(record) };
    }
  } finally {
    await kafka.close();
  }
}

/** New records of all places, as soon as one is there. */
async function* coming(
  topic: string,
  places: readonly Place[],
  kafka: RawKafka,
  gone: AbortSignal,
): AsyncGenerator<readonly [partition: number, record: RawRecord]> {
  const positions = places.map(({ partition, end }) => ({ topic, partition, offset: end }));
  for await (const { partition, records } of follow(kafka, positions, gone)) {
    for (const record of records) yield [partition, record];
  }
}

/** Where reading begins and ends in each wanted partition. */
async function placesOf(
  topic: string,
  { partition: wanted, from, most }: MessageSearch,
  kafka: RawKafka,
  clients: Clients,
): Promise<readonly Place[]> {
  const all = (await kafka.partitions(topic)) ?? [];
  if (all.length === 0) throw new UsageError(`There is no topic ${topic}`);
  if (wanted !== undefined && !all.includes(wanted)) throw new UsageError(`${topic} has no partition ${wanted}`);
  const atTime = typeof from === 'object' && 'time' in from ? await offsetsAt(topic, from.time, clients) : undefined;
  return Promise.all(
    (wanted === undefined ? all : [wanted]).map(async (partition) => {
      const { start, end } = await kafka.bounds(topic, partition);
      const first = atTime !== undefined ? (atTime.get(partition) ?? end) : firstOf(from, start, end, most);
      return { partition, from: Math.min(Math.max(first, start), end), end };
    }),
  );
}

function firstOf(from: MessageSearch['from'], start: number, end: number, most: number): number {
  if (from === 'newest') return end - most;
  return typeof from === 'object' && 'offset' in from ? from.offset : start;
}

async function offsetsAt(topic: string, time: number, clients: Clients): Promise<ReadonlyMap<number, number>> {
  const offsets = await (await clients.admin()).fetchTopicOffsetsByTimestamp(topic, time);
  return new Map(offsets.map(({ partition, offset }) => [partition, Number(offset)]));
}

/** What a record says by the contract of its topic: its type and its fields in one line, or why it cannot be read. */
function decoder(contract: EventContract | undefined): (record: RawRecord) => Pick<FoundMessage, 'decoded' | 'broken'> {
  if (contract === undefined) return () => ({});
  const reader = new EventReader(contract);
  const lines = new EventLines({ show: {} }, contract);
  return (record) => {
    const reading = reader.read(record);
    if (reading.kind === 'broken') return { broken: record.unreadable ?? reading.reason };
    return reading.kind === 'event' ? { decoded: lines.line(asWritten(reading.event)) } : {};
  };
}
