import type { Admin } from 'kafkajs';
import { findInstances } from '../group/find-instances.ts';
import { askInstance } from './ask.ts';
import type { InstanceState } from './state.ts';

/** One running instance: its work, and what it says of itself. */
export interface DescribedInstance {
  readonly id: string;
  /** `host:port` of its HTTP server. */
  readonly address: string;
  /** Whether it writes the log. */
  readonly leads: boolean;
  /** Partitions of the recommendations topic whose users' lists it writes. */
  readonly partitions: readonly number[];
  /** Shards that it is to hold. */
  readonly shards: readonly number[];
  /** Null when it does not answer. */
  readonly state: InstanceState | null;
}

function isInstanceState(value: unknown): value is InstanceState {
  return (
    typeof value === 'object' &&
    value !== null &&
    'asOf' in value &&
    typeof value.asOf === 'number' &&
    'base' in value &&
    typeof value.base === 'string' &&
    'shards' in value &&
    typeof value.shards === 'object' &&
    value.shards !== null &&
    Object.values(value.shards).every((shard) => typeof shard?.asOf === 'number' && typeof shard.digest === 'string')
  );
}

/** The running instances of the recommender `name`, each asked over HTTP. */
export async function describeInstances(admin: Admin, name: string): Promise<DescribedInstance[]> {
  const shares = await findInstances(admin, name);
  return Promise.all(
    shares.map(async ({ id, address, leads, partitions, shards }) => {
      const state = await askInstance(address, '/state');
      return { id, address, leads, partitions, shards, state: isInstanceState(state) ? state : null };
    }),
  );
}
