import { join } from 'node:path';
import type { Context } from '../base/context.ts';
import { ClusterError, InterruptedError } from '../base/errors.ts';
import { withClassArchive } from '../processes/class-archive.ts';
import { jarsFolderOf } from '../processes/jars.ts';
import { lastLines } from '../processes/log-tail.ts';
import { type Launch, startDetached, writeFiles } from '../processes/processes.ts';
import { logFile } from '../target/home.ts';
import { type ClusterRecord, isAlive, type ProcessRecord, writeRecord } from '../target/record.ts';
import type { Service, Site } from './service.ts';
import type { WantedService } from './wanted.ts';

const patience = 180_000;

/** A port was free when it was chosen and taken when it was used; the next choice avoids it. */
export class PortTakenError extends ClusterError {}

/** Polls until the service answers; a ClusterError with the last lines of its log when it ends or takes too long. */
async function waitUntilReady(service: Service, process: ProcessRecord, site: Site, context: Context): Promise<void> {
  const until = context.clock.now() + patience;
  while (!(await service.ready(site).catch(() => false))) {
    const alive = isAlive(process);
    if (alive && context.clock.now() < until) {
      await context.clock.sleep(100, context.signal);
      continue;
    }
    const lines = lastLines(process.log, 15);
    const what = alive ? `does not answer after ${patience / 1000} s` : 'ended while it was starting';
    const message = `${service.name} ${what}. Its last lines:\n  ${lines.join('\n  ')}`;
    const taken =
      !alive && lastLines(process.log, 200).some((line) => /address already in use|port in use/i.test(line));
    throw new (taken ? PortTakenError : ClusterError)(message, {
      where: '127.0.0.1',
      hint: `\`pipeline logs ${service.name}\` shows all of ${process.log}.`,
    });
  }
}

/** The archive of its classes is no part of how a service should run: whether there is one changes between starts. */
function withClasses({ name, jars: [classPath] }: Service, launch: Launch, site: Site): Launch {
  if (classPath === undefined) return launch;
  return { ...launch, command: withClassArchive(launch.command, join(site.jars, jarsFolderOf(classPath)), name) };
}

/**
 * Starts services beside each other, each as soon as those it comes `after` answer. Every process is written into the
 * record as soon as it exists. The first failure ends the waiting for the others, which keep running.
 */
export async function launchAll(
  missing: readonly WantedService[],
  begin: ClusterRecord,
  site: Site,
  context: Context,
): Promise<void> {
  let record = begin;
  const failure = new AbortController();
  const signal = AbortSignal.any([context.signal, failure.signal]);
  const inner: Context = { ...context, signal };
  writeRecord(site.home.record, record);

  const start = async ({ service, fingerprint }: WantedService): Promise<void> => {
    const since = context.clock.now();
    const launch = service.launch(site);
    writeFiles(launch.files);
    await service.prepare?.(site);
    if (signal.aborted) throw new InterruptedError('Interrupted');
    const command = withClasses(service, launch, site);
    const { pid, identity } = startDetached(service.name, command, site.home, context.environment);
    const name = service.name;
    const port = Object.keys(service.ports)[0];
    const process: ProcessRecord = {
      name,
      pid,
      identity,
      since: new Date(context.clock.now()).toISOString(),
      ...(port !== undefined && { port: site.port(port) }),
      log: logFile(site.home, name),
      fingerprint,
    };
    record = { ...record, processes: [...record.processes, process] };
    writeRecord(site.home.record, record);
    await waitUntilReady(service, process, site, inner);
    context.messages.write(`${name} answers after ${((context.clock.now() - since) / 1000).toFixed(1)} s\n`);
  };

  const starts = new Map<string, Promise<void>>();
  let first: { readonly error: unknown } | undefined;
  for (const wanted of missing) {
    const before = wanted.service.after.map((name) => starts.get(name));
    const started = Promise.all(before).then(() => start(wanted));
    const noted = started.catch((error: unknown) => {
      first ??= { error };
      failure.abort();
      throw error;
    });
    starts.set(wanted.service.name, noted);
  }
  await Promise.allSettled(starts.values());
  if (first !== undefined) throw first.error;
}
