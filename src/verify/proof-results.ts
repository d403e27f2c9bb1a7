import { readdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { digest } from '../base/canonical.ts';
import { makePrivateFolder } from '../base/private-folder.ts';
import { systemError } from '../base/system-error.ts';
import { isRecord } from '../base/values.ts';
import { isLastProof, type LastProof, lastProofOf } from './last-proof.ts';
import type { JudgedSink } from './proof.ts';

/** What `verify` last found of a sink, or of a job's output, on this machine. */
export interface ProofResult {
  readonly last: LastProof;
  readonly proof: JudgedSink;
  /** Findings beyond those that are kept. */
  readonly more: number;
}

/** Findings of one proof that are kept. */
const MOST = 1_000;

/** The results of proofs, a file for each sink, below a folder of this machine. */
export class ProofResults {
  readonly #folder: string;
  readonly #cluster: string;
  #read: { readonly at: number; readonly results: readonly ProofResult[] } | undefined;

  /** `cluster`: Kafka's own id of it, since another cluster may come to have the same name. */
  constructor(folder: string, cluster: string) {
    this.#folder = folder;
    this.#cluster = cluster;
  }

  /** `time`: ISO instant. Returns why it could not be kept; the proof holds all the same. */
  keep(proof: JudgedSink, deep: boolean, time: string): string | undefined {
    const findings = proof.findings.slice(0, MOST);
    const last = lastProofOf(proof, deep, time);
    const kept = {
      cluster: this.#cluster,
      last,
      proof: { ...proof, findings },
      more: proof.findings.length - findings.length,
    };
    const file = join(this.#folder, `${digest(proof.sink).slice(0, 32)}.json`);
    try {
      makePrivateFolder(this.#folder);
      writeFileSync(`${file}.${process.pid}.tmp`, JSON.stringify(kept));
      renameSync(`${file}.${process.pid}.tmp`, file);
      return undefined;
    } catch (error) {
      const known = systemError(error) ?? error;
      return known instanceof Error ? known.message : String(known);
    }
  }

  /** Those of this cluster; what cannot be read is none. They are read anew when one was kept since. */
  all(): readonly ProofResult[] {
    const at = statSync(this.#folder, { throwIfNoEntry: false })?.mtimeMs;
    if (at === undefined) return [];
    if (this.#read?.at !== at) {
      const files = readdirSync(this.#folder).filter((name) => name.endsWith('.json'));
      this.#read = { at, results: files.flatMap((name) => this.#result(join(this.#folder, name)) ?? []) };
    }
    return this.#read.results;
  }

  #result(file: string): ProofResult | undefined {
    try {
      const value: unknown = JSON.parse(readFileSync(file, 'utf8'));
      return isResult(value) && value.cluster === this.#cluster ? value : undefined;
    } catch {
      return undefined;
    }
  }
}

function isResult(value: unknown): value is ProofResult & { readonly cluster: string } {
  if (!isRecord(value) || !isRecord(value.proof) || typeof value.cluster !== 'string') return false;
  return isLastProof(value.last) && Array.isArray(value.proof.findings) && Array.isArray(value.proof.partitions);
}
