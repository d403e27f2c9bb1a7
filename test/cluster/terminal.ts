import { stripVTControlCharacters } from 'node:util';
import { spawn } from '@lydell/node-pty';
import { checkout } from '../../src/target/checkout.ts';
import { clusterEnvironment } from './environment.ts';
import { cli, eventually, testCluster } from './harness.ts';

export const CTRL_C = '\x03';
export const CTRL_D = '\x04';

interface TerminalOptions {
  readonly columns: number;
  readonly directory?: string;
  /** PIPELINE_HOME; default the shared test cluster's. */
  readonly home?: string;
}

const open = new Set<Terminal>();

/** Ends what a failed test has left on a terminal. */
export function closeTerminals(): void {
  for (const terminal of open) terminal.kill();
}

/** A command on a pseudo-terminal of its own, as a person sees and answers it. */
export class Terminal {
  /** All that was written on it, with control sequences. */
  raw = '';
  /** The exit code as a shell tells it: 128 more than the number of the signal that ended the command. */
  readonly ended: Promise<number>;
  readonly #pty;
  readonly #answers: { readonly pattern: RegExp; readonly keys: string }[] = [];
  #exited = false;

  constructor([file, ...args]: readonly [string, ...string[]], options: TerminalOptions) {
    const home = options.home ?? testCluster().home;
    // Test runners set these; in the shell of a person they are not there.
    const env = Object.fromEntries(
      Object.entries(clusterEnvironment(home)).filter(([key]) => !/^(CI|NO_COLOR|FORCE_COLOR|VITEST.*)$/.test(key)),
    );
    this.#pty = spawn(file, args, {
      cols: options.columns,
      rows: 40,
      name: 'xterm-256color',
      cwd: options.directory ?? checkout,
      env,
    });
    this.#pty.onData((text) => {
      this.raw += text;
      const now = this.#answers.findIndex(({ pattern }) => pattern.test(this.text));
      for (const { keys } of now < 0 ? [] : this.#answers.splice(now, 1)) this.type(keys);
    });
    open.add(this);
    this.ended = new Promise((resolve) => {
      this.#pty.onExit(({ exitCode, signal = 0 }) => {
        this.#exited = true;
        open.delete(this);
        resolve(signal === 0 ? exitCode : 128 + signal);
      });
    });
  }

  /** What was written, without control sequences. */
  get text(): string {
    return stripVTControlCharacters(this.raw).replaceAll('\r', '');
  }

  /** The last line that is not empty. */
  get lastLine(): string {
    return (
      this.text
        .split('\n')
        .filter((line) => line.trim() !== '')
        .at(-1) ?? ''
    );
  }

  /** Waits until `pattern` was written so often; fails with what was written when the command ends before. */
  async shows(pattern: RegExp, { times = 1, seconds = 150 } = {}): Promise<void> {
    const all = new RegExp(pattern.source, `${pattern.flags.replace('g', '')}g`);
    const look = async () => ((this.text.match(all)?.length ?? 0) >= times || this.#exited ? true : undefined);
    await eventually(`${pattern} on the terminal`, look, seconds);
    if ((this.text.match(all)?.length ?? 0) < times) throw new Error(`It ended, having said:\n${this.text}`);
  }

  /** Types `keys` as soon as `pattern` is shown; resolves with the exit code. */
  async answer(pattern: RegExp, keys: string): Promise<number> {
    this.#answers.push({ pattern, keys });
    const exitCode = await this.ended;
    if (!pattern.test(this.text)) throw new Error(`It ended without ${pattern}, having said:\n${this.text}`);
    return exitCode;
  }

  type(keys: string): void {
    this.#pty.write(keys);
  }

  /** Ctrl-C; resolves with the exit code. */
  interrupt(): Promise<number> {
    this.type(CTRL_C);
    return this.ended;
  }

  kill(): void {
    this.#pty.kill('SIGKILL');
  }
}

/** `pipeline …` on a terminal. */
export const onTerminal = (args: readonly string[], options: TerminalOptions): Terminal =>
  new Terminal(cli(args), options);
