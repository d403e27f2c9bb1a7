import { murmur2 } from './kafkajs-internals.ts';

/** The partition in which the default partitioners of the Java client and of kafkajs put a record with this key. */
export function partitionOf(key: Buffer, partitions: number): number {
  return (murmur2(key) & 0x7fffffff) % partitions;
}
