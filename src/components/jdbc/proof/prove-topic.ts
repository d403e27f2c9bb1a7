import { absentTopic } from '../../../verify/absent.ts';
import type { DeadLetters } from '../../../verify/dead-letters.ts';
import type { Finding, PartitionProof } from '../../../verify/proof.ts';
import type { ProofSettings } from '../../../verify/proof-settings.ts';
import { quoted, type RowTable } from '../tables.ts';
import { exists, readDecided } from './control.ts';
import { provePartition } from './prove-partition.ts';
import { proveRange } from './prove-range.ts';
import { proveApplied, proveKeys } from './prove-upsert.ts';
import { strayRows } from './stored-rows.ts';
import type { PartitionSubject, TopicSubject } from './subject.ts';

/** What of one topic is stored. */
export interface TopicProof {
  readonly partitions: readonly PartitionProof[];
  readonly findings: readonly Finding[];
  readonly tables: number;
}

/** A topic of the sink before its tables were looked for. */
export type Topic = Omit<TopicSubject, 'tables'> & { readonly tables: readonly RowTable[] };

/** Proves what a sink stored of one topic. */
export async function proveTopic(
  topic: Topic,
  { isCompacted, topicId }: Pick<ProofSettings, 'isCompacted' | 'topicId'>,
  deadLetters: () => Promise<{ readonly letters: DeadLetters; readonly name: string }>,
): Promise<TopicProof> {
  const { kafka, postgres, sink, settings } = topic;
  const existing = await kafka.partitions(topic.topic);
  if (existing === undefined) return { partitions: [], findings: [absentTopic(topic.topic)], tables: 0 };
  const decided = await readDecided(postgres, sink, topic.topic);
  const tables: RowTable[] = [];
  for (const table of topic.tables) if (await exists(postgres, quoted(table.name))) tables.push(table);
  const compacted = await isCompacted(topic.topic);
  const subject: TopicSubject = { ...topic, tables };
  const findings: Finding[] = [];
  const partitions: PartitionSubject[] = existing.map((partition) => ({
    ...subject,
    partition,
    decided: decided.get(partition) ?? { topicId: '', next: 0, ranges: [], dead: [] },
  }));
  const id = await topicId(topic.topic);
  const proofs: PartitionProof[] = [];
  for (const one of partitions) {
    const upsert = settings.mode === 'upsert';
    const proven = await provePartition(one, compacted, upsert ? proveApplied : proveRange);
    const letters = await lettersOf(one, deadLetters);
    findings.push(...proven.findings, ...recreated(one, id), ...letters.findings);
    proofs.push({ ...proven.proof, deadLetterRepeats: letters.repeats });
  }
  if (settings.mode === 'upsert') {
    const keys = await proveKeys(subject, partitions);
    findings.push(...keys.findings);
    return { partitions: proofs.map((proof) => withKeys(proof, keys)), findings, tables: tables.length };
  }
  for (const table of tables) findings.push(...(await strangers(subject, table)));
  return { partitions: proofs, findings, tables: tables.length };
}

function withKeys(proof: PartitionProof, keys: Awaited<ReturnType<typeof proveKeys>>): PartitionProof {
  const { partition } = proof;
  const missing = keys.missing.get(partition) ?? 0;
  return {
    ...proof,
    stored: proof.stored - missing,
    missing: proof.missing + missing,
    duplicates: proof.duplicates + (keys.duplicates.get(partition) ?? 0),
    changed: proof.changed + (keys.changed.get(partition) ?? 0),
  };
}

/** Kafka knows every topic by an id of its own, also one that was created anew under the same name. */
function recreated({ topic, partition, decided }: PartitionSubject, id: string | undefined): Finding[] {
  if (id === undefined || decided.topicId === '' || hex(decided.topicId) === id) return [];
  const message = 'the rows are of a topic that was deleted and created again since';
  return [{ kind: 'broken-ranges', failure: true, message, topic, partition }];
}

/** Kafka writes an id as 22 digits of base 64, its protocol as 16 bytes. */
const hex = (id: string): string => (id.length === 22 ? Buffer.from(id, 'base64url').toString('hex') : id);

async function lettersOf(
  { topic, partition, decided: { dead } }: PartitionSubject,
  deadLetters: Parameters<typeof proveTopic>[2],
): Promise<{ readonly findings: readonly Finding[]; readonly repeats: number }> {
  if (dead.length === 0) return { findings: [], repeats: 0 };
  const { letters, name } = await deadLetters();
  const reports = dead.map((offset) => letters.reports(topic, partition, offset));
  const absent = dead.filter((_, index) => reports[index] === 0);
  const repeats = reports.reduce((sum, count) => sum + Math.max(0, count - 1), 0);
  const [first, last] = [absent[0], absent.at(-1)];
  if (first === undefined || last === undefined) return { findings: [], repeats };
  const which =
    absent.length === 1 ? `the record at offset ${first}` : `${absent.length} records from offset ${first} on`;
  const finding: Finding = {
    kind: letters.complete ? 'dead-letter-missing' : 'unchecked',
    failure: letters.complete,
    message: `${which} counted as dead-lettered, but ${name} holds no report${letters.complete ? '' : ' (any more)'}`,
    ...{ topic, partition, range: { from: first, to: last + 1 } },
  };
  return { findings: [finding], repeats };
}

async function strangers({ postgres, sink, topic }: TopicSubject, table: RowTable): Promise<Finding[]> {
  const { count, examples } = await strayRows(postgres, table, sink);
  if (count === 0) return [];
  const named = examples.map(
    ([partition, offset]): Finding => ({
      kind: 'foreign-row',
      failure: true,
      message: `a row of table ${table.name} lies in no range of the sink`,
      ...{ topic, partition, range: { from: offset, to: offset + 1 } },
    }),
  );
  if (count === examples.length) return named;
  const message = `and ${count - examples.length} more rows of table ${table.name}`;
  return [...named, { kind: 'foreign-row', failure: true, message, topic }];
}
