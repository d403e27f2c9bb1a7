import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { checkout } from '../../src/target/checkout.ts';
import { TICKS } from '../process-start.ts';

/** Flags and environment with which src/launch.mjs starts the page. */
interface Launched {
  readonly pageFlags: readonly string[];
  readonly pageEnvironment: Readonly<Record<string, string>>;
}

const launched: Launched = await import(join(checkout, 'src', 'launch.mjs'));
const flags = ['--disable-warning=ExperimentalWarning', ...launched.pageFlags];
const cache = { NODE_COMPILE_CACHE: join(checkout, 'node_modules', '.cache', 'pipeline') };
const environment = { ...process.env, ...cache, ...launched.pageEnvironment };

/** The page's server, as a process that is measured. */
export class PageProcess {
  readonly url: string;
  readonly #child: ChildProcess;

  private constructor(url: string, child: ChildProcess) {
    this.url = url;
    this.#child = child;
  }

  static async start(directory: string, cluster: string, speed = 1): Promise<PageProcess> {
    const script = join(checkout, 'bench', 'page', 'serve.ts');
    const args = [...flags, script, directory, cluster, String(speed)];
    const child = spawn(process.execPath, args, {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: environment,
    });
    const [url] = await once(createInterface(child.stdout), 'line');
    return new PageProcess(String(url), child);
  }

  /** MiB, now and at most so far. */
  get memory(): { readonly now: number; readonly most: number } {
    const status = readFileSync(`/proc/${this.#child.pid}/status`, 'utf8');
    const of = (name: string) => Number(new RegExp(`^${name}:\\s+(\\d+) kB$`, 'm').exec(status)?.[1]) / 1024;
    return { now: of('VmRSS'), most: of('VmHWM') };
  }

  /** Seconds of processor time so far. */
  get processor(): number {
    const fields = readFileSync(`/proc/${this.#child.pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
    return (Number(fields[11]) + Number(fields[12])) / TICKS;
  }

  async stop(): Promise<void> {
    this.#child.kill('SIGTERM');
    if (this.#child.exitCode === null && this.#child.signalCode === null) await once(this.#child, 'exit');
  }
}
