import { isRecord, text } from '../../base/values.ts';
import { type Coordinates, readCoordinates } from '../../formats/rows/coordinates.ts';
import type { JsonSchema } from '../../language/json-schema.ts';
import type { Word, Words } from '../words.ts';

const bytes = 'org.apache.kafka.connect.converters.ByteArrayConverter';

/** What rows hold unless something else is asked for: where their records stand. */
const USUAL = 'partition,offset';

/** What an envelope holds unless something else is asked for. */
const USUAL_OF_ENVELOPES = 'partition,offset,timestamp,key,headers';

const one: JsonSchema = {
  oneOf: [
    { enum: ['partition', 'offset', 'topic', 'timestamp', 'key', 'headers'] },
    {
      type: 'object',
      additionalProperties: false,
      required: ['key'],
      properties: {
        key: { enum: ['text', 'bytes'], description: 'As text, in base64 where it is none (default), or as bytes.' },
      },
    },
  ],
};

const coordinates: Word = {
  schema: {
    oneOf: [{ type: 'boolean' }, { type: 'array', minItems: 1, uniqueItems: true, items: one }],
    description:
      'What files hold of a record beside its value, in columns `kafka_…` of Parquet and Avro and members of envelopes. ' +
      'true, the default: partition and offset; of envelopes all but the topic.',
  },
  owns: ['coordinates', 'header.converter'],
  config(value, { declaration: { words } }) {
    const written = writtenCoordinates(value) ?? (words.envelope === true ? USUAL_OF_ENVELOPES : undefined);
    if (written === undefined) return {};
    return {
      coordinates: written,
      ...(written.split(',').includes('headers') && { 'header.converter': bytes }),
    };
  },
};

/** The words for what stands beside values. */
export const coordinateWords: Words = {
  coordinates,
  envelope: {
    schema: {
      type: 'boolean',
      description: 'Whether a line of JSON is an object of the coordinates and the `value`; default false.',
    },
    key: 'envelope',
  },
};

/** As the connector's configuration lists them; undefined where nothing is written. */
export function writtenCoordinates(value: unknown): string | undefined {
  if (!Array.isArray(value)) return typeof value === 'boolean' ? String(value) : undefined;
  const names = value.map((name: unknown) => {
    if (!isRecord(name)) return String(name);
    return name.key === 'bytes' ? 'key:bytes' : 'key';
  });
  return names.join(',');
}

/** What a configuration says that files hold of a record beside its value. */
export function coordinatesIn(config: Readonly<Record<string, string | undefined>>): Coordinates {
  const envelope = config.envelope === 'true';
  const written = text(config.coordinates) ?? (envelope ? USUAL_OF_ENVELOPES : 'true');
  const listed = written === 'true' ? USUAL : written === 'false' ? '' : written;
  return readCoordinates(
    listed.split(',').flatMap((name) => (name.trim() === '' ? [] : [name.trim()])),
    envelope,
  );
}
