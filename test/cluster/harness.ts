/**
 * What the tests on a cluster share. How to keep one cheap:
 *
 * - Look at what another test of the file has applied: an `apply` takes seconds, a look milliseconds. One `beforeAll`
 *   that applies, and many tests that look.
 * - `run` carries a command out within this process; `runProcess` starts one, for a second of processor time. It is for
 *   signals, streams, and two runs that must not know of each other. `cli` is the command line, to be started by hand.
 * - Wait with `eventually` for what will be seen; never sleep for as long as it usually takes.
 * - Names come from `uniqueName`. End with `run(['delete', name, '--purge', '--yes'])`: what goes on running slows all
 *   that follows.
 * - Use `testCluster()`. A cluster of your own (`up` with a `home`) costs a quarter of a minute: only where a test
 *   leaves
 *   one that `up` cannot mend, or counts its processes.
 * - More records, rounds or cases than a mistake needs to show are for `npm run nightly`: `nightly ? 500 : 5`.
 * - Alone: `npx vitest run --project cluster FILE`, or `--project faults`. `npm test` names the ten slowest files.
 */
import { randomBytes } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { setTimeout as wait } from 'node:timers/promises';
import { execa } from 'execa';
import { inject } from 'vitest';
import type { Context, Output } from '../../src/base/context.ts';
import { clock } from '../../src/base/process-context.ts';
import type { ClusterAddresses } from '../../src/target/addresses.ts';
import { checkout } from '../../src/target/checkout.ts';
import { main } from '../../src/verbs/main.ts';
import { clusterEnvironment, nightly } from './environment.ts';

/** One of the clusters that the global setup has started. */
export interface TestCluster {
  /** PIPELINE_HOME of the cluster. */
  readonly home: string;
  readonly addresses: ClusterAddresses;
}

/** The cluster that is this test file's alone while it runs: of those that the global setup has started, its lane's. */
export function testCluster(): TestCluster {
  const cluster = inject('clusters')[Number(process.env.VITEST_POOL_ID) - 1];
  if (cluster === undefined) throw new Error(`no cluster for lane ${process.env.VITEST_POOL_ID}`);
  return cluster;
}

export interface Ran {
  readonly stdout: string;
  readonly stderr: string;
  readonly exitCode: number;
}

export interface RunOptions {
  /** Working directory; default the checkout. */
  readonly directory?: string;
  readonly input?: string;
  readonly environment?: Readonly<Record<string, string>>;
  /** PIPELINE_HOME; default the shared test cluster's. */
  readonly home?: string;
  /** Told all it has said on stderr, each time it says more. */
  readonly onMessage?: (said: string) => void;
}

/** The command line of `pipeline …` as a process of its own. */
export const cli = (args: readonly string[]): readonly [string, ...string[]] => [
  process.execPath,
  '--disable-warning=ExperimentalWarning',
  join(checkout, 'src', 'cli.ts'),
  ...args,
];

/**
 * Longer than any command of a test takes on a busy machine, and less than a test may take: what hangs is named.
 * Milliseconds.
 */
const HANGS = 300_000;

/**
 * Runs `pipeline …` on the test cluster, within this process, which spares the start of one: by
 * `npm run nightly` it runs as `runProcess` does. Fails when it hangs.
 */
export async function run(args: readonly string[], options: RunOptions = {}): Promise<Ran> {
  if (nightly) return runProcess(args, options);
  const abort = new AbortController();
  const context = testContext(options, abort.signal);
  const hangs = wait(HANGS, 'hangs' as const, { signal: abort.signal, ref: false });
  const exitCode = await Promise.race([main(context, args), hangs]);
  abort.abort();
  const [stdout, stderr] = [context.output.text, context.messages.text];
  if (exitCode === 'hangs') throw new Error(`pipeline ${args.join(' ')} hangs:\n${stderr}`);
  return { stdout, stderr, exitCode };
}

/**
 * Runs `pipeline …` as a user would, as a process of its own, on the test cluster: what it leaves open is named, and
 * fails it.
 */
export async function runProcess(args: readonly string[], options: RunOptions = {}): Promise<Ran> {
  const [file, ...parameters] = cli(args);
  const child = execa(file, parameters, {
    cwd: options.directory ?? checkout,
    env: { ...environmentOf(options), PIPELINE_WATCHDOG: '1' },
    input: options.input ?? '',
    reject: false,
    stripFinalNewline: false,
    timeout: HANGS,
  });
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => {
    said += chunk.toString();
    options.onMessage?.(said);
  });
  const { stdout, stderr, exitCode, signal, timedOut } = await child;
  if (exitCode === undefined || timedOut)
    throw new Error(`pipeline ${args.join(' ')} ${timedOut ? 'hangs' : `was ended by ${signal}`}:\n${stderr}`);
  return { stdout, stderr, exitCode };
}

const environmentOf = ({ home = testCluster().home, environment }: RunOptions) => ({
  ...clusterEnvironment(home),
  ...environment,
});

/** An output that keeps what is written. */
class Captured implements Output {
  readonly isTerminal = false;
  readonly columns = undefined;
  readonly colour = false;
  text = '';
  readonly #onText: (text: string) => void;

  constructor(onText: (text: string) => void = () => undefined) {
    this.#onText = onText;
  }

  write(data: string | Uint8Array): void {
    this.text += typeof data === 'string' ? data : Buffer.from(data).toString();
    this.#onText(this.text);
  }
}

/** A context on the test cluster whose output and messages can be read, for calls without a process of their own. */
export function testContext(
  options: RunOptions = {},
  signal = new AbortController().signal,
): Context & { readonly output: Captured; readonly messages: Captured } {
  return {
    output: new Captured(),
    messages: new Captured(options.onMessage),
    input: Readable.from(options.input === undefined ? [] : [Buffer.from(options.input)]),
    environment: environmentOf(options),
    directory: options.directory ?? checkout,
    clock,
    signal,
  };
}

/** A name that no other test uses, fit for topics, connectors, pipelines and paths. */
export const uniqueName = (prefix: string): string => `${prefix}-${randomBytes(4).toString('hex')}`;

/** A new empty directory outside the checkout. */
export const newDirectory = (): string => mkdtempSync(join(tmpdir(), 'pipeline-'));

/** Repeats `look` until it returns a value; fails with what it threw last, or a sentence, after `seconds`. */
export async function eventually<T>(what: string, look: () => Promise<T | undefined>, seconds = 150): Promise<T> {
  const until = Date.now() + seconds * 1000;
  let last: unknown;
  for (;;) {
    try {
      const found = await look();
      if (found !== undefined) return found;
      last = undefined;
    } catch (error) {
      last = error;
    }
    if (Date.now() > until) throw new Error(`Not within ${seconds} s: ${what}`, { cause: last });
    await wait(200);
  }
}
