import { describe, expect, test } from 'vitest';
import { columnsOf, selectOf, weightOf } from '../../../src/components/spark/run/columns.ts';
import { parseEvent } from '../../../src/components/spark/run/events.ts';
import { sparkRequest } from '../../../src/components/spark/run/request.ts';
import type { EventContract } from '../../../src/language/model.ts';
import { cluster } from '../../language/reading.ts';

const event: EventContract = {
  name: 'event',
  by: 'kind',
  unknown: 'keep',
  timezone: 'Europe/Paris',
  fields: {
    at: { type: 'string', format: 'local-date-time', required: true },
    kind: { type: 'string', required: true },
  },
  types: {
    sale: {
      price: { type: 'number', decimals: 2, required: true },
      lines: {
        type: 'array',
        items: { type: 'object', required: true, fields: { 'a`b': { type: 'integer', required: true } } },
        required: true,
      },
    },
    visit: { day: { type: 'string', format: 'date', required: true }, ok: { type: 'boolean', required: true } },
  },
  aliases: { "s'ale": 'sale' },
};

describe('columns of an event', () => {
  test('have the types of the Parquet columns that sinks write, those of all types of a union', () => {
    expect(columnsOf(event)).toBe(
      '`price` DECIMAL(18, 2), `lines` ARRAY<STRUCT<`a``b`: BIGINT>>, `day` DATE, `ok` BOOLEAN, `at` TIMESTAMP, `kind` STRING',
    );
  });

  test("other spellings of a type become the type, quoted so that none ends SQL's text", () => {
    expect(selectOf(event)).toContain("CASE `kind` WHEN 's\\'ale' THEN 'sale' ELSE `kind` END AS `kind`");
  });

  test('an event weighs what its type says, or its rating where it has one', () => {
    expect(weightOf(event, { weights: { sale: 3 } })).toBe("CASE `kind` WHEN 'sale' THEN 3 ELSE 0 END");
    expect(weightOf(event, { weights: { sale: 3 }, rating: 'price' })).toBe(
      "coalesce(CAST(`price` AS DOUBLE), CASE `kind` WHEN 'sale' THEN 3 ELSE 0 END)",
    );
    expect(weightOf({ name: 'like', unknown: 'keep', fields: {} }, { weights: { like: 2 }, rating: 'price' })).toBe(
      '2',
    );
  });

  test('weights go by any field with few values', () => {
    const fields = { device: { type: 'string', enum: ['phone', 'web'], required: true } } as const;
    const plain: EventContract = { name: 'click', unknown: 'keep', fields };
    const weighed = "CASE `device` WHEN 'phone' THEN 2 ELSE 0 END";
    expect(weightOf(plain, { weights: { phone: 2 }, by: 'device' })).toBe(weighed);
    expect(
      weightOf({ ...event, fields: { ...event.fields, ...fields } }, { weights: { phone: 2 }, by: 'device' }),
    ).toBe(weighed);
    expect(weightOf(event, { weights: { sale: 3 }, by: 'device' })).toBe("CASE `kind` WHEN 'sale' THEN 3 ELSE 0 END");
  });
});

describe('the request to the runner', () => {
  const work = { sql: 'SELECT 1', every: 1000, resources: { cores: 2, memory: 2 ** 30, executors: 1 } };
  const job = { name: 'p.j', kind: 'spark', run: 'manual', digest: '' } as const;

  test('reads of a sink exactly the files of its list, by topic', () => {
    const from = [{ sink: 'p.lake', format: 'json' as const, events: { a: event, b: event } }];
    const file = (topic: string, name: string) => ({
      uri: `hdfs://h/${name}`,
      topic,
      partition: 0,
      end: 1,
      records: 1,
      bytes: 1,
    });
    const files = new Map([['p.lake', [file('a', '1'), file('b', '2'), file('a', '3')]]]);
    const { inputs, streaming } = sparkRequest({ ...job, spec: { from, work } }, work, files, cluster, {});
    expect(streaming).toBe(false);
    expect(inputs.map(({ view, files }) => [view, files])).toEqual([
      ['a', ['hdfs://h/1', 'hdfs://h/3']],
      ['b', ['hdfs://h/2']],
    ]);
    expect(inputs[0]).toMatchObject({ timezone: 'Europe/Paris', format: 'json' });
  });

  test('keeps the text of values that cannot be read, and the coordinates of all', () => {
    const { inputs } = sparkRequest(
      { ...job, spec: { from: [{ topic: 'a', event }], work } },
      work,
      new Map(),
      cluster,
      {},
    );
    expect(inputs[0]?.columns).toContain('_unreadable STRING');
    expect(inputs[0]?.select).toEqual(expect.arrayContaining(['_unreadable', 'kafka_partition', 'kafka_offset']));
  });

  test('a topic without an event is refused', () => {
    const spec = { from: [{ topic: 'a' }], work };
    expect(() => sparkRequest({ ...job, spec }, work, new Map(), cluster, {})).toThrow('The topic a has no event');
  });
});

test('lines of the runner that are no events are passed over', () => {
  const progress = { event: 'progress', query: 'q', batch: 1, records: 2, rate: 3.5, lag: 0 };
  expect(parseEvent(JSON.stringify(progress))).toEqual(progress);
  for (const line of ['', 'WARN something', '{"event":"progress"}', '{"event":"toString"}', '[]', 'null']) {
    expect(parseEvent(line)).toBeUndefined();
  }
});

describe('fields that JSON has no type for', () => {
  const field: EventContract = {
    name: 'e',
    unknown: 'keep',
    fields: {
      at: { type: 'integer', format: 'epoch-milliseconds', required: true },
      old: { type: 'string', format: 'epoch-seconds', minimum: 0, required: true },
      price: { type: 'string', format: 'decimal', decimals: 2, required: true },
      photo: { type: 'string', format: 'base64', required: true },
      more: { type: 'any', required: true },
      sizes: { type: 'map', values: { type: 'number', required: true }, required: true },
      fine: { type: 'string', format: 'date-time', fraction: 'nanoseconds', required: true },
      rows: { type: 'array', items: { type: 'any', required: true }, required: true },
    },
  };

  test('are in typed files what the sink stored', () => {
    expect(columnsOf(field)).toBe(
      '`at` TIMESTAMP, `old` TIMESTAMP, `price` DECIMAL(18, 2), `photo` BINARY, `more` STRING, `sizes` MAP<STRING, DOUBLE>, `fine` BIGINT, `rows` ARRAY<STRING>',
    );
    expect(selectOf(field)).toEqual(['`at`', '`old`', '`price`', '`photo`', '`more`', '`sizes`', '`fine`', '`rows`']);
  });

  test('are read out of JSON as what the sink would store', () => {
    expect(columnsOf(field, true)).toBe(
      '`at` BIGINT, `old` STRING, `price` STRING, `photo` STRING, `more` VARIANT, `sizes` MAP<STRING, DOUBLE>, `fine` STRING, `rows` ARRAY<VARIANT>',
    );
    const [at, , , photo, , sizes, , rows] = selectOf(field, true);
    expect(at).toBe(
      'CASE WHEN (`at`) >= 100000000000 AND (`at`) < 100000000000000 THEN timestamp_millis((`at`)) END AS `at`',
    );
    expect(photo).toBe("try_to_binary(`photo`, 'base64') AS `photo`");
    expect(sizes).toBe('`sizes`');
    expect(rows).toBe("transform(`rows`, x0 -> nullif(to_json(x0), 'null')) AS `rows`");
  });
});
