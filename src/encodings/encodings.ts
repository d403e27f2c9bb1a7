import { Registry } from '../base/registry.ts';
import { avro } from './avro/avro.ts';
import type { TopicEncoding } from './encoding.ts';
import { jsonSchema } from './json-schema/json-schema.ts';

/** Every format of topics' values beside plain JSON, in the order in which messages and docs name them. */
export const encodings = new Registry<TopicEncoding>('format of topics', [avro, jsonSchema]);
