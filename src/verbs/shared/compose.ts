import type { Context, GlobalOptions } from '../../base/context.ts';
import { ExitCode, UsageError } from '../../base/errors.ts';
import { printable } from '../../base/text/printable.ts';
import { paint } from '../../base/text/style.ts';
import { table } from '../../base/text/table.ts';
import { composeOf } from '../../compose/compose.ts';
import { isWell, profilesOf } from '../../compose/compose-model.ts';
import { meant } from '../../language/diagnostic.ts';
import { ensureJars, type JarsPart } from '../../processes/jars.ts';
import { show, showLine } from '../../ui/show.ts';
import { confirm } from './confirm.ts';

/** What images of a profile are built from, beyond the small set's. */
const jarsOfProfiles: Readonly<Record<string, readonly JarsPart[]>> = {
  yarn: ['yarn', 'mapreduce'],
  spark: ['spark'],
  registry: ['registry'],
};

/**
 * `up` where Docker Compose runs the cluster: builds, starts, waits until healthy; `names` are services beyond the
 * small set.
 */
export async function composeUp(context: Context, names: Iterable<string>, options: GlobalOptions): Promise<ExitCode> {
  const compose = await composeOf(options.cluster, context);
  const services = await compose.services();
  const profiles = profilesOf(services, names);
  if (context.environment.JARS === 'context') {
    const engines = profiles.flatMap((profile) => jarsOfProfiles[profile] ?? []);
    await ensureJars(['kafka', 'hadoop', 's3', 'connectors', ...engines], context);
  }
  const begin = context.clock.now();
  // As with the embedded cluster, what runs on it is applied by another command.
  const args = ['up', '--detach', '--build', '--wait', '--remove-orphans', '--scale', 'apply=0'];
  await compose.run([...profiles.flatMap((profile) => ['--profile', profile]), '--progress', 'plain', ...args]);
  context.messages.write(`Ready after ${((context.clock.now() - begin) / 1000).toFixed(1)} s.\n`);
  return composePs(context, options);
}

/** `down` where Docker Compose runs the cluster; with `data` its volumes go too, after asking. */
export async function composeDown(
  context: Context,
  options: GlobalOptions & { readonly data: boolean; readonly yes: boolean },
): Promise<ExitCode> {
  const compose = await composeOf(options.cluster, context);
  if (options.data) {
    await confirm(context, `This removes all topics, files and tables of cluster ${options.cluster}.`, options.yes);
  }
  const ended = (await compose.containers()).length;
  await compose.run([
    '--profile',
    '*',
    '--progress',
    'plain',
    'down',
    '--remove-orphans',
    ...(options.data ? ['--volumes'] : []),
  ]);
  return showLine(context, options, { json: { ended, dataRemoved: options.data } });
}

/** `ps` where Docker Compose runs the cluster. Exit code 3 when a container is not well. */
export async function composePs(context: Context, options: GlobalOptions): Promise<ExitCode> {
  const containers = await (await composeOf(options.cluster, context)).containers();
  const found = containers.map((container) => ({
    name: container.Service,
    state: container.Health || container.State,
    ports: [...new Set((container.Publishers ?? []).map((one) => one.PublishedPort))].filter((port) => port > 0),
    status: container.Status,
    well: isWell(container),
  }));
  const style = paint(context.output);
  const columns = [{ title: 'NAME' }, { title: 'STATE' }, { title: 'PORTS' }, { title: 'STATUS' }] as const;
  const rows = found.map(({ name, state, ports, status, well }) => [
    name,
    well ? style.green(state) : style.red(state),
    ports.join(', '),
    printable(status),
  ]);
  show(context, options, {
    json: { containers: found },
    text: () => (rows.length === 0 ? '' : table(columns, rows)),
    after: () => (rows.length === 0 ? `The cluster ${options.cluster} does not run.\n` : ''),
  });
  return found.every(({ well }) => well) ? ExitCode.fine : ExitCode.notHealthy;
}

/** `logs` where Docker Compose runs the cluster. */
export async function composeLogs(
  context: Context,
  name: string,
  options: GlobalOptions & { readonly follow: boolean; readonly lines: number },
): Promise<ExitCode> {
  const compose = await composeOf(options.cluster, context);
  const names = Object.keys(await compose.services());
  if (!names.includes(name)) throw new UsageError(`There is no log of ${name}`, { hint: meant(name, names, 'log') });
  const follow = options.follow ? ['--follow'] : [];
  const args = ['--profile', '*', 'logs', '--no-color', '--no-log-prefix', '--tail', String(options.lines), ...follow];
  for await (const line of compose.lines([...args, name], 'all')) {
    showLine(context, options, { json: { line }, text: () => `${printable(line)}\n` });
  }
  return ExitCode.fine;
}
