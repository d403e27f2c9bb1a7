import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { clusterEnvironment } from '../cluster/environment.ts';
import { eventually, newDirectory, type Ran, run } from '../cluster/harness.ts';

/** What `pipeline up` recorded, read without the product's code. */
interface Recorded {
  readonly addresses: Readonly<Record<string, string>>;
  readonly processes: readonly { readonly name: string; readonly pid: number }[];
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** A cluster of its own whose worker kills itself at named points of the sink's protocol (docs/sink.md). */
export class KillableCluster {
  readonly home = newDirectory();
  private readonly points = join(this.home, 'kill-points');
  private readonly environment = {
    JAVA_TOOL_OPTIONS: `${clusterEnvironment(this.home).JAVA_TOOL_OPTIONS ?? ''} -Dpipeline.kill.dir=${this.points}`,
  };

  constructor() {
    mkdirSync(this.points, { recursive: true });
  }

  record(): Recorded {
    return JSON.parse(readFileSync(join(this.home, 'cluster.json'), 'utf8'));
  }

  /** Runs `pipeline …` on it, whatever comes of it. */
  run(args: readonly string[], input = ''): Promise<Ran> {
    return run(args, { home: this.home, environment: this.environment, input });
  }

  /** Runs `pipeline …`, which must succeed; what it printed. */
  async pipeline(args: readonly string[], input = ''): Promise<string> {
    const { exitCode, stdout, stderr } = await this.run(args, input);
    expect(exitCode, `pipeline ${args.join(' ')}\n${stdout}${stderr}`).toBe(0);
    return stdout;
  }

  /** Has the worker killed at `point`, which `provoke` makes it reach. */
  async killAt(point: string, provoke: () => Promise<unknown>): Promise<void> {
    const worker = this.record().processes.find(({ name }) => name === 'connect')?.pid ?? 0;
    writeFileSync(join(this.points, point), '');
    await provoke();
    await eventually(`the worker's death at ${point}`, async () => (isAlive(worker) ? undefined : true), 120);
    expect(existsSync(join(this.points, point)), `${point} was reached`).toBe(false);
  }

  /** Takes it down with its data. */
  async remove(): Promise<void> {
    await this.run(['down', '--data', '--yes']);
  }
}
