import { homeOf } from '../cluster/home.ts';
import { readRecord } from '../cluster/record.ts';
import { services } from '../cluster/services/index.ts';
import { startCluster } from '../cluster/start.ts';
import type { Context, GlobalOptions } from '../context.ts';
import { ExitCode, UsageError } from '../errors.ts';

interface UpOptions extends GlobalOptions {
  readonly with?: string;
}

const optional = services.filter((service) => service.optional).map((service) => service.name);

function namedServices(text: string): string[] {
  const names = text
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
  const unknown = names.find((name) => !services.some((service) => service.name === name));
  if (unknown === undefined) return names;
  throw new UsageError(`There is no service named ${unknown}`, {
    where: '--with',
    hint: `Known are: ${optional.join(', ')}.`,
  });
}

/** Starts the embedded cluster, or what of it does not run. */
export async function up(context: Context, _files: readonly string[], options: UpOptions): Promise<number> {
  const home = homeOf(context);
  const names = new Set(namedServices(options.with ?? ''));
  const begin = context.clock.now();
  const started = await startCluster(names, home, context);
  const seconds = ((context.clock.now() - begin) / 1000).toFixed(1);
  const { addresses } = readRecord(home.record);
  if (options.output === 'json') {
    context.output.write(`${JSON.stringify({ started, addresses }, null, 2)}\n`);
    return ExitCode.fine;
  }
  context.messages.write(started.length === 0 ? 'The cluster runs already.\n' : `Ready after ${seconds} s.\n`);
  for (const [name, address] of Object.entries(addresses)) context.output.write(`${name.padEnd(12)} ${address}\n`);
  return ExitCode.fine;
}
