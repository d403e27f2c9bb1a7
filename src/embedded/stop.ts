import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Context } from '../base/context.ts';
import { makePrivateFolder } from '../base/private-folder.ts';
import { identityOf } from '../base/process-identity.ts';
import { withLock } from '../processes/lock.ts';
import { markedProcesses } from '../processes/marked.ts';
import { endProcess } from '../processes/processes.ts';
import type { Home } from '../target/home.ts';
import {
  type ClusterRecord,
  emptyRecord,
  isAlive,
  type ProcessRecord,
  readRecord,
  writeRecord,
} from '../target/record.ts';
import { services } from './services/index.ts';

const patience = 20_000;
const quiet = 3_000;

/** Ends processes gracefully, those that use others first; says for which it waits long. */
export async function endAll(processes: readonly ProcessRecord[], context: Context): Promise<void> {
  const users = new Set(services.filter((service) => service.after.length > 0).map((service) => service.name));
  const known = new Map(services.map((service) => [service.name, service]));
  for (const wave of [true, false]) {
    const ending = new Map(processes.filter(({ name }) => users.has(name) === wave).map((one) => [one.name, one]));
    const ended = new AbortController();
    context.clock.sleep(quiet, ended.signal).then(
      () => context.messages.write(`Waiting for ${[...ending.keys()].join(', ')} to end …\n`),
      () => undefined,
    );
    const all = [...ending.values()].map(async ({ name, pid, identity }) => {
      const { grace = patience, ending: signal } = known.get(name) ?? {};
      await endProcess(pid, identity, context.clock, grace, signal);
      ending.delete(name);
    });
    await Promise.all(all).finally(() => ended.abort());
  }
}

/** Ends processes that carry this home's mark and stand in no record: left by an `up` or a record that was lost. */
export async function endStrays(home: Home, recorded: readonly ProcessRecord[], context: Context): Promise<number> {
  const known = new Set(recorded.map((process) => process.pid));
  const marked = markedProcesses(home.folder);
  const parents = new Map(marked.map(({ pid, parent }) => [pid, parent]));
  // A container of YARN is the grandchild of its NodeManager.
  const belongs = (pid: number | undefined): boolean =>
    pid !== undefined && (known.has(pid) || belongs(parents.get(pid)));
  const strays = marked.filter(({ pid }) => !belongs(pid));
  await Promise.all(strays.map(({ pid }) => endProcess(pid, identityOf(pid) ?? '', context.clock, patience)));
  return strays.length;
}

function recordToStop(home: Home): ClusterRecord {
  try {
    return readRecord(home.record);
  } catch {
    return emptyRecord;
  }
}

/**
 * What was learned from the cluster goes with it: proofs, results of jobs and a recommender's state would be another
 * cluster's.
 */
function removeData(home: Home): void {
  const learned = ['proofs/embedded', 'jobs/embedded', 'jobs/requests', 'recommender'];
  const paths = [home.record, home.data, home.logs, home.configuration, home.tmp];
  for (const path of [...paths, ...learned.map((name) => join(home.folder, name))]) {
    rmSync(path, { recursive: true, force: true });
  }
}

/**
 * Ends every process of this home; with `data` also removes what they stored, logged and were configured with. Secrets
 * stay. Returns how many processes were ended.
 */
export async function stopCluster(home: Home, context: Context, data: boolean): Promise<number> {
  makePrivateFolder(home.folder);
  return withLock(home.lock, context, async () => {
    const record = recordToStop(home);
    const alive = record.processes.filter((process) => isAlive(process));
    await endAll(alive, context);
    const strays = await endStrays(home, [], context);
    if (data) removeData(home);
    else writeRecord(home.record, { ...record, addresses: {}, processes: [] });
    return alive.length + strays;
  });
}
