import { deal } from '../../base/deal.ts';

/** What an instance tells of itself when it joins. */
export interface Instance {
  /** The group's name of the member. */
  readonly member: string;
  /** A name of its own, for people and for its files. */
  readonly id: string;
  /** `host:port` of its HTTP server. */
  readonly address: string;
  /** When it started, milliseconds since the epoch. */
  readonly since: number;
  /** What it has now. */
  readonly leads: boolean;
  readonly shards: readonly number[];
  readonly partitions: readonly number[];
}

/** What one instance does. */
export interface Share {
  readonly member: string;
  readonly id: string;
  readonly address: string;
  /** Whether it writes the log. Exactly one does. */
  readonly leads: boolean;
  /** Shards whose rows it keeps. */
  readonly shards: readonly number[];
  /** Partitions of the recommendations topic whose users' lists it writes. */
  readonly partitions: readonly number[];
}

/**
 * Divides the work among the instances: one leads, shards and partitions are dealt evenly, and who has something keeps
 * it where that stays even. The same for the same instances in any order.
 */
export function divide(instances: readonly Instance[], shards: number, partitions: number): Share[] {
  const ordered = [...instances].sort((a, b) => a.since - b.since || (a.member < b.member ? -1 : 1));
  const leader = ordered.find(({ leads }) => leads) ?? ordered[0];
  const shardsOf = deal(
    shards,
    ordered.map((instance) => instance.shards),
  );
  const partitionsOf = deal(
    partitions,
    ordered.map((instance) => instance.partitions),
  );
  return ordered.map((instance, index) => ({
    member: instance.member,
    id: instance.id,
    address: instance.address,
    leads: instance === leader,
    shards: shardsOf[index] ?? [],
    partitions: partitionsOf[index] ?? [],
  }));
}
