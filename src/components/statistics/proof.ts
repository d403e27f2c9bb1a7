import { countCommitted } from '../../clients/kafka/count-committed.ts';
import { decoding } from '../../clients/kafka/reader.ts';
import { decodersOf } from '../../encodings/record-decoder.ts';
import type { JobRecord } from '../../jobs/registry/jobs.ts';
import { type Judgement, judgeState } from '../../statistics/audit/judge.ts';
import { type DeployedState, deployedStates } from '../../statistics/deployed.ts';
import { statisticsSpec, topicsOf } from '../../statistics/spec.ts';
import type { Stores } from '../../store/location.ts';
import type { Finding, PartitionProof } from '../../verify/proof.ts';
import type { ProofSettings } from '../../verify/proof-settings.ts';
import type { ProvableSink } from '../../verify/provable.ts';

/** Differences of one partition that are told one by one. */
const MOST = 10;

/** How verify proves a job of statistics: every number is counted again, by a second implementation. */
export function proof({ name, spec: written, state }: JobRecord, stores: Stores): ProvableSink {
  const spec = statisticsSpec(name, written);
  const topics = topicsOf(spec);
  return {
    name,
    topics,
    catchesUp: state === 'running',
    async position(topic, partition, kafka) {
      const states = await deployedStates(kafka, name, spec, { topics: [topic] });
      return states.find((one) => one.partition === partition)?.offset;
    },
    async prove(settings) {
      const { progress, isCompacted } = settings;
      const kafka = decoding(
        settings.kafka,
        decodersOf(spec.events, () => stores.registry),
      );
      const states = await deployedStates(kafka, name, spec);
      const partitions: PartitionProof[] = [];
      const findings: Finding[] = [];
      for (const one of states) {
        const judgement = await judgeState(kafka, spec, one, await isCompacted(one.topic), progress.records);
        partitions.push(await partitionProof(judgement, one, settings));
        findings.push(...findingsOf(judgement));
      }
      findings.push(...(await uncounted(topics, states, settings)));
      const ok = findings.every(({ failure }) => !failure);
      return { sink: name, ok, partitions, findings, files: 0, bytes: 0 };
    },
  };
}

async function partitionProof(
  { topic, partition, records, counted, differences, offset, unchecked }: Judgement,
  { unread }: DeployedState,
  { kafka }: ProofSettings,
): Promise<PartitionProof> {
  const { start, end } = await kafka.bounds(topic, partition);
  const [lag = 0] =
    offset < end ? await countCommitted(kafka, topic, partition, [{ from: Math.max(start, offset), to: end }]) : [];
  const known = unchecked === undefined;
  const from = Math.max(start, unread[0]?.from === 0 ? unread[0].to : 0);
  return {
    topic,
    partition,
    records: known ? records : counted,
    stored: counted,
    missing: known ? Math.max(0, records - counted) : 0,
    duplicates: known ? Math.max(0, counted - records) : 0,
    changed: differences.length,
    deadLettered: 0,
    deadLetterRepeats: 0,
    tombstones: 0,
    retired: 0,
    lag,
    covered: { from, to: offset },
    provenBefore: from,
  };
}

function findingsOf({ topic, partition, differences, unread, unchecked }: Judgement): Finding[] {
  const place = { topic, partition };
  const told = differences.slice(0, MOST).map(({ table, what, counted, recounted }) => {
    const message = `${table}: ${what} is ${counted ?? 'nowhere'}; counted again it is ${recounted ?? 'nowhere'}`;
    return { kind: 'changed' as const, failure: true, message, ...place };
  });
  const more = differences.length - told.length;
  return [
    ...told,
    ...(more > 0 ? [{ kind: 'changed' as const, failure: true, message: `and ${more} more numbers`, ...place }] : []),
    ...unread.map((range) => ({
      kind: 'unchecked' as const,
      failure: false,
      message: 'these were no longer in the topic when they would have been counted',
      range,
      ...place,
    })),
    ...(unchecked === undefined ? [] : [{ kind: 'unchecked' as const, failure: false, message: unchecked, ...place }]),
  ];
}

/** Partitions with records and without a state. */
async function uncounted(
  topics: readonly string[],
  states: readonly DeployedState[],
  { kafka }: ProofSettings,
): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const topic of topics) {
    for (const partition of (await kafka.partitions(topic)) ?? []) {
      if (states.some((one) => one.topic === topic && one.partition === partition)) continue;
      const { start, end } = await kafka.bounds(topic, partition);
      const [records = 0] = await countCommitted(kafka, topic, partition, [{ from: start, to: end }]);
      if (records === 0) continue;
      const message = `none of its ${records} records is counted yet`;
      findings.push({ kind: 'in-progress', failure: false, message, topic, partition });
    }
  }
  return findings;
}
