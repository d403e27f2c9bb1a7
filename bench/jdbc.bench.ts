import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Bench, Figure } from './bench.ts';
import { clickEvent, clicks } from './clicks.ts';
import { databaseOf, type Rows, storeRows } from './jdbc-run.ts';
import { debezium, layPlugin, removePlugin, type Writing } from './peers/debezium.ts';
import { pipeline } from './pipeline.ts';
import { middle } from './statistics.ts';
import { Worker } from './worker.ts';

const RECORDS = 300_000;
const TIMES = 3;
const TOPIC = 'bench-rows';

const yaml = `
pipeline: bench-jdbc
events:
${clickEvent}
topics:
  ${TOPIC}: { event: click, key: user_id, partitions: 3 }
sources:
  clicks: ${clicks(TOPIC, RECORDS, 1)}
sinks:
  contract: { from: ${TOPIC}, state: stopped, hdfs: { path: /bench/jdbc, format: parquet } }
`;

/** Every record a row of its own, and the latest row of each key; a page's address is the key, no two are the same. */
const cases = [
  { name: 'append', key: undefined },
  { name: 'upsert', key: 'page_url' },
] as const;

/** Records that lie in a topic of three partitions, by one task into a table, beside Debezium's sink in one worker. */
export const bench: Bench = {
  name: 'jdbc',
  needs: 'cluster',
  services: ['postgres'],
  async run(setting) {
    const directory = mkdtempSync(join(tmpdir(), 'pipeline-bench-'));
    try {
      const file = join(directory, 'jdbc.yaml');
      writeFileSync(file, yaml);
      await layPlugin();
      const worker = await Worker.of(setting).startedAnew(setting);
      await pipeline(['apply', file, '--yes'], setting.home, directory);
      await worker.finished('bench-jdbc.clicks', RECORDS);
      const contract = await worker.setting('bench-jdbc.contract', `event.${TOPIC}`);
      const database = databaseOf(setting);
      const ours = (table: string, key?: string) => ({
        'connector.class': 'pipeline.connect.jdbc.JdbcSinkConnector',
        topics: TOPIC,
        'jdbc.url': database.url,
        'jdbc.user': database.user,
        'jdbc.password': database.password,
        'jdbc.table': table,
        ...(key !== undefined && { 'jdbc.mode': 'upsert', 'jdbc.key': key }),
        [`event.${TOPIC}`]: contract,
        'key.converter': 'org.apache.kafka.connect.converters.ByteArrayConverter',
        'value.converter': 'org.apache.kafka.connect.converters.ByteArrayConverter',
        'consumer.override.isolation.level': 'read_committed',
        'consumer.override.interceptor.classes': 'pipeline.connect.sink.ConsumerWitness',
      });
      const figures: Figure[] = [];
      for (const { name, key } of cases) {
        const store = (table: string, config: Readonly<Record<string, string>>) =>
          storeRows(setting, worker, { name: table, table, config }, RECORDS);
        const byDebezium = (writing: Writing, run: number) => {
          const table = `debezium_${writing}_${name}_${run}`;
          return store(table, debezium(database, TOPIC, table, writing, key));
        };
        const [mine, theirs]: [Rows[], Rows[]] = [[], []];
        for (let run = 0; run < TIMES; run += 1) {
          const table = `ours_${name}_${run}`;
          mine.push(await store(table, ours(table, key)));
          theirs.push(await byDebezium('rewritten', run));
        }
        figures.push(...beside(name, mine, theirs, await byDebezium('plain', 0)));
      }
      return figures;
    } finally {
      removePlugin();
      rmSync(directory, { recursive: true, force: true });
    }
  },
};

function beside(name: string, mine: readonly Rows[], theirs: readonly Rows[], plain: Rows): readonly Figure[] {
  const rate = (runs: readonly Rows[]) => middle(runs.map(({ seconds }) => RECORDS / seconds));
  const spent = (of: string, runs: readonly Rows[]): readonly Figure[] => [
    { name: `… processor time of the worker: ${of}`, value: middle(runs.map((run) => run.worker)), unit: 'CPU s' },
    { name: `… of PostgreSQL: ${of}`, value: middle(runs.map((run) => run.server)), unit: 'CPU s' },
  ];
  const ratio = { to: "Debezium's JDBC sink, batches rewritten", value: rate(mine) / rate(theirs), atLeast: 2 };
  return [
    { name: `database sink, ${name}: assignment to last row`, value: rate(mine), unit: 'rows/s', ratio },
    { name: "… Debezium's, batches rewritten", value: rate(theirs), unit: 'rows/s' },
    { name: "… Debezium's as it comes, once", value: rate([plain]), unit: 'rows/s' },
    ...spent('ours', mine),
    ...spent("Debezium's, batches rewritten", theirs),
    ...spent("Debezium's as it comes", [plain]),
  ];
}
