import type { Clock } from '../../base/context.ts';
import { InterruptedError, PipelineError } from '../../base/errors.ts';
import { instantOf, isoTime } from '../../base/time.ts';
import { pause } from '../../base/until.ts';
import type { RawKafka } from '../../clients/kafka/fetch.ts';
import type { TopicWriter } from '../../clients/kafka/writer.ts';
import type { JobReport } from '../../jobs/supervisor/report.ts';
import { type LastProof, lastProofOf } from '../../verify/last-proof.ts';
import type { Proof } from '../../verify/proof.ts';
import type { Prove } from '../hosted-kind.ts';
import { readLastProofs, type Schedule } from './last-proofs.ts';
import type { VerifySpec } from './section.ts';

/** The first proof of all is made so long after the pipeline was deployed: its sinks are just beginning. */
const FIRST = 60_000;
/** So long after a proof that could not be made comes the next. */
const AGAIN = 30_000;

interface RoundsOptions {
  readonly clock: Clock;
  readonly prove: Prove;
  readonly log: (line: string) => void;
}

/** One proof after the other, each as long after the one before as the pipeline says. */
export class Rounds {
  readonly #job: string;
  readonly #spec: VerifySpec;
  readonly #options: RoundsOptions;
  #made = 0;
  #proofs: readonly LastProof[] = [];
  /** Why the last proof could not be made. */
  #trouble: string | undefined;

  constructor(job: string, spec: VerifySpec, options: RoundsOptions) {
    this.#job = job;
    this.#spec = spec;
    this.#options = options;
  }

  /** How it goes, for the supervisor. */
  get told(): JobReport {
    const failed = this.#proofs.filter(({ ok }) => ok === false).length;
    const metrics = { proofs: this.#made, sinks: this.#proofs.length, failed };
    return { state: 'RUNNING', metrics, ...(this.#trouble === undefined ? {} : { waits: this.#trouble }) };
  }

  /** Until `signal` aborts. Errors of Kafka pass. */
  async run(kafka: RawKafka, writer: TopicWriter, signal: AbortSignal): Promise<void> {
    const { clock } = this.#options;
    const { schedule, proofs } = await readLastProofs(kafka, this.#job);
    this.#proofs = proofs;
    const { every } = this.#spec;
    const now = clock.now();
    const round = schedule?.round ?? isoTime(now) ?? '';
    await writer.write([scheduleRecord({ version: 1, every, round })]);
    let due = schedule === undefined ? now + Math.min(every, FIRST) : (instantOf(round) ?? 0) + every;
    while (await pause(clock, Math.max(0, due - clock.now()), signal)) {
      const began = clock.now();
      const proof = await this.#attempt(signal);
      if (signal.aborted) return;
      due = proof === undefined ? clock.now() + Math.min(every, AGAIN) : began + every;
      if (proof !== undefined) await this.#keep(proof, began, writer);
    }
  }

  async #attempt(signal: AbortSignal): Promise<Proof | undefined> {
    const { prove, log } = this.#options;
    const { pipeline, deep } = this.#spec;
    try {
      const proof = await prove(pipeline, deep, signal);
      this.#trouble = undefined;
      return proof;
    } catch (error) {
      if (!(error instanceof PipelineError) || error instanceof InterruptedError) throw error;
      const why = error.where === undefined ? error.message : `${error.where}: ${error.message}`;
      if (this.#trouble === undefined) log(`no proof could be made: ${why}; trying again`);
      this.#trouble = `no proof could be made: ${why}`;
      return undefined;
    }
  }

  /** What is no longer there is forgotten. */
  async #keep({ sinks, deep }: Proof, began: number, writer: TopicWriter): Promise<void> {
    const { clock } = this.#options;
    const time = isoTime(clock.now()) ?? '';
    const proofs = sinks.map((sink) => lastProofOf(sink, deep, time));
    const names = new Set(proofs.map(({ sink }) => sink));
    const gone = this.#proofs.filter(({ sink }) => !names.has(sink));
    await writer.write([
      ...gone.map(({ sink }) => ({ key: Buffer.from(sink), value: null })),
      ...proofs.map((proof) => ({ key: Buffer.from(proof.sink), value: Buffer.from(JSON.stringify(proof)) })),
      scheduleRecord({ version: 1, every: this.#spec.every, round: isoTime(began) ?? '' }),
    ]);
    this.#proofs = proofs;
    this.#made++;
  }
}

const scheduleRecord = (schedule: Schedule) => ({
  key: Buffer.from('/'),
  value: Buffer.from(JSON.stringify(schedule)),
});
