import { topicsFound } from '../../../clients/connect/topics-read.ts';
import { decoding } from '../../../clients/kafka/reader.ts';
import { decodersOf, keyedDecodersOf } from '../../../encodings/record-decoder.ts';
import { parseContract } from '../../../language/contract-json.ts';
import type { EventContract } from '../../../language/model.ts';
import type { Stores } from '../../../store/location.ts';
import { deletedTopic, noTopicYet } from '../../../verify/absent.ts';
import { DeadLetters } from '../../../verify/dead-letters.ts';
import type { Finding, SinkProof } from '../../../verify/proof.ts';
import type { ProofSettings } from '../../../verify/proof-settings.ts';
import type { ProvableSink } from '../../../verify/provable.ts';
import { unreadable } from '../../../verify/unreadable.ts';
import { contractText } from '../../exactly-once.ts';
import type { DeployedSink } from '../../kind.ts';
import { databaseOf } from '../access.ts';
import { storedTables } from '../stored-tables.ts';
import { contractDigest, rowsOf, tableSettings, tablesOf } from '../tables.ts';
import { asRowOf } from './changed-row.ts';
import { decidedTopics, exists, nextOffset } from './control.ts';
import { ExpectedRows } from './expected.ts';
import { proveTopic, type TopicProof } from './prove-topic.ts';

/** A sink whose ranges, kept beside its rows in the same transactions, prove what it stored. */
export async function proof(sink: DeployedSink, stores: Stores): Promise<ProvableSink> {
  const database = databaseOf(sink, stores);
  const { name, topics, config } = sink;
  const settings = tableSettings(config);
  const tables = topics.flatMap((topic) => tablesOf(settings, topic, contractOf(config, topic)));
  return {
    name,
    tables: storedTables(sink, tables, stores),
    topics,
    catchesUp: true,
    position: (topic, partition) => database.using((postgres) => nextOffset(postgres, name, topic, partition)),
    prove: (settings) =>
      database.using(async (postgres) => {
        // All of it as of one moment, whatever the sink writes meanwhile.
        await postgres.rows('BEGIN TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY');
        return prove(sink, postgres, settings, stores);
      }),
  };
}

async function prove(
  { name, config, topics, live }: DeployedSink,
  postgres: Parameters<typeof exists>[0],
  settings: ProofSettings,
  stores: Stores,
): Promise<SinkProof> {
  const { kafka, deep, progress, signal } = settings;
  if (!live && !(await exists(postgres, '_pipeline_offsets'))) return neverApplied(name);
  const deadLetter = config['errors.deadletterqueue.topic.name'] || 'no dead-letter topic';
  const letters = once(async () => ({ letters: await DeadLetters.read(kafka, deadLetter), name: deadLetter }));
  const tables = tableSettings(config);
  const changing = config.transforms !== undefined;
  const proven: TopicProof[] = [];
  for (const topic of topics) {
    const contract = contractOf(config, topic);
    const subject = {
      ...{ postgres, sink: name, topic, settings: tables, progress },
      kafka: decoding(
        kafka,
        (tables.mode === 'upsert' ? keyedDecodersOf : decodersOf)({ [topic]: contract }, () => stores.registry),
      ),
      deep: deep && !changing,
      tables: tablesOf(tables, topic, contract),
      expected: new ExpectedRows(rowsOf(tables, contract)),
      asRow: asRowOf(contract),
      contract: contractDigest(contractText(config, topic)),
    };
    try {
      proven.push(await proveTopic(subject, settings, letters));
    } catch (error) {
      signal.throwIfAborted();
      // A transaction in which one statement failed answers no other.
      await postgres.rows('ROLLBACK');
      await postgres.rows('BEGIN TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY');
      proven.push({ partitions: [], findings: [unreadable(error, topic)], tables: 0 });
    }
  }
  const partitions = proven.flatMap((topic) => topic.partitions);
  const pattern = topicsFound(config, topics)?.pattern;
  const gone =
    pattern === undefined ? [] : (await decidedTopics(postgres, name)).filter((one) => !topics.includes(one));
  const findings = [
    ...(deep && changing ? [incomparable] : []),
    ...(pattern === undefined || topics.length + gone.length > 0 ? [] : [noTopicYet(pattern)]),
    ...proven.flatMap((topic) => topic.findings),
    ...gone.map(deletedTopic),
  ];
  const whole = partitions.every(({ missing, duplicates, changed }) => missing + duplicates + changed === 0);
  return {
    sink: name,
    ok: whole && !findings.some(({ failure }) => failure),
    ...{ partitions, findings, files: 0, bytes: 0 },
    tables: proven.reduce((sum, topic) => sum + topic.tables, 0),
  };
}

function contractOf(config: DeployedSink['config'], topic: string): EventContract | undefined {
  const text = contractText(config, topic);
  return text === undefined ? undefined : parseContract(text);
}

const incomparable: Finding = {
  kind: 'unchecked',
  failure: false,
  message: 'transforms change its records on the way, so its rows were not compared',
};

const neverApplied = (sink: string): SinkProof => ({
  sink,
  ok: false,
  ...{ partitions: [], files: 0, bytes: 0, tables: 0 },
  findings: [
    {
      kind: 'absent',
      failure: true,
      message: 'it has no connector, and never stored anything; `pipeline apply` creates it',
    },
  ],
});

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => {
    made ??= make();
    return made;
  };
}
