import type { Context } from '../../base/context.ts';
import type { KafkaReader } from '../../clients/kafka/reader.ts';
import { type AlertTopic, readAlertTopic } from '../found-alerts.ts';
import { type KnownPartition, knownPartitions } from '../partition-states.ts';
import { type AlertsSpec, rulesOf, targetsOf, typesOf } from '../spec.ts';
import { forgedOf } from './earlier.ts';
import { AlertFindings, type AlertSource, type AlertsProof } from './proof.ts';
import { earlierOf, proveRule } from './prove-rule.ts';
import { type Recomputed, recompute } from './recompute.ts';
import { isWhole, type Side } from './side.ts';

const PAUSE = 500;

export interface AlertsSubject {
  readonly name: string;
  readonly spec: AlertsSpec;
  readonly cluster: string;
  readonly kafka: KafkaReader;
}

/**
 * Computes all alerts anew from the events, plainly, and compares each with the topics of alerts. Looks again until
 * everything agrees or `wait` ms are over: alerts come a moment after their events.
 */
export async function proveAlerts(
  subject: AlertsSubject & { readonly wait: number; progress(text: string): void },
  { clock, signal }: Context,
): Promise<AlertsProof> {
  const until = clock.now() + subject.wait;
  const recomputed = await recomputeAll(subject, subject.progress);
  subject.progress('waiting for the job');
  for (;;) {
    const proof = await compareNow(subject, recomputed, clock.now());
    const settled = proof.ok && proof.sources.every(({ lag }) => lag === 0);
    if (settled || clock.now() >= until) return proof;
    await clock.sleep(PAUSE, signal);
  }
}

/** What all events that are there now make, by a second implementation of the rules. */
export async function recomputeAll(
  { name, spec, kafka }: AlertsSubject,
  progress: (text: string) => void,
): Promise<readonly Recomputed[]> {
  const recomputed: Recomputed[] = [];
  for (const { topic, partition, start, end } of await knownPartitions(kafka, name, spec)) {
    progress(`reading ${topic}-${partition} again`);
    const place = { topic, partition, from: start, to: end };
    recomputed.push(await recompute(kafka, place, rulesOf(spec, topic), typesOf(spec, topic)));
  }
  return recomputed;
}

/** What was computed, beside what the job has stored now. `now`: milliseconds since 1970. */
export async function compareNow(
  subject: AlertsSubject,
  recomputed: readonly Recomputed[],
  now: number,
): Promise<AlertsProof> {
  const { name, spec, kafka } = subject;
  const known = await knownPartitions(kafka, name, spec);
  const found = new Map<string, AlertTopic>();
  for (const topic of targetsOf(spec)) found.set(topic, await readAlertTopic(kafka, topic));
  const earlier = spec.rules.flatMap((rule) =>
    earlierOf(rule, typesOf(spec, rule.from), found.get(rule.to)?.alerts ?? new Map()),
  );
  return compare(subject, recomputed, known, { topics: found, forged: await forgedOf(kafka, earlier) }, now);
}

/** What the topics of alerts hold, and which alerts of earlier rules cannot have been. */
interface Found {
  readonly topics: ReadonlyMap<string, AlertTopic>;
  readonly forged: ReadonlyMap<string, string>;
}

/** What was computed, beside the topics of alerts and the states of the job as they are now. */
function compare(
  { name, spec, cluster }: AlertsSubject,
  recomputed: readonly Recomputed[],
  known: readonly KnownPartition[],
  { topics, forged }: Found,
  now: number,
): AlertsProof {
  const findings = new AlertFindings();
  const sides = recomputed.map((one) => {
    const state = known.find(({ topic, partition }) => topic === one.topic && partition === one.partition);
    return { recomputed: one, known: state, position: state?.stored?.offset ?? 0 };
  });
  const rules = spec.rules.map((rule) => {
    const own = sides.filter((side) => side.recomputed.topic === rule.from);
    return proveRule(
      rule,
      typesOf(spec, rule.from),
      own,
      { alerts: topics.get(rule.to)?.alerts ?? new Map(), forged },
      now,
      findings,
    );
  });
  const sources = sides.map(
    ({ recomputed: { topic, partition, from, to, records, unreadable }, position }): AlertSource => {
      return { topic, partition, from, to, records, unreadable, lag: Math.max(0, to - position) };
    },
  );
  tellSources(sources, sides, findings);
  for (const [topic, { strangers }] of topics) {
    for (const { partition, offset, why } of strangers) {
      findings.add({ kind: 'no-alert', failure: true, message: why, topic, partition, offset });
    }
  }
  return {
    version: 1,
    ok: !findings.failed,
    name,
    cluster,
    sources,
    rules,
    findings: findings.all,
    more: findings.more,
  };
}

function tellSources(sources: readonly AlertSource[], sides: readonly Side[], findings: AlertFindings): void {
  for (const [index, { topic, partition, records, unreadable, lag, to }] of sources.entries()) {
    const place = { topic, partition };
    const { known, position } = sides[index] ?? {};
    if (lag > 0) {
      findings.add({
        kind: 'behind',
        failure: false,
        message: `${lag} offsets are not covered by the job yet`,
        ...place,
      });
    }
    if (unreadable > 0) {
      const last = known?.state.lastUnreadable;
      const what = last === undefined ? '' : `; the last one at offset ${last.offset}: ${last.reason}`;
      const message = `${unreadable} of ${records} events could not be read by the rules that they concern${what}`;
      findings.add({ kind: 'unreadable', failure: false, message, ...place });
    }
    if (position === to && known !== undefined && known.state.unreadable !== unreadable && isWhole(known)) {
      const message = `the job counted ${known.state.unreadable} unreadable events, and there are ${unreadable}`;
      findings.add({ kind: 'miscounted', failure: true, message, ...place });
    }
  }
}
