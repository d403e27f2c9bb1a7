import type { AlertFinding, AlertSource } from '../../alerts/audit/proof.ts';
import { compareNow, recomputeAll } from '../../alerts/audit/prove.ts';
import { knownPartitions } from '../../alerts/partition-states.ts';
import { alertsSpec, sourcesOf } from '../../alerts/spec.ts';
import { decoding } from '../../clients/kafka/reader.ts';
import { decodersOf } from '../../encodings/record-decoder.ts';
import type { JobRecord } from '../../jobs/registry/jobs.ts';
import type { Stores } from '../../store/location.ts';
import type { Finding, PartitionProof } from '../../verify/proof.ts';
import type { ProvableSink } from '../../verify/provable.ts';

const kinds: Readonly<Record<AlertFinding['kind'], Finding['kind']>> = {
  missing: 'missing',
  extra: 'changed',
  different: 'changed',
  'no-alert': 'changed',
  earlier: 'unchecked',
  miscounted: 'changed',
  unchecked: 'unchecked',
  behind: 'in-progress',
  unreadable: 'unreadable',
  'never-matched': 'unchecked',
  evicted: 'unchecked',
};

/** How verify proves a job of alerts: every alert is computed again, by a second implementation. */
export function proof({ name, spec: written, state }: JobRecord, stores: Stores): ProvableSink {
  const spec = alertsSpec(name, written);
  return {
    name,
    topics: sourcesOf(spec),
    catchesUp: state === 'running',
    async position(topic, partition, kafka) {
      const states = await knownPartitions(kafka, name, spec, [topic]);
      return states.find((one) => one.partition === partition)?.stored?.offset;
    },
    async prove({ kafka: plain, progress }) {
      const kafka = decoding(
        plain,
        decodersOf(spec.topics, () => stores.registry),
      );
      const subject = { name, spec, cluster: '', kafka };
      const recomputed = await recomputeAll(subject, () => undefined);
      for (const { records } of recomputed) progress.records(records);
      // A silence that lasts is proven by `alerts verify`, which has a clock.
      const { ok, sources, findings, more } = await compareNow(subject, recomputed, Number.NEGATIVE_INFINITY);
      const told = findings.map(({ kind, failure, message, rule, topic, partition, offset }): Finding => {
        const place = { ...(topic !== undefined && { topic }), ...(partition !== undefined && { partition }) };
        const range = offset === undefined ? {} : { range: { from: offset, to: offset + 1 } };
        return {
          kind: kinds[kind],
          failure,
          message: `${rule === undefined ? '' : `${rule}: `}${message}`,
          ...place,
          ...range,
        };
      });
      const rest = Object.entries(more).map(([kind, count]): Finding => {
        return { kind: 'unchecked', failure: false, message: `and ${count} more findings of the kind ${kind}` };
      });
      return {
        sink: name,
        ok,
        partitions: sources.map(partitionProof),
        findings: [...told, ...rest],
        files: 0,
        bytes: 0,
      };
    },
  };
}

/** The records that were read again; of those the job has not covered yet nothing is proven. */
function partitionProof({ topic, partition, records, from, to, lag }: AlertSource): PartitionProof {
  return {
    topic,
    partition,
    records,
    stored: records,
    missing: 0,
    duplicates: 0,
    changed: 0,
    deadLettered: 0,
    deadLetterRepeats: 0,
    tombstones: 0,
    retired: 0,
    lag,
    covered: { from, to: to - lag },
    provenBefore: from,
  };
}
