import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { checkout } from '../../src/target/checkout.ts';

const run = promisify(execFile);

/** As of the version that the figures in docs/benchmarks.md name. */
const VERSION = '3.0.12';

/** Runs a script of bench/peers with kafka-python, which is fetched once; resolves with what it prints. */
export async function kafkaPython(script: string, args: readonly string[]): Promise<string> {
  const folder = join(checkout, 'target', `kafka-python-${VERSION}`);
  const python = join(folder, 'bin', 'python');
  if (!existsSync(join(folder, 'ready'))) {
    await run('python3', ['-m', 'venv', '--clear', folder]);
    await run(python, ['-m', 'pip', 'install', '--quiet', `kafka-python==${VERSION}`, 'lz4']);
    await run('touch', [join(folder, 'ready')]);
  }
  return (await run(python, [join(import.meta.dirname, script), ...args])).stdout;
}
