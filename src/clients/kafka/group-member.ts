import kafkajs, { type KafkaConfig } from 'kafkajs';
import type { Clock } from '../../base/context.ts';
import { ServiceError } from '../../base/errors.ts';
import { kafkaError, kafkaErrorType } from './errors.ts';
import { type Broker, type Cluster, openCluster } from './kafkajs-internals.ts';

const { MemberAssignment, MemberMetadata } = kafkajs.AssignerProtocol;

/** The shortest session that brokers allow unless told otherwise. */
const SESSION = 6_000;
const HEARTBEAT = 1_000;
const REBALANCE = 15_000;
const PAUSE = 500;
const PROTOCOL_VERSION = 0;

/** Offsets to show under the group, so that its lag can be seen. */
export type GroupOffsets = readonly { readonly topic: string; readonly partition: number; readonly offset: number }[];

/** What one member is given. */
export interface Given {
  readonly member: string;
  /** By topic, as Kafka's own tools show it. */
  readonly partitions: Readonly<Record<string, number[]>>;
  /** What else it is told. */
  readonly data: Buffer;
}

export interface GroupOptions {
  readonly group: string;
  /** Name of the protocol; members of one group must agree on it. */
  readonly protocol: string;
  readonly topics: readonly string[];
  readonly clock: Clock;
  /** What this member tells of itself, asked at every join. */
  data(): Buffer;
  /** Divides the work; Kafka asks one member to do it for all. */
  assign(members: readonly { readonly member: string; readonly data: Buffer }[]): Promise<readonly Given[]>;
  /**
   * Told what this member was given; undefined when it has lost its place, or cannot know any more whether it has it.
   */
  assigned(data: Buffer | undefined): void;
}

/**
 * A member of a consumer group that reads nothing through the group: it joins, beats, and is told what it was given. It
 * speaks the group protocol itself, since kafkajs's consumer keeps the data of an assignment to itself.
 */
export class GroupMember {
  readonly #cluster: Cluster;
  readonly #options: GroupOptions;
  #coordinator: Broker | undefined;
  #member = '';
  #generation = -1;
  #alive = 0;
  #joining = false;
  #given = false;

  constructor(config: KafkaConfig, options: GroupOptions) {
    this.#options = options;
    this.#cluster = openCluster({ ...config, retry: { retries: 3, initialRetryTime: 200 } });
  }

  /** A member until `signal` aborts; then it leaves, so that the others need not wait for its session to end. */
  async run(signal: AbortSignal): Promise<void> {
    const watch = setInterval(() => this.#watch(), HEARTBEAT / 4);
    try {
      while (!signal.aborted) await this.#live(signal);
      if (this.#member !== '') {
        await this.#coordinator?.leaveGroup({ groupId: this.#options.group, memberId: this.#member }).catch(() => {});
      }
    } finally {
      clearInterval(watch);
      this.#tell(undefined);
      await this.#cluster.disconnect();
    }
  }

  /** Writes offsets down in the group. Throws ServiceError, UnreachableError. */
  async commit(offsets: GroupOffsets): Promise<void> {
    if (this.#coordinator === undefined || !this.#given) return;
    const topics = Map.groupBy(offsets, ({ topic }) => topic);
    try {
      await this.#coordinator.offsetCommit({
        groupId: this.#options.group,
        groupGenerationId: this.#generation,
        memberId: this.#member,
        topics: [...topics].map(([topic, entries]) => ({
          topic,
          partitions: entries.map(({ partition, offset }) => ({ partition, offset: String(offset) })),
        })),
      });
    } catch (cause) {
      const { group } = this.#options;
      throw new ServiceError('The offsets could not be written down in the group', { where: group, cause });
    }
  }

  /** One life between two troubles: join, then beat until the group changes. */
  async #live(signal: AbortSignal): Promise<void> {
    const { clock, group } = this.#options;
    try {
      await this.#join();
      while (!signal.aborted) {
        await clock.sleep(HEARTBEAT, signal).catch(() => {});
        if (signal.aborted) return;
        await this.#coordinator?.heartbeat({
          groupId: group,
          groupGenerationId: this.#generation,
          memberId: this.#member,
        });
        this.#alive = clock.now();
        if (!this.#given) return;
      }
    } catch (error) {
      const type = kafkaErrorType(error);
      if (type === 'REBALANCE_IN_PROGRESS') return;
      if (type === 'UNKNOWN_MEMBER_ID') this.#member = '';
      if (type === 'UNKNOWN_MEMBER_ID' || type === 'ILLEGAL_GENERATION') {
        this.#tell(undefined);
        return;
      }
      if (type === 'INCONSISTENT_GROUP_PROTOCOL') {
        throw kafkaError(error, group);
      }
      await clock.sleep(PAUSE, signal).catch(() => {});
    } finally {
      this.#joining = false;
    }
  }

  async #join(): Promise<void> {
    const { group: groupId, protocol, topics, clock } = this.#options;
    this.#joining = true;
    await this.#cluster.connect();
    if (this.#coordinator === undefined) await this.#cluster.refreshMetadata();
    const coordinator = await this.#cluster.findGroupCoordinator({ groupId });
    this.#coordinator = coordinator;
    const userData = this.#options.data();
    const metadata = MemberMetadata.encode({ version: PROTOCOL_VERSION, topics: [...topics], userData });
    const joined = await coordinator.joinGroup({
      groupId,
      sessionTimeout: SESSION,
      rebalanceTimeout: REBALANCE,
      memberId: this.#member,
      groupProtocols: [{ name: protocol, metadata }],
    });
    this.#member = joined.memberId;
    this.#generation = joined.generationId;
    const groupAssignment = joined.leaderId === joined.memberId ? await this.#divide(joined.members) : [];
    const { generationId, memberId } = joined;
    const { memberAssignment } = await coordinator.syncGroup({ groupId, generationId, memberId, groupAssignment });
    this.#alive = clock.now();
    this.#joining = false;
    this.#tell(MemberAssignment.decode(memberAssignment)?.userData);
  }

  async #divide(members: readonly { readonly memberId: string; readonly memberMetadata: Buffer }[]) {
    const told = members.flatMap(({ memberId, memberMetadata }) => {
      const data = MemberMetadata.decode(memberMetadata)?.userData;
      return data === undefined ? [] : [{ member: memberId, data }];
    });
    return (await this.#options.assign(told)).map(({ member, partitions, data }) => ({
      memberId: member,
      memberAssignment: MemberAssignment.encode({
        version: PROTOCOL_VERSION,
        assignment: { ...partitions },
        userData: data,
      }),
    }));
  }

  #tell(data: Buffer | undefined): void {
    if (data === undefined && !this.#given) return;
    this.#given = data !== undefined;
    this.#options.assigned(data);
  }

  /** Without a heartbeat for a session the coordinator gives the place to others. */
  #watch(): void {
    if (!this.#joining && this.#options.clock.now() - this.#alive > SESSION) this.#tell(undefined);
  }
}
