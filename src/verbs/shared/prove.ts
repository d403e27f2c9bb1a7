import { join } from 'node:path';
import type { Context } from '../../base/context.ts';
import { InterruptedError, PipelineError } from '../../base/errors.ts';
import type { Clients } from '../../clients/clients.ts';
import { kafkaError } from '../../clients/kafka/errors.ts';
import { heeding } from '../../clients/kafka/reader.ts';
import { readTopics } from '../../clients/kafka/topic-settings.ts';
import { type Waiting, waitingConnectors } from '../../pipeline/status/waiting.ts';
import type { ClusterAddresses } from '../../target/addresses.ts';
import { homeOf } from '../../target/home.ts';
import { proofProgress } from '../../ui/proof-progress.ts';
import { waitingText } from '../../ui/task-report.ts';
import { awaitCatchUp, type Behind } from '../../verify/catch-up.ts';
import { KeptProofs } from '../../verify/kept.ts';
import { type Finding, judged, type Proof, type SinkProof } from '../../verify/proof.ts';
import { ProofResults } from '../../verify/proof-results.ts';
import type { ProvableSink } from '../../verify/provable.ts';
import type { Progress } from '../../verify/subject.ts';
import { proveOrSay } from '../../verify/unreadable.ts';
import { waitingLine } from './waiting.ts';

export interface ProveSettings {
  readonly context: Context;
  readonly clients: Clients;
  readonly cluster: ClusterAddresses;
  /** Milliseconds to wait until the sinks have caught up; undefined: not at all. */
  readonly wait: number | undefined;
  readonly deep: boolean;
  readonly full: boolean;
  /** How far the proof of a sink is; on the messages where nobody else is told. */
  readonly progress?: (sink: string) => Progress & { end(): void };
}

/** What proofs found last on this machine. `clusterId`: Kafka's own. */
export const proofResults = (context: Context, { name }: ClusterAddresses, clusterId: string): ProofResults =>
  new ProofResults(join(homeOf(context).folder, 'proofs', name, 'results'), clusterId);

/** Proves sinks one after the other, telling how far it is, and keeps what it found. */
export async function prove(sinks: readonly ProvableSink[], settings: ProveSettings): Promise<Proof> {
  const { context, clients, cluster, wait, deep, full } = settings;
  const { signal } = context;
  const records = await clients.records();
  const kafka = heeding(records, signal);
  const awaited = sinks.filter(({ catchesUp }) => catchesUp);
  const tell = waitingLine(context.messages);
  const behind =
    wait === undefined
      ? []
      : await awaitCatchUp(awaited, kafka, context, wait, (those) => tell([...new Set(those.map(({ sink }) => sink))]));
  const isCompacted = async (topic: string) => {
    const [settings] = await readTopics(await clients.admin(), [topic]);
    return settings?.config['cleanup.policy']?.includes('compact') === true;
  };
  const topicId = async (topic: string) => (await records.topicIds([topic])).get(topic);
  const { clusterId } = await (await clients.admin()).describeCluster();
  const groupPositions = async (groupId: string, topic: string) => {
    const admin = await clients.admin();
    const [found] = await admin.fetchOffsets({ groupId, topics: [topic] }).catch((error: unknown) => {
      throw kafkaError(error, `group ${groupId}`);
    });
    const positions = (found?.partitions ?? []).map(({ partition, offset }) => [partition, Number(offset)] as const);
    return new Map(positions.filter(([, offset]) => offset >= 0));
  };
  const warn = (why: string) => context.messages.write(`warning: ${why}\n`);
  const kept = new KeptProofs(join(homeOf(context).folder, 'proofs', cluster.name), clusterId, warn);
  const pause = (milliseconds: number) => context.clock.sleep(milliseconds, signal);
  const proven: SinkProof[] = [];
  for (const sink of sinks) {
    const progress = settings.progress?.(sink.name) ?? proofProgress(sink.name, context);
    try {
      const how = { kafka, isCompacted, topicId, kept, groupPositions, deep, full, progress, pause, signal };
      const proof = await proveOrSay(sink, how);
      proven.push(withBehind(proof, behind));
    } finally {
      progress.end();
    }
  }
  const waiting = await waitingConnectors(clients, context.clock.now()).catch((error: unknown) => {
    if (!(error instanceof PipelineError) || error instanceof InterruptedError) throw error;
    // The proof needs no worker: it stands without what tasks say of themselves.
    warn(`whether a sink waits for something is not known: ${error.message}`);
    return new Map<string, Waiting>();
  });
  const told = proven.map((proof) => judged(withWaiting(proof, waiting.get(proof.sink))));
  const results = proofResults(context, cluster, clusterId);
  const time = new Date(context.clock.now()).toISOString();
  for (const proof of told) {
    const why = results.keep(proof, deep, time);
    if (why !== undefined) warn(`What was found of ${proof.sink} cannot be kept: ${why}`);
  }
  // sinks that cannot be proven prove nothing, alone or together
  const ok = told.every(({ ok }) => ok !== false) && told.some(({ ok }) => ok === true);
  const empty = ok && told.every((sink) => sink.empty || sink.ok === null);
  return { version: 1, ok, empty, deep, cluster: cluster.name, sinks: told };
}

/**
 * A sink that waits for its store has missed nothing yet, but nobody may take that for well once it has waited too
 * long.
 */
function withWaiting(proof: SinkProof, waiting: Waiting | undefined): SinkProof {
  if (waiting === undefined) return proof;
  const finding: Finding = { kind: 'waiting', failure: waiting.long, message: waitingText(waiting) };
  return { ...proof, ok: waiting.long ? false : proof.ok, findings: [...proof.findings, finding] };
}

function withBehind(proof: SinkProof, behind: readonly Behind[]): SinkProof {
  const own = behind.filter(({ sink }) => sink === proof.sink);
  if (own.length === 0) return proof;
  const findings = own.map(
    ({ topic, partition }): Finding => ({
      kind: 'behind',
      failure: true,
      message: 'not everything was stored when the waiting ended; `pipeline status` may tell why',
      topic,
      partition,
    }),
  );
  return { ...proof, ok: false, findings: [...proof.findings, ...findings] };
}
