import { type ChildProcess, execFileSync, spawn } from 'node:child_process';

import { cli, eventually, testCluster } from '../cluster/harness.ts';

/** Longer than the shortest session of a group member: whoever was stopped this long has lost its place. */
const BEYOND_SESSION = 9_000;

/** Processes that run one hosted job: those started here, and the one that the cluster's host keeps. */
export class Fleet {
  readonly #name: string;
  readonly #verb: readonly string[];
  readonly #children: ChildProcess[] = [];
  readonly #lines: string[] = [];

  /** `verb`: what runs the job `name`. */
  constructor(name: string, verb: readonly string[] = ['recommender', 'run']) {
    this.#name = name;
    this.#verb = verb;
  }

  /** Starts one more, without waiting for it. */
  start(): void {
    const [file, ...parameters] = cli([...this.#verb, this.#name]);
    const environment = { ...process.env, PIPELINE_HOME: testCluster().home, PIPELINE_ANY_PORTS: '1' };
    const child = spawn(file, parameters, { env: environment, stdio: ['ignore', 'pipe', 'pipe'] });
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => this.#lines.push(`${child.pid}: ${text}`));
    }
    this.#children.push(child);
  }

  /** Process ids of all that live, the host's too. */
  get pids(): number[] {
    return execFileSync('ps', ['-eo', 'pid=,args='], { encoding: 'utf8' })
      .split('\n')
      .filter((line) => line.includes(this.#verb.join(' ')) && line.split(/\s+/).includes(this.#name))
      .map((line) => Number.parseInt(line, 10));
  }

  /** kill -9 of one of them; one of those started here is started again, the other one by its host. */
  async kill(pid: number): Promise<void> {
    process.kill(pid, 'SIGKILL');
    await eventually(`the death of ${pid}`, async () => (this.pids.includes(pid) ? undefined : true));
    if (this.#children.some((child) => child.pid === pid)) this.start();
  }

  /** SIGSTOP past the session, then SIGCONT: it believes what it was told before. */
  async freeze(pid: number): Promise<void> {
    process.kill(pid, 'SIGSTOP');
    await new Promise((resolve) => setTimeout(resolve, BEYOND_SESSION));
    process.kill(pid, 'SIGCONT');
  }

  /** SIGTERM to all that were started here; resolves when they are gone. */
  async end(): Promise<void> {
    await Promise.all(
      this.#children.map(async (child) => {
        if (child.exitCode !== null || child.signalCode !== null) return;
        const gone = new Promise((resolve) => child.once('exit', resolve));
        child.kill('SIGTERM');
        await gone;
      }),
    );
    this.#children.length = 0;
  }

  /** The last lines that they said, for the message of a failure. */
  get said(): string {
    return this.#lines.slice(-60).join('');
  }
}
