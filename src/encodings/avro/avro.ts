import type { RegisteredSchema } from '../../clients/registry/client.ts';
import { readAvroSchema } from '../../formats/avro/schema.ts';
import { parseExactly } from '../../formats/rows/exact-json.ts';
import type { Encoding } from '../../language/model.ts';
import { type Payload, type TopicEncoding, Undecodable, Unencodable } from '../encoding.ts';
import { deriveContract } from './contract.ts';
import { valueMaker } from './from-json.ts';
import { jsonWriter } from './json-text.ts';
import { oneSchema } from './one-schema.ts';
import { avroType, misfitOf, readerOf } from './types.ts';

/** What a text holds where its bytes were no UTF-8, or where somebody wrote just that. */
const REPLACEMENT = '\ufffd';

/** Avro in the registry's wire format. */
export const avro: TopicEncoding = {
  name: 'avro',
  description: 'Avro, each value with the id of its schema in the registry before it',
  schemaType: 'AVRO',
  whole: ({ text, references }) => oneSchema(text, references),
  payload,
  encoder(schema) {
    const [type, make] = [avroType(schema), valueMaker(readAvroSchema(schema))];
    return (json) => type.toBuffer(make(exactly(json)));
  },
  misfit: (reader, writer) => misfitOf(avroType(reader), avroType(writer)),
  derive: deriveContract,
};

function payload({ id, ...schema }: RegisteredSchema, encoding: Encoding, told: string): Payload {
  const [writer, write] = parsed(`${told} cannot be read`, () => {
    const text = oneSchema(schema.text, schema.references);
    const type = avroType(text);
    return [type, jsonWriter(readAvroSchema(encoding.schema ?? text))] as const;
  });
  const reader = encoding.schema === undefined ? writer : avroType(encoding.schema);
  const misfit = misfitOf(reader, writer);
  if (misfit !== undefined) {
    const read = `${encoding.subject} version ${encoding.version}, by which the contract reads`;
    throw new Undecodable(`${told} does not fit ${read}: ${misfit}`);
  }
  const decode = readerOf(reader, writer);
  const broken = (why: string) => new Undecodable(`the value is none of schema ${id}: ${why}`);
  return (value, from) => {
    const bytes = value.subarray(from);
    let read: ReturnType<typeof decode>;
    try {
      read = decode(bytes);
    } catch (error) {
      throw broken(error instanceof Error ? error.message : String(error));
    }
    if (read.offset < 0) throw broken('it ends too early');
    if (read.offset !== bytes.length) throw broken('bytes are left over after it');
    const json = write(read.value);
    if (json.includes(REPLACEMENT) && !writer.toBuffer(writer.fromBuffer(bytes)).equals(bytes)) {
      throw broken('a text that is no UTF-8');
    }
    return json;
  };
}

function exactly(json: string) {
  try {
    return parseExactly(json);
  } catch (cause) {
    throw new Unencodable('it is no JSON', { cause });
  }
}

function parsed<T>(what: string, parse: () => T): T {
  try {
    return parse();
  } catch (error) {
    throw new Undecodable(`${what}: ${error instanceof Error ? error.message : String(error)}`);
  }
}
