import avsc, { type Type } from 'avsc';
import { member } from '../../base/values.ts';

/** 64 bits, all of them: a double would round the largest. */
const wholeLong = avsc.types.LongType.__with({
  fromBuffer: (bytes: Buffer) => bytes.readBigInt64LE(),
  toBuffer: (value: bigint) => {
    const bytes = Buffer.alloc(8);
    bytes.writeBigInt64LE(value);
    return bytes;
  },
  fromJSON: (value: number) => BigInt(value),
  toJSON: Number,
  isValid: (value: unknown) => typeof value === 'bigint',
  compare: (one: bigint, other: bigint) => (one === other ? 0 : one < other ? -1 : 1),
});

/** The type of a schema's text: unions wrapped, longs as bigint, logical types as what they are made of. */
export function avroType(text: string): Type {
  const typeHook = (schema: unknown) => (isLong(schema) ? wholeLong : undefined);
  return avsc.Type.forSchema(JSON.parse(text), { wrapUnions: true, omitRecordMethods: true, typeHook });
}

const isLong = (schema: unknown): boolean => schema === 'long' || member(schema, 'type') === 'long';

/** Why not every value of `writer` can be read by `reader`; undefined when each can. */
export function misfitOf(reader: Type, writer: Type): string | undefined {
  if (reader === writer) return undefined;
  try {
    reader.createResolver(writer, { ignoreNamespaces: true });
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** Reads bytes of `writer` as `reader` has them; the offset is negative where they end too early. */
export function readerOf(reader: Type, writer: Type): (bytes: Buffer) => { value: unknown; offset: number } {
  const resolver = reader === writer ? undefined : reader.createResolver(writer, { ignoreNamespaces: true });
  return (bytes) => reader.decode(bytes, 0, resolver);
}
