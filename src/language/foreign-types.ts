import type { Values } from '../base/values.ts';

/** A field as it is written here, and whether what was meant may be absent. */
export interface Meant {
  readonly field: Values;
  readonly optional: boolean;
}

const string = { type: 'string' };
const ofFormat = (format: string) => ({ type: 'string', format });
const number = (...words: string[]) => words.map((word) => [word, { type: 'number' }] as const);
const integer = (...words: string[]) => words.map((word) => [word, { type: 'integer' }] as const);
const instant = (...words: string[]) => words.map((word) => [word, ofFormat('date-time')] as const);

/** What SQL, Avro, protobuf, Java, TypeScript and others call the types of fields. */
const types = new Map<string, Values>([
  ...instant('timestamp', 'timestamptz', 'timestamp with time zone', 'timestamp_tz', 'datetime', 'datetime2'),
  ...instant('datetimeoffset', 'date-time', 'instant', 'iso8601', 'iso-8601', 'zoneddatetime', 'offsetdatetime'),
  ...['timestamp without time zone', 'localdatetime', 'local-date-time', 'timestamp_ntz', 'smalldatetime'].map(
    (word) => [word, ofFormat('local-date-time')] as const,
  ),
  ['date', ofFormat('date')],
  ['localdate', ofFormat('date')],
  ['uuid', ofFormat('uuid')],
  ['guid', ofFormat('uuid')],
  ['email', ofFormat('email')],
  ['uri', ofFormat('uri')],
  ['url', ofFormat('uri')],
  ...number('double', 'double precision', 'float', 'float4', 'float8', 'float32', 'float64', 'real'),
  ...['decimal', 'numeric', 'bigdecimal', 'money', 'currency'].map(
    (word) => [word, { type: 'number', decimals: 2 }] as const,
  ),
  ...integer('int', 'int2', 'int4', 'int8', 'int16', 'int32', 'int64', 'uint', 'uint8', 'uint16', 'uint32', 'uint64'),
  ...integer('long', 'bigint', 'smallint', 'mediumint', 'tinyint', 'short', 'byte', 'biginteger', 'unsigned'),
  ...integer('serial', 'bigserial', 'sint32', 'sint64', 'fixed32', 'fixed64'),
  ...['epoch', 'epoch-millis', 'epochmillis', 'epoch_ms', 'timestamp-millis', 'timestamp_ms', 'unix_ms', 'millis'].map(
    (word) => [word, { type: 'integer', format: 'epoch-milliseconds' }] as const,
  ),
  ...['unix', 'unixtime', 'unix_timestamp', 'epochseconds', 'epoch_seconds', 'epoch_s', 'epoch-secs'].map(
    (word) => [word, { type: 'integer', format: 'epoch-seconds' }] as const,
  ),
  ...['timestamp-micros', 'epoch-micros', 'timestamp_us', 'epochmicros'].map(
    (word) => [word, { type: 'integer', format: 'epoch-microseconds' }] as const,
  ),
  ...['epoch-seconds', 'epoch-milliseconds', 'epoch-microseconds'].map(
    (word) => [word, { type: 'integer', format: word }] as const,
  ),
  ...['bytes', 'binary', 'bytea', 'blob', 'varbinary', 'byte[]', 'base64'].map(
    (word) => [word, { type: 'string', format: 'base64' }] as const,
  ),
  ...['json', 'jsonb', 'variant', 'mixed', 'unknown', 'object', 'any', 'dynamic'].map(
    (word) => [word, { type: 'any' }] as const,
  ),
  ...['bool', 'bit'].map((word) => [word, { type: 'boolean' }] as const),
  ...['text', 'str', 'varchar', 'varchar2', 'nvarchar', 'char', 'nchar', 'bpchar', 'character', 'keyword', 'clob'].map(
    (word) => [word, string] as const,
  ),
  ...['character varying', 'tinytext', 'mediumtext', 'longtext', 'citext', 'time', 'interval', 'ip', 'inet'].map(
    (word) => [word, string] as const,
  ),
  ...['string', 'integer', 'number', 'boolean'].map((word) => [word, { type: word }] as const),
]);

/** The field that the text `written` stands for where a type stands; undefined for words of no language. */
export function typeMeant(written: string): Meant | undefined {
  const word = written
    .trim()
    .toLowerCase()
    .replace(/\s+/g, ' ')
    .replace(/ not null$/, '');
  const absent =
    /^(?:\?|optional |nullable )(.+)$/.exec(word) ??
    /^(?:optional|nullable|option|maybe)[<([](.+)[>)\]]$/.exec(word) ??
    /^(.+?)(?: ?\?| ?\| ?null| ?\| ?undefined| or null| null)$/.exec(word) ??
    /^null ?\| ?(.+)$/.exec(word);
  if (absent?.[1] !== undefined) {
    const inner = typeMeant(absent[1]);
    return inner === undefined ? undefined : { ...inner, optional: true };
  }
  const known = types.get(word);
  if (known !== undefined) return { field: known, optional: false };
  const field = mapOfType(word) ?? listOfType(word) ?? typeWithSize(word);
  return field === undefined ? undefined : { field, optional: false };
}

/** `string[]`, `array<string>`, `list(string)`, `repeated string`. */
function listOfType(word: string): Values | undefined {
  const list =
    /^(.+)\[\]$/.exec(word) ??
    /^(?:array|list|set|seq|sequence|vector)(?: of |[<([])(.+?)[>)\]]?$/.exec(word) ??
    /^repeated (.+)$/.exec(word);
  const items = list?.[1] === undefined ? undefined : typeMeant(list[1]);
  return items === undefined ? undefined : { items: shortened(items.field) };
}

/** `map<string, integer>`. */
function mapOfType(word: string): Values | undefined {
  const [, written = ''] =
    /^(?:map|dict|dictionary|record)[<([] ?(?:string|text|str|varchar) ?, ?(.+?) ?[>)\]]$/.exec(word) ?? [];
  const values = written === '' ? undefined : typeMeant(written);
  return values === undefined ? undefined : { values: shortened(values.field) };
}

/** `varchar(20)`, `decimal(10,2)`, `bigint(20)`. */
function typeWithSize(word: string): Values | undefined {
  const [, name = '', first = '', second] = /^([a-z0-9 ]+?) ?\( ?(\d+|max) ?(?:, ?(\d+) ?)?\)$/.exec(word) ?? [];
  const field = types.get(name);
  if (field === undefined) return undefined;
  if (field.type === 'number' && field.decimals !== undefined) return { type: 'number', decimals: Number(second ?? 0) };
  if (field.type === 'string' && field.format === undefined && first !== 'max') {
    return { type: 'string', maxLength: Number(first) };
  }
  return field;
}

/** A field that is nothing but its type is written as that. */
export const shortened = (field: Values): unknown =>
  Object.keys(field).length === 1 && typeof field.type === 'string' ? field.type : field;
