import { Registry } from '../base/registry.ts';
import { avro } from './avro/avro.ts';
import type { Format } from './format.ts';
import { json } from './json/json.ts';
import { parquet } from './parquet/parquet.ts';

/** Every format of stored files, in the order in which messages and docs name them. */
export const formats = new Registry<Format>('format', [json, parquet, avro]);

/** The format that a file's name tells; undefined for other files. */
export const formatOfPath = (path: string): Format | undefined =>
  formats.all.find(({ endings }) => endings.some((ending) => path.endsWith(ending)));
