import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { ConnectorConfig } from '../../../src/clients/connect/model.ts';
import { parseDatabaseUrl } from '../../../src/components/jdbc/url.ts';
import { compile } from '../../../src/pipeline/compile/compile.ts';
import { loadPipelines } from '../../../src/pipeline/compile/load.ts';
import type { ClusterAddresses } from '../../../src/target/addresses.ts';
import { renderDiagnostics } from '../../../src/ui/code-frame.ts';
import { cluster, contextIn, diagnosed, kept } from '../../language/reading.ts';

const folder = join(import.meta.dirname, 'golden');
const withPostgres: ClusterAddresses = { ...cluster, postgres: { address: 'db.invalid:5432' } };

describe('wrong words are answered with their places', () => {
  test.each(['words', 'contracts'])('%s.yaml', async (name) => {
    const found = await diagnosed(loadPipelines([`${name}.yaml`], withPostgres, contextIn(folder), { vars: {} }));
    await expect(renderDiagnostics(found, kept())).toMatchFileSnapshot(join(folder, `${name}.txt`));
  });
});

const yaml = (words: string, more = '') => `
pipeline: shop
events:
  order: { fields: { shop: string, id: integer } }
topics: { orders: { event: order, key: shop } }
sinks:
  base: { from: orders, jdbc: { ${words} }${more} }
`;

async function compiled(words: string) {
  const { pipelines } = await loadPipelines(['-'], withPostgres, contextIn(folder, yaml(words)), { vars: {} });
  const desired = compile(pipelines, withPostgres);
  const config: ConnectorConfig = desired.connectors[0]?.config ?? {};
  return { config, needs: desired.needs };
}

describe('what the connector receives', () => {
  test('the cluster’s PostgreSQL, its user and its secret, unless others are named', async () => {
    const { config, needs } = await compiled('url: "jdbc:postgresql://${cluster:postgres}/shop"');
    expect(needs).toEqual(['postgres']);
    expect(config).toMatchObject({
      'connector.class': 'pipeline.connect.jdbc.JdbcSinkConnector',
      'jdbc.url': 'jdbc:postgresql://db.invalid:5432/shop',
      'jdbc.user': 'pipeline',
      'jdbc.password': '${file:/run/secrets.properties:PG_PASSWORD}',
      'consumer.override.isolation.level': 'read_committed',
    });
    expect(JSON.parse(config['event.orders'] ?? '')).toMatchObject({ name: 'order' });
    expect(config).not.toHaveProperty('jdbc.mode');
  });

  test('a key of several fields, joined', async () => {
    const { config, needs } = await compiled(
      'url: "jdbc:postgresql://other/shop", user: me, password: "${secret:MINE}", mode: upsert, key: [shop, id], table: sales',
    );
    expect(needs).toEqual([]);
    expect(config).toMatchObject({
      'jdbc.user': 'me',
      'jdbc.password': '${file:/run/secrets.properties:MINE}',
      'jdbc.mode': 'upsert',
      'jdbc.key': 'shop,id',
      'jdbc.table': 'sales',
    });
  });
});

test('an address is read as the driver reads it', () => {
  expect(parseDatabaseUrl('jdbc:postgresql://[::1]/a%20b?sslmode=require&currentSchema=s')).toEqual({
    host: '::1',
    port: 5432,
    database: 'a b',
    schema: 's',
    ssl: 'require',
    parameters: ['sslmode', 'currentSchema'],
  });
  expect(parseDatabaseUrl('jdbc:postgresql:shop')).toBeUndefined();
});
