import { Undecodable } from './encoding.ts';

/** Bytes before the payload in the wire format of Confluent's serializers: a zero, and the id of the schema. */
export const HEADER = 5;

/** What a value's header says: its schema's id. Throws Undecodable for another value. */
export function schemaIdOf(value: Buffer): number {
  if (value.length < HEADER) throw new Undecodable(`the value has ${value.length} bytes: too short to name a schema`);
  if (value[0] !== 0) {
    throw new Undecodable(
      `the value begins with byte ${value[0]} instead of 0: it is not in the registry’s wire format`,
    );
  }
  return value.readInt32BE(1);
}

/** The header of values of a schema. */
export function headerOf(id: number): Buffer {
  const header = Buffer.alloc(HEADER);
  header.writeInt32BE(id, 1);
  return header;
}
