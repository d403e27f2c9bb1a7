import kafkajs, { type Admin } from 'kafkajs';
import { printable } from '../base/text/printable.ts';
import type { Clients } from '../clients/clients.ts';
import type { Bounds, RawKafka } from '../clients/kafka/fetch.ts';
import type { KafkaReader } from '../clients/kafka/reader.ts';
import { hosted } from '../components/hosted.ts';
import { type JobRecord, readJobs } from '../jobs/registry/jobs.ts';
import { partitionLag } from '../pipeline/status/lag.ts';
import type { PartitionLag } from '../pipeline/status/report.ts';
import type { History } from './history.ts';
import type { Consumer } from './wire/topic.ts';

const { MemberAssignment } = kafkajs.AssignerProtocol;

/** Groups that are sampled, and how many at once. */
const MOST = 1_000;
const AT_ONCE = 8;
/** Beyond so many offsets of one partition the records are not counted. */
const COUNTED = 100_000;

/** The consumer groups of the cluster: who reads which topic, how far behind, and that of the last hour. */
export class ConsumerGroups {
  readonly #history: History;
  /** By topic, the groups that have committed an offset in it. */
  #readers: ReadonlyMap<string, readonly string[]> = new Map();

  constructor(history: History) {
    this.#history = history;
  }

  /** Looks at every group once, and adds what it lags. `now`: milliseconds since the epoch. */
  async sample(clients: Clients, now: number): Promise<void> {
    const [admin, records] = await Promise.all([clients.admin(), clients.records()]);
    const { groups } = await admin.listGroups();
    const names = groups.filter(({ protocolType }) => protocolType !== 'connect').map(({ groupId }) => groupId);
    const kafka = rememberingBounds(records);
    const lags = new Map<string, number>();
    const readers = new Map<string, string[]>();
    for (let first = 0; first < Math.min(names.length, MOST); first += AT_ONCE) {
      const some = names.slice(first, Math.min(first + AT_ONCE, MOST));
      const found = await Promise.all(
        some.map(async (group) => ({ group, lag: await lagOfGroup(group, admin, kafka) })),
      );
      for (const { group, lag } of found) {
        for (const [topic, partitions] of Map.groupBy(lag, (one) => one.topic)) {
          lags.set(seriesOf(group, topic), sumOf(partitions));
          readers.set(topic, [...(readers.get(topic) ?? []), group]);
        }
      }
    }
    this.#readers = readers;
    this.#history.add(now, lags);
  }

  /** The groups that have read `topic`. */
  async consumersOf(topic: string, clients: Clients): Promise<readonly Consumer[]> {
    const names = this.#readers.get(topic) ?? [];
    if (names.length === 0) return [];
    const [admin, records] = await Promise.all([clients.admin(), clients.records()]);
    const [{ groups }, jobs] = await Promise.all([admin.describeGroups([...names]), readJobs(records)]);
    const kafka = rememberingBounds(records);
    return Promise.all(
      groups.map(async ({ groupId: group, state, members }) => {
        const lag = await lagOfGroup(group, admin, kafka, topic);
        const owner = ownerOf(group, jobs);
        return {
          group: printable(group),
          state,
          ...(owner === undefined ? {} : { owner }),
          members: members.map(({ memberId, clientHost, memberAssignment }) => ({
            id: printable(memberId),
            host: printable(clientHost.replace(/^\//, '')),
            partitions: assignmentOf(memberAssignment)[topic] ?? [],
          })),
          partitions: lag.map(({ partition, position, lag: behind, exact }) => ({
            partition,
            position,
            lag: behind,
            exact,
          })),
          history: this.#history.of(seriesOf(group, topic)),
        };
      }),
    );
  }
}

const seriesOf = (group: string, topic: string) => `lag ${group} ${topic}`;
const sumOf = (partitions: readonly PartitionLag[]) => partitions.reduce((sum, { lag }) => sum + lag, 0);

/** Of partitions with a committed offset, in topics that are there. */
async function lagOfGroup(group: string, admin: Admin, kafka: KafkaReader, topic?: string): Promise<PartitionLag[]> {
  const offsets = await admin.fetchOffsets({ groupId: group, ...(topic === undefined ? {} : { topics: [topic] }) });
  const found = offsets.map(async ({ topic: name, partitions }) => {
    const there = await kafka.partitions(name);
    const committed = partitions.filter(({ partition, offset }) => Number(offset) >= 0 && there?.includes(partition));
    return Promise.all(
      committed.map(({ partition, offset }) => partitionLag(kafka, name, partition, Number(offset), COUNTED)),
    );
  });
  return (await Promise.all(found)).flat().sort((a, b) => a.partition - b.partition);
}

/** Many groups read the same partitions: each is asked for once. */
function rememberingBounds(records: RawKafka): KafkaReader {
  const known = new Map<string, Promise<Bounds>>();
  return {
    partitions: (topic) => records.partitions(topic),
    topicIds: (topics) => records.topicIds(topics),
    fetch: (...where) => records.fetch(...where),
    bounds: (topic, partition) => {
      const place = `${topic}-${partition}`;
      const bounds = known.get(place) ?? records.bounds(topic, partition);
      known.set(place, bounds);
      return bounds;
    },
  };
}

/** Partitions by topic; none in what another protocol than that of consumers has written. */
export function assignmentOf(bytes: Buffer): Readonly<Record<string, readonly number[]>> {
  try {
    return bytes.length === 0 ? {} : (MemberAssignment.decode(bytes)?.assignment ?? {});
  } catch {
    return {};
  }
}

function ownerOf(group: string, jobs: readonly JobRecord[]): Consumer['owner'] {
  const job = jobs.find(({ name, kind }) =>
    hosted.all
      .find((one) => one.name === kind)
      ?.groups(name)
      .includes(group),
  );
  if (job !== undefined) return { role: 'job', name: job.name };
  return group.startsWith('connect-') ? { role: 'connector', name: group.slice('connect-'.length) } : undefined;
}
