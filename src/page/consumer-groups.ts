import kafkajs, { type Admin } from 'kafkajs';
import { printable } from '../base/text/printable.ts';
import { answered } from '../clients/kafka/answered.ts';
import type { Bounds } from '../clients/kafka/fetch.ts';
import type { KafkaReader } from '../clients/kafka/reader.ts';
import { hosted } from '../components/hosted.ts';
import { type JobRecord, readJobs } from '../jobs/registry/jobs.ts';
import { partitionLag } from '../pipeline/status/lag.ts';
import type { PartitionLag } from '../pipeline/status/report.ts';
import type { History } from './history.ts';
import type { Consumer, Consumers } from './wire/topic.ts';

const { MemberAssignment } = kafkajs.AssignerProtocol;

/** Groups that are sampled, and how many at once. */
const MOST = 1_000;
const AT_ONCE = 8;
/** Beyond so many offsets of one partition the records are not counted. */
const COUNTED = 100_000;

/** As much of a cluster's clients as groups need. */
interface GroupClients {
  admin(): Promise<GroupAdmin>;
  records(): Promise<KafkaReader>;
}
type GroupAdmin = Pick<Admin, 'listGroups' | 'describeGroups' | 'fetchOffsets'>;

/**
 * The consumer groups of the cluster: who reads which topic, how far behind, and that of the last hour. One that Kafka
 * does not let us read is told by name, and takes nothing from the others.
 */
export class ConsumerGroups {
  readonly #history: History;
  /** By topic, the groups that have committed an offset in it. */
  #readers: ReadonlyMap<string, readonly string[]> = new Map();
  /** Groups that could not be read, and why. */
  #unread: Consumers['unread'] = [];

  constructor(history: History) {
    this.#history = history;
  }

  /** Looks at every group once, and adds what it lags. `now`: milliseconds since the epoch. */
  async sample(clients: GroupClients, now: number): Promise<void> {
    const [admin, records] = await Promise.all([clients.admin(), clients.records()]);
    const { groups } = await admin.listGroups();
    const names = groups.filter(({ protocolType }) => protocolType !== 'connect').map(({ groupId }) => groupId);
    const kafka = rememberingBounds(records);
    const lags = new Map<string, number>();
    const readers = new Map<string, string[]>();
    const unread: Consumers['unread'][number][] = [];
    for (let first = 0; first < Math.min(names.length, MOST); first += AT_ONCE) {
      const some = names.slice(first, Math.min(first + AT_ONCE, MOST));
      const found = await Promise.all(
        some.map(async (group) => ({ group, read: await answered(group, lagOfGroup(group, admin, kafka)) })),
      );
      for (const { group, read } of found) {
        if ('why' in read) unread.push({ group: printable(group), why: read.why });
        for (const [topic, partitions] of Map.groupBy('why' in read ? [] : read.value, (one) => one.topic)) {
          lags.set(seriesOf(group, topic), sumOf(partitions));
          readers.set(topic, [...(readers.get(topic) ?? []), group]);
        }
      }
    }
    this.#readers = readers;
    this.#unread = unread;
    this.#history.add(now, lags);
  }

  /** The groups that have read `topic`, and those of which nobody knows. */
  async consumersOf(topic: string, clients: GroupClients): Promise<Consumers> {
    const names = this.#readers.get(topic) ?? [];
    const [admin, records] = await Promise.all([clients.admin(), clients.records()]);
    const jobs = names.length === 0 ? [] : await readJobs(records);
    const kafka = rememberingBounds(records);
    const found = await Promise.all(
      names.map(async (group) => ({ group, read: await answered(group, this.#consumer(group, topic, admin, kafka)) })),
    );
    return {
      groups: found.flatMap(({ group, read }) => {
        if ('why' in read) return [];
        const owner = ownerOf(group, jobs);
        return [{ ...read.value, ...(owner === undefined ? {} : { owner }) }];
      }),
      unread: [
        ...this.#unread,
        ...found.flatMap(({ group, read }) => ('why' in read ? [{ group: printable(group), why: read.why }] : [])),
      ],
    };
  }

  async #consumer(group: string, topic: string, admin: GroupAdmin, kafka: KafkaReader): Promise<Consumer> {
    const [described, lag] = await Promise.all([admin.describeGroups([group]), lagOfGroup(group, admin, kafka, topic)]);
    const { state = '', members = [] } = described.groups[0] ?? {};
    return {
      group: printable(group),
      state,
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
  }
}

const seriesOf = (group: string, topic: string) => `lag ${group} ${topic}`;
const sumOf = (partitions: readonly PartitionLag[]) => partitions.reduce((sum, { lag }) => sum + lag, 0);

/** Of partitions with a committed offset, in topics that are there. */
async function lagOfGroup(
  group: string,
  admin: GroupAdmin,
  kafka: KafkaReader,
  topic?: string,
): Promise<PartitionLag[]> {
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
function rememberingBounds(records: KafkaReader): KafkaReader {
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
