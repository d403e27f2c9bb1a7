import type { Context } from '../base/context.ts';
import { makePrivateFolder } from '../base/private-folder.ts';
import { isEnding } from '../base/process-identity.ts';
import { ensureJars } from '../processes/jars.ts';
import { findJdk } from '../processes/java.ts';
import { libraryAddresses, wantedLibraries } from '../processes/libraries.ts';
import { withLock } from '../processes/lock.ts';
import type { Home } from '../target/home.ts';
import { type ClusterRecord, isAlive, readRecord, writeRecord } from '../target/record.ts';
import { ensureSecrets } from '../target/secrets.ts';
import { addressesOf } from './addresses.ts';
import { launchAll, PortTakenError } from './launch.ts';
import { calledAs } from './service.ts';
import { services } from './services/index.ts';
import { endAll, endStrays } from './stop.ts';
import { decideWanted, siteOf } from './wanted.ts';

/**
 * Starts what is wanted and does not run as it should: the core services, those named, and the optional ones that ran
 * before. Returns the names of what was started; none when all ran already.
 */
export async function startCluster(names: ReadonlySet<string>, home: Home, context: Context): Promise<string[]> {
  for (const folder of [home.folder, home.logs, home.tmp]) makePrivateFolder(folder);
  return withLock(home.lock, context, async () => {
    try {
      return await startMissing(names, home, context);
    } catch (error) {
      if (!(error instanceof PortTakenError)) throw error;
      context.messages.write('A port was taken meanwhile, trying another …\n');
      return startMissing(names, home, context);
    }
  });
}

async function startMissing(names: ReadonlySet<string>, home: Home, context: Context): Promise<string[]> {
  ensureSecrets(home.secrets);

  const before = readRecord(home.record);
  // Its ports are free, and it counts as missing, only once the last of its threads is gone.
  while (before.processes.some((process) => isAlive(process) && isEnding(process.pid))) {
    await context.clock.sleep(20, context.signal);
  }
  const ranBefore = new Set(before.processes.map((process) => process.name));
  const selected = services.filter(
    (service) => !service.optional || names.has(calledAs(service)) || ranBefore.has(service.name),
  );
  const wanted = await decideWanted(selected, before, home, context);
  const fingerprints = new Map(wanted.services.map(({ service, fingerprint }) => [service.name, fingerprint]));
  const alive = before.processes.filter((process) => isAlive(process));
  const kept = alive.filter((process) => fingerprints.get(process.name) === process.fingerprint);
  const missing = wanted.services.filter(({ service }) => !kept.some((process) => process.name === service.name));
  await endStrays(home, alive, context);
  const wantedLibs = wantedLibraries(names, before.addresses);
  await ensureJars(
    [...new Set([...missing.map(({ service }) => service), ...wantedLibs].flatMap(({ jars }) => jars))],
    context,
  );
  const addresses = { ...addressesOf(wanted.ports), ...libraryAddresses(wantedLibs) };
  const added = wantedLibs.map(({ name }) => name).filter((name) => !Object.hasOwn(before.addresses, name));
  if (missing.length === 0) {
    if (added.length > 0) writeRecord(home.record, { ...before, addresses });
    return added;
  }
  const { java } = await findJdk(context.environment);
  const changed = alive.filter((process) => !kept.includes(process));
  if (changed.length > 0) {
    context.messages.write(
      `Restarting, because their settings changed: ${changed.map(({ name }) => name).join(', ')}\n`,
    );
    await endAll(changed, context);
  }
  const record: ClusterRecord = {
    version: 1,
    ports: { ...before.ports, ...wanted.ports },
    addresses,
    processes: kept,
  };
  await launchAll(missing, record, siteOf(home, context, wanted.ports, java), context);
  return [...missing.map(({ service }) => service.name), ...added];
}
