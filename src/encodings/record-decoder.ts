import type { DecodeRecord, DecoderOf, RawRecord } from '../clients/kafka/records.ts';
import type { SchemaRegistry } from '../clients/registry/client.ts';
import type { Encoding, EventContract } from '../language/model.ts';
import { type Payload, Undecodable } from './encoding.ts';
import { encodings } from './encodings.ts';
import { HEADER, schemaIdOf } from './wire-format.ts';

/** Makes records of a topic whose values are JSON, as contracts read them. */
export class RecordDecoder {
  readonly #encoding: Encoding;
  readonly #registry: SchemaRegistry;
  readonly #payloads = new Map<number, Payload>();
  readonly #asked = new Map<number, Promise<Payload>>();

  constructor(encoding: Encoding, registry: SchemaRegistry) {
    this.#encoding = encoding;
    this.#registry = registry;
  }

  /**
   * The record with its value as JSON, or with the reason why it has none; a promise where the registry must be asked.
   * Errors are the registry's.
   */
  decode(record: RawRecord): RawRecord | Promise<RawRecord> {
    if (record.value === null) return record;
    try {
      const id = schemaIdOf(record.value);
      const payload = this.#payloads.get(id);
      return payload === undefined ? this.#learn(id).then((learnt) => read(record, learnt)) : read(record, payload);
    } catch (error) {
      return unreadable(record, error);
    }
  }

  /** Records that come together wait for one answer. */
  #learn(id: number): Promise<Payload> {
    const asked = this.#asked.get(id) ?? this.#ask(id).finally(() => this.#asked.delete(id));
    this.#asked.set(id, asked);
    return asked;
  }

  async #ask(id: number): Promise<Payload> {
    const schema = await this.#registry.schema(id);
    if (schema === undefined) return failing(`the value names the schema ${id}, which the registry does not know`);
    const encoding = encodings.named(this.#encoding.format);
    const places = await this.#registry.versionsOf(id);
    const told = places === '' ? `schema ${id}` : `${places} (schema ${id})`;
    let payload: Payload;
    try {
      if (schema.type !== encoding.schemaType)
        throw new Undecodable(`${told} is no ${encoding.name} but ${schema.type}`);
      payload = encoding.payload(schema, this.#encoding, told);
    } catch (error) {
      if (!(error instanceof Undecodable)) throw error;
      payload = failing(error.message);
    }
    this.#payloads.set(id, payload);
    return payload;
  }
}

const failing =
  (why: string): Payload =>
  () => {
    throw new Undecodable(why);
  };

function read(record: RawRecord, payload: Payload): RawRecord {
  const { value } = record;
  if (value === null) return record;
  try {
    return { ...record, value: Buffer.from(payload(value, HEADER)), original: value };
  } catch (error) {
    return unreadable(record, error);
  }
}

function unreadable(record: RawRecord, error: unknown): RawRecord {
  if (!(error instanceof Undecodable)) throw error;
  return { ...record, unreadable: error.message };
}

type Contracts = Readonly<Record<string, Pick<EventContract, 'encoding'> | undefined>>;

/** How records of topics with these contracts become JSON. The registry is asked for where one needs it. */
export const decodersOf = (contracts: Contracts, registry: () => SchemaRegistry): DecoderOf =>
  decoders(contracts, (encoding) => {
    const decoder = new RecordDecoder(encoding, registry());
    return (record) => decoder.decode(record);
  });

/** The same; of a tombstone, a key that names a schema becomes what it says: a text as it is, anything else as JSON. */
export const keyedDecodersOf = (contracts: Contracts, registry: () => SchemaRegistry): DecoderOf =>
  decoders(contracts, (encoding) => {
    const values = new RecordDecoder(encoding, registry());
    const keys = new RecordDecoder({ format: encoding.format, subject: '' }, registry());
    return (record) => (record.value === null ? withPlainKey(record, keys) : values.decode(record));
  });

/** As `decodersOf`; what a key says that names a schema stands beside it. */
export const keyTellingDecodersOf = (contracts: Contracts, registry: () => SchemaRegistry): DecoderOf =>
  decoders(contracts, (encoding) => {
    const values = new RecordDecoder(encoding, registry());
    const keys = new RecordDecoder({ format: encoding.format, subject: '' }, registry());
    return (record) =>
      namesSchema(record.key)
        ? plainKeyOf(record, keys).then((told) => values.decode({ ...record, ...told }))
        : values.decode(record);
  });

async function withPlainKey(record: RawRecord, keys: RecordDecoder): Promise<RawRecord> {
  if (!namesSchema(record.key)) return record;
  const { plainKey = record.key, unreadableKey } = await plainKeyOf(record, keys);
  return unreadableKey === undefined ? { ...record, key: plainKey } : { ...record, unreadable: unreadableKey };
}

const namesSchema = (key: Buffer | null): boolean => key !== null && key.length >= HEADER && key[0] === 0;

async function plainKeyOf(record: RawRecord, keys: RecordDecoder): Promise<Partial<RawRecord>> {
  const { value, unreadable } = await keys.decode({ ...record, value: record.key });
  if (unreadable !== undefined) return { unreadableKey: unreadable };
  const json = String(value);
  return { plainKey: Buffer.from(json.startsWith('"') ? String(JSON.parse(json)) : json) };
}

function decoders(contracts: Contracts, make: (encoding: Encoding) => DecodeRecord): DecoderOf {
  const made = new Map<string, DecodeRecord>();
  for (const [topic, contract] of Object.entries(contracts))
    if (contract?.encoding !== undefined) made.set(topic, make(contract.encoding));
  return (topic) => made.get(topic);
}
