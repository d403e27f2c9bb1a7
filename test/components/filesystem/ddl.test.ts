import { join } from 'node:path';
import { expect, test } from 'vitest';
import { sinkTables } from '../../../src/components/filesystem/ddl/sink-tables.ts';
import { dialects } from '../../../src/components/filesystem/ddl/types.ts';
import type { EventContract } from '../../../src/language/model.ts';

const contract: EventContract = {
  name: 'e',
  by: 'kind',
  unknown: 'keep',
  fields: {
    at: { type: 'string', format: 'date-time', required: true },
    kind: { type: 'string', required: true },
    header: {
      type: 'object',
      required: false,
      fields: { appId: { type: 'string', required: false }, level: { type: 'integer', required: false } },
    },
    raw: { type: 'string', format: 'base64', required: false },
    fine: { type: 'string', format: 'date-time', fraction: 'nanoseconds', required: false },
  },
  types: {
    _sale: { price: { type: 'number', decimals: 2, required: true } },
    visit: {
      pages: { type: 'array', items: { type: 'string', required: true }, required: true },
      counts: { type: 'map', values: { type: 'number', required: true }, required: false },
    },
  },
};

const configs = {
  parquet: {
    format: 'parquet',
    layout: 'by-type',
    'partition.fields': 'kind,header.level',
    'partition.names': 'kind,level',
    'time.field': 'at',
  },
  json: {
    format: 'json',
    'partition.fields': 'header.appId',
    'time.field': 'record',
    'time.directories': 'y=YYYY/m=MM',
  },
  plain: { format: 'parquet', coordinates: 'false' },
  coordinates: { format: 'avro', coordinates: 'partition,offset,topic,timestamp,key,headers' },
  bytes: { format: 'parquet', coordinates: 'key:bytes' },
  envelope: { format: 'json', envelope: 'true' },
};

test.each(dialects)('tables of %s', async (dialect) => {
  const sql = Object.entries(configs).map(([name, config]) => {
    const root = dialect === 'duckdb' ? 'file:///lake' : 's3://lake/a b';
    return `-- ${name}\n${sinkTables(config, { topic: 'shop.e-1', root, contract }, dialect)}`;
  });
  await expect(sql.join('\n')).toMatchFileSnapshot(join(import.meta.dirname, 'golden', `tables.${dialect}.sql`));
});
