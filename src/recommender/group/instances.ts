import type { KafkaConfig } from 'kafkajs';
import type { Clock } from '../../base/context.ts';
import { GroupMember, type GroupOffsets } from '../../clients/kafka/group-member.ts';
import { groupOf, logTopic, type RecommenderSpec } from '../spec.ts';
import type { CurrentDivision } from './current-division.ts';
import { divide, type Instance, type Share } from './division.ts';
import type { Held } from './held.ts';

/** Name and version of the protocol of the group's members. */
const PROTOCOL = 'pipeline-recommender-1';

const isNumbers = (value: unknown): value is number[] => Array.isArray(value) && value.every(Number.isInteger);

function parsed(data: Buffer): unknown {
  try {
    return JSON.parse(data.toString('utf8'));
  } catch {
    return undefined;
  }
}

type Told = Omit<Instance, 'member'>;

function isTold(value: unknown): value is Told {
  return (
    typeof value === 'object' &&
    value !== null &&
    'id' in value &&
    typeof value.id === 'string' &&
    'address' in value &&
    typeof value.address === 'string' &&
    'since' in value &&
    typeof value.since === 'number' &&
    'leads' in value &&
    typeof value.leads === 'boolean' &&
    'shards' in value &&
    isNumbers(value.shards) &&
    'partitions' in value &&
    isNumbers(value.partitions)
  );
}

const isShare = (value: unknown): value is Share =>
  typeof value === 'object' &&
  value !== null &&
  'member' in value &&
  typeof value.member === 'string' &&
  isTold({ since: 0, ...value });

/** The shares of all instances out of the data of any member's assignment; none for what another version wrote. */
export function sharesOf(data: Buffer): readonly Share[] {
  const value = parsed(data);
  return Array.isArray(value) && value.every(isShare) ? value : [];
}

/** Who this instance is. */
export interface Identity {
  readonly id: string;
  readonly address: string;
  /** When it started, milliseconds since the epoch. */
  readonly since: number;
}

export interface InstancesOptions {
  readonly name: string;
  readonly spec: RecommenderSpec;
  readonly shards: number;
  readonly identity: Identity;
  readonly clock: Clock;
  /** Partitions of the recommendations topic. */
  readonly partitions: number;
  /** What this instance has, so that it keeps it. */
  readonly held: Held;
  /** Set whenever the work was divided. */
  readonly division: CurrentDivision;
}

/** This instance's place among the instances of a recommender: the members of its consumer group. */
export class Instances {
  readonly #member: GroupMember;

  constructor(config: KafkaConfig, options: InstancesOptions) {
    const { name, spec, identity, clock, held, division } = options;
    const log = logTopic(name);
    this.#member = new GroupMember(config, {
      group: groupOf(name),
      protocol: PROTOCOL,
      topics: [log, spec.to],
      clock,
      data: () => {
        const { leads, shards, partitions } = held;
        return Buffer.from(JSON.stringify({ ...identity, leads, shards, partitions } satisfies Told));
      },
      assign: async (members) => {
        const instances = members.flatMap(({ member, data }) => {
          const told = parsed(data);
          return isTold(told) ? [{ ...told, member }] : [];
        });
        const shares = divide(instances, options.shards, options.partitions);
        const data = Buffer.from(JSON.stringify(shares));
        return shares.map(({ member, leads, partitions }) => ({
          member,
          partitions: { ...(leads && { [log]: [0] }), [spec.to]: [...partitions] },
          data,
        }));
      },
      assigned: (data) => {
        division.shares = data === undefined ? undefined : sharesOf(data);
      },
    });
  }

  /** Takes part until `signal` aborts. */
  run(signal: AbortSignal): Promise<void> {
    return this.#member.run(signal);
  }

  /** Offsets for people to see the lag by; they decide nothing. */
  commit(offsets: GroupOffsets): Promise<void> {
    return this.#member.commit(offsets);
  }
}
