import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import type { Context, GlobalOptions } from '../../base/context.ts';
import { ServiceError } from '../../base/errors.ts';
import type { EvaluationPage } from '../../page/wire/recommender.ts';
import { program } from '../../target/checkout.ts';

/**
 * What `recommender evaluate NAME -o json` prints, run as a process of its own: it reads all events into memory, and
 * computes for long. Ends with the context's signal. @throws ServiceError with its last line when it fails
 */
export async function evaluated(
  name: string,
  { directory, environment, signal }: Pick<Context, 'directory' | 'environment' | 'signal'>,
  { cluster, insecure }: Pick<GlobalOptions, 'cluster' | 'insecure'>,
): Promise<EvaluationPage['evaluation']> {
  const args = ['recommender', 'evaluate', name, '--protocol', 'leave-last-out', '--cluster', cluster, '-o', 'json'];
  const child = spawn(process.execPath, [program('cli'), ...args, ...(insecure ? ['--insecure'] : [])], {
    cwd: directory,
    env: { ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
    signal,
  });
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject).once('close', resolve);
  });
  const [output, messages, code] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  if (code === 0) return JSON.parse(output);
  throw new ServiceError(messages.trim().split('\n').at(-1) ?? `The evaluation ended with exit code ${code}`, {
    where: name,
    hint: `\`pipeline recommender evaluate ${name}\` tells more.`,
  });
}
