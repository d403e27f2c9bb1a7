import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { ConnectorConfig } from '../../../src/clients/connect/model.ts';
import { compile } from '../../../src/pipeline/compile/compile.ts';
import { loadPipelines } from '../../../src/pipeline/compile/load.ts';
import { renderDiagnostics } from '../../../src/ui/code-frame.ts';
import { cluster, contextIn, diagnosed, kept, read } from '../../language/reading.ts';

const folder = join(import.meta.dirname, 'golden');

describe('wrong words are answered with their places', () => {
  test.each(['words', 'contracts', 'directories', 'paths', 'coordinates', 'names'])('%s.yaml', async (name) => {
    const found = await diagnosed(loadPipelines([`${name}.yaml`], cluster, contextIn(folder), { vars: {} }));
    await expect(renderDiagnostics(found, kept())).toMatchFileSnapshot(join(folder, `${name}.txt`));
  });
});

async function configOf(sink: string, at = cluster): Promise<ConnectorConfig> {
  const yaml = `
pipeline: shop
events:
  click: { fields: { at: { type: string, format: date-time }, user: string, header: { fields: { app: string } } } }
topics:
  clicks: { event: click, key: user }
  raw: {}
sinks:
  lake: { from: ${sink.includes('by:') ? 'clicks' : '[clicks, raw]'}, ${sink} }
`;
  const { pipelines } = await read(yaml);
  const [connector] = compile(pipelines, at).connectors;
  return connector?.config ?? {};
}

describe('what the connector receives', () => {
  test('durations in milliseconds, sizes in bytes, each topic’s contract', async () => {
    const config = await configOf(
      'hdfs: { path: /data, format: json, roll: { every: 1.5s, bytes: 64MiB, records: 9 } }',
    );
    expect(config).toMatchObject({
      path: 'hdfs://hdfs.invalid/data',
      'roll.ms': '1500',
      'roll.bytes': '67108864',
      'roll.records': '9',
    });
    expect(JSON.parse(config['event.clicks'] ?? '')).toMatchObject({ name: 'click', unknown: 'keep' });
    expect(config).not.toHaveProperty('event.raw');
  });

  test('fields of directories, their names where one is renamed, and times', async () => {
    const by = 'by: [user, { field: header.app, as: application }]';
    const time = 'time: { field: at, otherwise: record, zone: Europe/Paris, directories: "y=YYYY/m=MM" }';
    expect(await configOf(`hdfs: { path: /data, format: json, ${by}, ${time} }`)).toMatchObject({
      'partition.fields': 'user,header.app',
      'partition.names': 'user,application',
      'time.field': 'at',
      'time.otherwise': 'record',
      'time.zone': 'Europe/Paris',
      'time.directories': 'y=YYYY/m=MM',
    });
    const plain = await configOf('hdfs: { path: /data, format: json, by: user }');
    expect(plain['partition.fields']).toBe('user');
    expect(plain).not.toHaveProperty('partition.names');
  });

  test('coordinates as a list; headers come as bytes only where they are stored', async () => {
    const config = (words: string) => configOf(`hdfs: { path: /data, format: json, ${words} }`);
    expect(await config('envelope: true, coordinates: [offset, { key: bytes }]')).toMatchObject({
      envelope: 'true',
      coordinates: 'offset,key:bytes',
    });
    expect(await config('envelope: true')).toMatchObject({
      coordinates: 'partition,offset,timestamp,key,headers',
      'header.converter': 'org.apache.kafka.connect.converters.ByteArrayConverter',
    });
    const usual = await config('coordinates: true');
    expect(usual.coordinates).toBe('true');
    expect(usual).not.toHaveProperty('header.converter');
    expect(await config('by: user')).not.toHaveProperty('coordinates');
  });

  test('records of aborted transactions are never read', async () => {
    const config = await configOf('file: { path: /srv/a b, format: json }');
    expect(config['consumer.override.isolation.level']).toBe('read_committed');
    expect(config.path).toBe('file:///srv/a%20b');
  });

  test('S3’s credentials are references, the cluster’s unless others are named', async () => {
    const own = await configOf('s3: { path: /archive, format: json, bucket: other, accessKey: "${secret:MINE}" }');
    expect(own).toMatchObject({
      path: 's3a://other/archive',
      's3.access.key': '${file:/run/secrets.properties:MINE}',
      's3.secret.key': '${file:/run/secrets.properties:S3_SECRET_KEY}',
    });
  });

  test('whom S3 is asked as is the cluster’s: keys for a while, AWS’s chain, a role; and how objects are encrypted', async () => {
    const sink = 's3: { path: /archive, format: json }';
    const at = (more: Partial<NonNullable<typeof cluster.s3>>) => ({
      ...cluster,
      ...(cluster.s3 && { s3: { ...cluster.s3, ...more } }),
    });
    expect(await configOf(sink, at({ credentials: 'session' }))).toMatchObject({
      's3.access.key': '${file:/run/secrets.properties:S3_ACCESS_KEY}',
      's3.session.token': '${file:/run/secrets.properties:S3_SESSION_TOKEN}',
    });
    const chained = await configOf(sink, at({ credentials: 'chain', encryption: { algorithm: 'AES256' } }));
    expect(
      Object.keys(chained)
        .filter((key) => key.startsWith('s3.'))
        .sort(),
    ).toEqual(['s3.encryption', 's3.endpoint', 's3.path.style', 's3.region']);
    expect(await configOf(sink, at({ role: { arn: 'arn:aws:iam::1:role/w', externalId: 'x' } }))).toMatchObject({
      's3.access.key': '${file:/run/secrets.properties:S3_ACCESS_KEY}',
      's3.role.arn': 'arn:aws:iam::1:role/w',
      's3.role.external.id': 'x',
      's3.role.session': 'pipeline',
    });
  });

  test('`extra` may not set what a word decides', async () => {
    const yaml = `
pipeline: shop
topics: { raw: {} }
sinks:
  lake: { from: raw, file: { path: /srv, format: json }, extra: { consumer.override.isolation.level: read_uncommitted } }
`;
    const found = await diagnosed(read(yaml));
    expect(found.map(({ severity }) => severity)).toContain('error');
  });
});
