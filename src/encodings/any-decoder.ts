import type { RawRecord } from '../clients/kafka/records.ts';
import type { SchemaRegistry } from '../clients/registry/client.ts';
import { Undecodable } from './encoding.ts';
import { encodings } from './encodings.ts';
import { RecordDecoder, schemaIdOf } from './record-decoder.ts';

/** Makes JSON of whatever value or key names a schema of the registry, for people to see; others stay as they are. */
export class AnyDecoder {
  readonly #registry: SchemaRegistry;
  readonly #decoders = new Map<number, RecordDecoder | undefined>();
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
    if (!this.#decoders.has(id)) this.#decoders.set(id, await this.#decoderOf(id));
    return (await this.#decoders.get(id)?.decode(record)) ?? record;
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
