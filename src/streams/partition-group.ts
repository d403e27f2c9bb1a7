import type { KafkaConfig } from 'kafkajs';
import type { Clock } from '../base/context.ts';
import { isRecord } from '../base/values.ts';
import { GroupMember, type GroupOffsets } from '../clients/kafka/group-member.ts';
import { parsedJson } from '../clients/kafka/latest.ts';
import { divide } from './division.ts';
import type { Place } from './stored-state.ts';

/** Name and version of the protocol of the group's members. */
const PROTOCOL = 'pipeline-partitions-1';

const isPlace = (value: unknown): value is Place =>
  isRecord(value) && typeof value.topic === 'string' && Number.isSafeInteger(value.partition);

/** What a member has, or is given; nothing for what another version wrote. */
function placesOf(data: Buffer): readonly Place[] {
  const value = parsedJson(data.toString());
  return Array.isArray(value) && value.every(isPlace) ? value : [];
}

const dataOf = (places: readonly Place[]): Buffer => Buffer.from(JSON.stringify(places));

interface PartitionGroupOptions {
  readonly group: string;
  /** All partitions that there are. */
  readonly places: readonly Place[];
  readonly clock: Clock;
}

/** This process among those that share the partitions of a job: the members of its consumer group. */
export class PartitionGroup {
  readonly #member: GroupMember;
  #given: readonly Place[] = [];

  constructor(config: KafkaConfig, { group, places, clock }: PartitionGroupOptions) {
    this.#member = new GroupMember(config, {
      group,
      protocol: PROTOCOL,
      topics: [...new Set(places.map(({ topic }) => topic))],
      clock,
      data: () => dataOf(this.#given),
      assign: async (members) => {
        const holders = members.map(({ member, data }) => ({ member, held: placesOf(data) }));
        return divide(holders, places).map(({ member, held }) => ({
          member,
          partitions: Object.fromEntries(
            [...Map.groupBy(held, ({ topic }) => topic)].map(([topic, some]) => [
              topic,
              some.map((one) => one.partition),
            ]),
          ),
          data: dataOf(held),
        }));
      },
      assigned: (data) => {
        this.#given = data === undefined ? [] : placesOf(data);
      },
    });
  }

  /** What this process was given last; nothing when it has lost its place. Another list whenever that changes. */
  get given(): readonly Place[] {
    return this.#given;
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
