import type { RawRecord } from '../clients/kafka/records.ts';
import type { SchemaRegistry } from '../clients/registry/client.ts';
import { Undecodable } from './encoding.ts';
import { encodings } from './encodings.ts';
import { RecordDecoder } from './record-decoder.ts';
import { schemaIdOf } from './wire-format.ts';

/** Makes JSON of whatever value or key names a schema of the registry, for people to see; others stay as they are. */
export class AnyDecoder {
  readonly #registry: SchemaRegistry;
  readonly #decoders = new Map<number, RecordDecoder>();
  /** Formats of the schemas that were named so far. */
  readonly formats = new Set<string>();

  constructor(registry: SchemaRegistry) {
    this.#registry = registry;
  }

  /** Errors are the registry's. */
  async decode(record: RawRecord): Promise<RawRecord> {
    const read = await this.#decode(record);
    if (idOf(record.key) === undefined) return read;
    const { value: key } = await this.#decode({ ...record, value: record.key });
    return { ...read, key };
  }

  async #decode(record: RawRecord): Promise<RawRecord> {
    const id = idOf(record.value);
    if (id === undefined) return record;
    // An id that is unknown now may be known later: the registry's client says when to ask again.
    const decoder = this.#decoders.get(id) ?? (await this.#decoderOf(id));
    if (decoder === undefined) return record;
    this.#decoders.set(id, decoder);
    return decoder.decode(record);
  }

  async #decoderOf(id: number): Promise<RecordDecoder | undefined> {
    const schema = await this.#registry.schema(id);
    const encoding = encodings.all.find(({ schemaType }) => schemaType === schema?.type);
    if (encoding === undefined) return undefined;
    this.formats.add(encoding.name);
    return new RecordDecoder({ format: encoding.name, subject: '' }, this.#registry);
  }
}

function idOf(value: Buffer | null): number | undefined {
  try {
    return value === null ? undefined : schemaIdOf(value);
  } catch (error) {
    if (error instanceof Undecodable) return undefined;
    throw error;
  }
}
