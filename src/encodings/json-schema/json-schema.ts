import { isUtf8 } from 'node:buffer';
import { readJsonSchemaFile } from '../../language/json-schema-file.ts';
import { type TopicEncoding, Undecodable, Unencodable } from '../encoding.ts';

/** JSON in the registry's wire format; the contract says what must be in it. */
export const jsonSchema: TopicEncoding = {
  name: 'json-schema',
  description: 'JSON, each value with the id of its schema in the registry before it',
  schemaType: 'JSON',
  // One that refers to others is told as beyond a contract; its values need no schema to be read.
  whole: ({ text }) => text,
  payload: () => (value, from) => {
    const bytes = value.subarray(from);
    if (!isUtf8(bytes)) throw new Undecodable('the value is not UTF-8');
    return bytes.toString('utf8');
  },
  encoder: () => (json) => {
    try {
      JSON.parse(json);
    } catch (cause) {
      throw new Unencodable('it is no JSON', { cause });
    }
    return Buffer.from(json);
  },
  // What a value of another version lacks, its contract says.
  misfit: () => undefined,
  derive(name, schema) {
    const { contract, diagnostics } = readJsonSchemaFile(name, 'schema', schema, undefined);
    const problems = diagnostics.flatMap(({ severity, message }) =>
      severity === 'error' ? [{ path: '', message }] : [],
    );
    return { contract, problems };
  },
};
