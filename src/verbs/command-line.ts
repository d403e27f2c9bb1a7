import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkout } from '../target/checkout.ts';
import type { Completion } from './completes.ts';

/** A flag as it is told of. */
export interface DescribedFlag {
  /** `-f`, `--follow`. */
  readonly names: readonly string[];
  /** `<count>`; absent: it takes no value. */
  readonly value?: string;
  readonly summary: string;
  readonly default?: string;
  readonly completes?: Completion;
}

/** A verb as it is told of. */
export interface DescribedVerb {
  /** `topics describe` */
  readonly name: string;
  /** `<topic>` */
  readonly arguments: readonly string[];
  readonly summary: string;
  readonly example: string;
  readonly flags: readonly DescribedFlag[];
  readonly completes?: Readonly<Record<string, Completion>>;
}

/** The whole command line. */
export interface CommandLine {
  readonly flags: readonly DescribedFlag[];
  readonly groups: Readonly<Record<string, string>>;
  readonly verbs: readonly DescribedVerb[];
}

const file = join(checkout, 'command-line.json');

/** What `npm run generate` has written of all verbs, so that help and completion load none of them. */
export const readCommandLine = (): CommandLine => JSON.parse(readFileSync(file, 'utf8'));
