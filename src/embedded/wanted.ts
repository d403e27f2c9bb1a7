import { userInfo } from 'node:os';
import type { Context } from '../base/context.ts';
import { digestFiles, digestText } from '../processes/fingerprint.ts';
import { jarsDigest } from '../processes/jars.ts';
import { checkout, jarsFolder } from '../target/checkout.ts';
import type { Home } from '../target/home.ts';
import { type ClusterRecord, isAlive } from '../target/record.ts';
import { choosePorts } from './ports.ts';
import type { Service, Site } from './service.ts';
import { services } from './services/index.ts';

/** A service as it should run now. */
export interface WantedService {
  readonly service: Service;
  /** Digest of everything it is started with but the `java` binary. */
  readonly fingerprint: string;
}

export interface Wanted {
  readonly ports: Readonly<Record<string, number>>;
  readonly services: readonly WantedService[];
}

/** What the services of one home know of it; `java` is only a name until a JDK was looked for. */
export function siteOf(home: Home, context: Context, ports: Readonly<Record<string, number>>, java = 'java'): Site {
  return {
    home,
    directory: context.directory,
    java,
    jars: jarsFolder,
    user: userInfo().username,
    port(name) {
      const port = ports[name];
      if (port === undefined) throw new Error(`no running service has a port named ${name}`);
      return port;
    },
  };
}

function fingerprintOf(service: Service, site: Site): string {
  const jars = service.jars.map(jarsDigest);
  const used = services.filter(({ name }) => service.after.includes(name)).flatMap(({ ports }) => Object.keys(ports));
  const ports = used.map((name) => site.port(name));
  // Where `up` is called changes nothing of what runs already.
  const { directory: _, ...launch } = service.launch(site);
  return digestText(JSON.stringify([launch, ports, jars, digestFiles(checkout, service.sources)]));
}

/**
 * Decides ports and fingerprints of `selected`: what runs keeps its ports, the rest takes its former, usual or free
 * ones.
 */
export async function decideWanted(
  selected: readonly Service[],
  record: ClusterRecord,
  home: Home,
  context: Context,
): Promise<Wanted> {
  const running = new Set(record.processes.filter((process) => isAlive(process)).map((process) => process.name));
  const kept: Record<string, number> = {};
  const open: Record<string, number> = {};
  for (const service of selected) {
    for (const [name, usual] of Object.entries(service.ports)) {
      const before = record.ports[name];
      if (running.has(service.name) && before !== undefined) kept[name] = before;
      else open[name] = usual;
    }
  }
  // Test clusters leave the usual ports to the one that a person starts meanwhile.
  const candidates =
    context.environment.PIPELINE_ANY_PORTS === '1'
      ? Object.fromEntries(Object.keys(open).map((name) => [name, undefined]))
      : open;
  const ports = { ...kept, ...(await choosePorts(candidates, record.ports, new Set(Object.values(kept)))) };
  const site = siteOf(home, context, ports);
  return { ports, services: selected.map((service) => ({ service, fingerprint: fingerprintOf(service, site) })) };
}
