import fc from 'fast-check';
import { text } from './spelling.ts';
import { stored } from './stored.ts';

/** What a record has beside its value. */
export interface Beside {
  readonly key: Buffer | null;
  /** Milliseconds since 1970. */
  readonly timestamp: number;
  /** As kafkajs takes them: some values of each name, undefined for none. */
  readonly headers: Readonly<Record<string, readonly (Buffer | undefined)[]>>;
}

const bytes = fc.uint8Array({ maxLength: 9 }).map((some) => Buffer.from(some));
const key = fc.oneof(
  fc.constant(null),
  text.map((one) => Buffer.from(one)),
  bytes,
);
const value = fc.oneof(
  fc.constant(undefined),
  text.map((one) => Buffer.from(one)),
  bytes,
);
const headers = fc.dictionary(
  fc.constantFrom('trace', 'a b', 'é "q"', 'constructor', 'name'),
  fc.array(value, { minLength: 1, maxLength: 3 }),
  { maxKeys: 3 },
);

export const beside: fc.Arbitrary<Beside> = fc.record({
  key,
  timestamp: fc.integer({ min: 1_000_000_000_000, max: 1_760_000_000_000 }),
  headers: fc.oneof({ weight: 2, arbitrary: fc.constant({}) }, { weight: 1, arbitrary: headers }),
});

const flat = ({ headers: named }: Beside) =>
  Object.entries(named).flatMap(([name, values]) => values.map((one) => [name, one] as const));

const asText = (one: Buffer): string | undefined =>
  Buffer.from(one.toString()).equals(one) ? one.toString() : undefined;

/** The columns of a record's key: text, or base64 where it is none. */
export function keyColumns({ key: of }: Beside): readonly (readonly [string, string])[] {
  const told = of === null ? undefined : asText(of);
  return [
    ['kafka_key', told === undefined ? stored.nothing : stored.text(told)],
    ['kafka_key_base64', of === null || told !== undefined ? stored.nothing : stored.text(of.toString('base64'))],
  ];
}

/** Which columns a sink's rows have beside the value and the place. */
export type Columns = 'none' | 'all' | 'key as bytes';

export function besideColumns(topic: string, record: Beside, columns: Columns): readonly (readonly [string, string])[] {
  const { key: of, timestamp } = record;
  if (columns === 'none') return [];
  if (columns === 'key as bytes') return [['kafka_key', of === null ? stored.nothing : stored.bytes(of)]];
  const held = flat(record).map(([name, one]) =>
    stored.row([
      ['name', stored.text(name)],
      ['value', one === undefined ? stored.nothing : stored.bytes(one)],
    ]),
  );
  return [
    ['kafka_topic', stored.text(topic)],
    ['kafka_timestamp', stored.micros(BigInt(timestamp) * 1_000n)],
    ...keyColumns(record),
    ['kafka_headers', stored.list(held)],
  ];
}

/** An envelope without its value, as JSON that is read again. */
export function envelopeOf(partition: number, offset: number, record: Beside): string {
  const member = (name: string, one: Buffer | null | undefined) => {
    const told = one === null || one === undefined ? null : asText(one);
    return told === undefined ? { [`${name}Base64`]: one?.toString('base64') } : { [name]: told };
  };
  const time = new Date(record.timestamp).toISOString();
  const held = flat(record).map(([name, one]) => ({ name, ...member('value', one) }));
  return JSON.stringify({ partition, offset, timestamp: time, ...member('key', record.key), headers: held });
}
