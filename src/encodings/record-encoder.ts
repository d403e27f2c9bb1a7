import { RefusedError, UsageError } from '../base/errors.ts';
import type { SchemaRegistry } from '../clients/registry/client.ts';
import { exactText } from '../formats/rows/exact-text.ts';
import { Unencodable } from './encoding.ts';
import { encodings } from './encodings.ts';
import { headerOf } from './wire-format.ts';

/** Makes values in the wire format of JSON; `where` says in messages which. Throws UsageError for JSON that is none. */
export type EncodeValue = (json: Buffer, where: string) => Buffer;

/** Values stay as they are. */
export const plainly: EncodeValue = (json) => json;

/** The records up to the first whose value cannot be encoded, whose `problem` names its line; `before` came earlier. */
export function encodeEach<T extends { readonly value: Buffer | null }>(
  records: readonly T[],
  before: number,
  encode: EncodeValue,
): { readonly records: readonly T[]; readonly problem?: UsageError } {
  const encoded: T[] = [];
  try {
    for (const record of records) {
      const where = `line ${before + encoded.length + 1}`;
      encoded.push({ ...record, value: record.value === null ? null : encode(record.value, where) });
    }
  } catch (error) {
    if (error instanceof UsageError) return { records: encoded, problem: error };
    throw error;
  }
  return { records: encoded };
}

/** Writes with the newest version of a subject. RefusedError where the registry knows no such subject. */
export async function encoderOf(subject: string, registry: SchemaRegistry): Promise<EncodeValue> {
  const version = await registry.version(subject, 'latest');
  if (version === undefined) {
    throw new RefusedError(`The registry knows no subject ${subject}`, {
      hint: `It knows: ${(await registry.subjects()).slice(0, 20).join(', ') || 'none'}.`,
    });
  }
  const encoding = encodings.all.find(({ schemaType }) => schemaType === version.type);
  if (encoding === undefined)
    throw new RefusedError(`${subject} is a schema of ${version.type}, which is not written here`);
  const encode = encoding.encoder(encoding.whole(version));
  const header = headerOf(version.id);
  return (json, where) => {
    try {
      return Buffer.concat([header, encode(exactText(json))]);
    } catch (cause) {
      const why = cause instanceof Error ? cause.message : String(cause);
      const hint = `It is to be a value of ${subject} version ${version.version}; docs/registry.md says how it is written.`;
      if (!(cause instanceof Unencodable))
        throw new UsageError('This is no value of the schema', { where, cause, hint });
      throw new UsageError(`This is no value of the schema: ${why}`, { where, hint });
    }
  };
}
