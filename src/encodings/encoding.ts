import type { RegisteredSchema } from '../clients/registry/client.ts';
import type { Encoding, EventContract } from '../language/model.ts';

/** A value that is not in its topic's format. The message names no value. */
export class Undecodable extends Error {}

/** JSON that is no value of a schema. The message names the field. */
export class Unencodable extends Error {}

/** Makes the JSON text of what stands after a value's header. Throws Undecodable. */
export type Payload = (value: Buffer, from: number) => string;

/** The contract that a registered schema stands for, or why it stands for none, by field. */
export interface Derived {
  readonly contract: EventContract | undefined;
  readonly problems: readonly { readonly path: string; readonly message: string }[];
}

/** One format of topics' values beside plain JSON: everything the tool knows about it. */
export interface TopicEncoding {
  /** The word in YAML, and in the contract that connectors are given. */
  readonly name: string;
  /** What values are, for the JSON Schema. */
  readonly description: string;
  /** What the registry calls schemas of it. */
  readonly schemaType: string;
  /** The text of a schema together with those that it refers to. */
  whole(schema: Pick<RegisteredSchema, 'text' | 'references'>): string;
  /**
   * How payloads of a schema are read. `told`: the schema for people, with its subject's version. Throws Undecodable
   * for a schema whose values cannot be read, or do not fit the version that the contract was derived from.
   */
  payload(schema: RegisteredSchema, encoding: Encoding, told: string): Payload;
  /**
   * How JSON texts become payloads of a schema. What it returns throws Unencodable; itself it throws SyntaxError for a
   * schema that cannot be read.
   */
  encoder(schema: string): (json: string) => Buffer;
  /** Why not every value of the schema `writer` can be read by `reader`; undefined when each can. */
  misfit(reader: string, writer: string): string | undefined;
  /** The contract of a schema's values. */
  derive(name: string, schema: string): Derived;
}
