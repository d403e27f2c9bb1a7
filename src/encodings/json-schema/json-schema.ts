import { isUtf8 } from 'node:buffer';
import { readJsonSchemaFile } from '../../language/json-schema-file.ts';
import { type TopicEncoding, Undecodable, Unencodable } from '../encoding.ts';
import { oneSchema } from './one-schema.ts';

/** JSON in the registry's wire format; the contract says what must be in it. */
export const jsonSchema: TopicEncoding = {
  name: 'json-schema',
  description: 'JSON, each value with the id of its schema in the registry before it',
  schemaType: 'JSON',
  whole({ text, references }) {
    try {
      return oneSchema(text, references);
    } catch (error) {
      // What is no JSON is told where the contract is derived; values need no schema to be read.
      if (error instanceof SyntaxError) return text;
      throw error;
    }
  },
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
