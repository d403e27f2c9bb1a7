import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkout } from '../src/target/checkout.ts';

export interface Ran {
  readonly seconds: number;
  /** Largest resident size of the process, in MiB. */
  readonly memory: number;
  readonly stdout: string;
}

/** Runs `pipeline …` as a user would, as a process of its own, on the cluster in `home`; throws when it fails. */
export async function pipeline(args: readonly string[], home: string, directory: string): Promise<Ran> {
  const begin = performance.now();
  const child = spawn(process.execPath, [join(checkout, 'src', 'cli.ts'), ...args], {
    cwd: directory,
    env: { ...process.env, PIPELINE_HOME: home, NODE_NO_WARNINGS: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  let memory = 0;
  child.stdout.on('data', (chunk) => {
    stdout += chunk;
  });
  child.stderr.on('data', (chunk) => {
    stderr += chunk;
  });
  const watch = setInterval(() => {
    memory = Math.max(memory, largestSize(child.pid));
  }, 50);
  const code = await new Promise((resolve) => child.on('close', resolve));
  clearInterval(watch);
  if (code !== 0) throw new Error(`pipeline ${args.join(' ')} ended with ${code}:\n${stdout}${stderr}`);
  return { seconds: (performance.now() - begin) / 1000, memory, stdout };
}

function largestSize(pid: number | undefined): number {
  try {
    const [, kilobytes = '0'] = /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
    return Number(kilobytes) / 1024;
  } catch {
    return 0;
  }
}
