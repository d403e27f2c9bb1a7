import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { execa } from 'execa';
import { checkout, jarsFolder } from '../../src/target/checkout.ts';
import type { Database } from '../jdbc-run.ts';

const VERSION = '3.6.0.Final';
const folder = join(jarsFolder, 'plugins', 'debezium-connector-jdbc');

/** Lays Debezium's JDBC sink beside our plugins, where a worker that starts afterwards finds it. */
export async function layPlugin(): Promise<void> {
  const artifact = `io.debezium:debezium-connector-jdbc:${VERSION}:tar.gz:plugin`;
  mkdirSync(folder, { recursive: true });
  const goals = ['dependency:copy', `-Dartifact=${artifact}`, `-DoutputDirectory=${folder}`];
  await execa('mvn', ['-q', '-B', '-N', ...goals], { cwd: checkout });
  const tarball = join(folder, `debezium-connector-jdbc-${VERSION}-plugin.tar.gz`);
  await execa('tar', ['xzf', tarball, '-C', folder, '--strip-components=1']);
  rmSync(tarball);
}

export function removePlugin(): void {
  rmSync(folder, { recursive: true, force: true });
}

/** What its converter must be told of a value, since it takes types from nowhere else. */
const schema = {
  type: 'struct',
  fields: [
    { field: 'timestamp', type: 'string', optional: false },
    { field: 'user_id', type: 'int64', optional: false },
    { field: 'item_id', type: 'int64', optional: false },
    { field: 'event_type', type: 'string', optional: false },
    { field: 'page_url', type: 'string', optional: false },
    { field: 'click_duration', type: 'double', optional: false },
  ],
};

/**
 * How it writes a batch: a statement for each row, as it comes, or several rows in one, by the driver's rewriting. Its
 * own `dialect.postgres.unnest.insert.enabled` ends with a NullPointerException in 3.6.0.Final where the key is
 * Kafka's coordinates.
 */
export type Writing = 'plain' | 'rewritten';

/** Its settings that keep each record, with large batches. */
export const debezium = (database: Database, topic: string, table: string, writing: Writing, key?: string) => ({
  'connector.class': 'io.debezium.connector.jdbc.JdbcSinkConnector',
  topics: topic,
  'connection.url': `${database.url}${writing === 'rewritten' ? '?reWriteBatchedInserts=true' : ''}`,
  'connection.username': database.user,
  'connection.password': database.password,
  'collection.name.format': table,
  'schema.evolution': 'basic',
  'insert.mode': key === undefined ? 'insert' : 'upsert',
  ...(key === undefined
    ? { 'primary.key.mode': 'kafka' }
    : { 'primary.key.mode': 'record_value', 'primary.key.fields': key }),
  'batch.size': '5000',
  'consumer.override.max.poll.records': '5000',
  'consumer.override.auto.offset.reset': 'earliest',
  'key.converter': 'org.apache.kafka.connect.storage.StringConverter',
  'value.converter': 'org.apache.kafka.connect.json.JsonConverter',
  'value.converter.schemas.enable': 'true',
  'value.converter.schema.content': JSON.stringify(schema),
});
