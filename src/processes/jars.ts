import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Context } from '../base/context.ts';
import { ClusterError } from '../base/errors.ts';
import { buildFolder, checkout, jarsFolder } from '../target/checkout.ts';
import { digestFiles } from './fingerprint.ts';
import { find, findJdk } from './java.ts';
import { withLock } from './lock.ts';
import { runMaven } from './maven.ts';

/** A part of the build that can be made alone: its Maven module, the folder it fills, and what it is made from. */
interface Part {
  readonly module: string;
  readonly folder: string;
  readonly sources: readonly string[];
  /** Maven profile of an engine's modules, which a build of everything leaves out. */
  readonly profile?: string;
}

/** What can be built alone. */
export const jarsParts = ['kafka', 'hadoop', 's3', 'yarn', 'mapreduce', 'spark', 'registry', 'connectors'] as const;
export type JarsPart = (typeof jarsParts)[number];

const parts: Record<JarsPart, Part> = {
  kafka: { module: 'hadoop/jars/kafka.xml', folder: 'kafka', sources: ['pom.xml', 'hadoop/jars/kafka.xml'] },
  hadoop: { module: 'hadoop/jars/hadoop.xml', folder: 'hadoop', sources: ['pom.xml', 'hadoop/jars/hadoop.xml'] },
  s3: { module: 'hadoop/jars/s3.xml', folder: 's3', sources: ['pom.xml', 'hadoop/jars/s3.xml'] },
  yarn: {
    module: 'hadoop/jars/yarn.xml',
    folder: 'yarn',
    sources: ['pom.xml', 'hadoop/jars/yarn.xml'],
    profile: 'yarn',
  },
  mapreduce: {
    module: 'hadoop/mapreduce',
    folder: 'mapreduce',
    sources: ['pom.xml', 'hadoop/mapreduce/pom.xml', 'hadoop/mapreduce/src/main/**'],
    profile: 'yarn',
  },
  spark: {
    module: 'hadoop/spark',
    folder: 'spark',
    sources: ['pom.xml', 'hadoop/spark/pom.xml', 'hadoop/spark/src/main/**'],
    profile: 'spark',
  },
  registry: {
    module: 'hadoop/jars/registry.xml',
    folder: 'registry',
    sources: ['hadoop/jars/registry.xml'],
    profile: 'registry',
  },
  connectors: {
    module: 'connectors',
    folder: 'plugins/pipeline',
    sources: ['pom.xml', 'connectors/pom.xml', 'connectors/src/main/**'],
  },
};

/** The folder that `part` fills, below the folder of all jars. */
export const jarsFolderOf = (part: JarsPart): string => parts[part].folder;

const stamp = (part: JarsPart) => join(jarsFolder, `${part}.digest`);

/** An image holds jars without what they were made from. */
const isImage = () => !existsSync(join(checkout, 'pom.xml'));

/** Digest of the sources that `part` is made from; a process started with other ones is out of date. */
export const jarsDigest = (part: JarsPart): string => digestFiles(checkout, parts[part].sources);

/** Whether the jars of `part` are there and made from the present sources. */
export function jarsAreCurrent(part: JarsPart): boolean {
  if (!existsSync(join(jarsFolder, parts[part].folder))) return false;
  if (isImage()) return true;
  if (!existsSync(stamp(part))) return false;
  return readFileSync(stamp(part), 'utf8') === jarsDigest(part);
}

/** Builds with Maven what is missing or out of date among `wanted`, saying so; quick when nothing is. */
export async function ensureJars(wanted: readonly JarsPart[], context: Context): Promise<void> {
  if (wanted.every(jarsAreCurrent)) return;
  mkdirSync(join(buildFolder, 'target'), { recursive: true });
  await withLock(join(buildFolder, 'target', 'jars.lock'), context, async () => {
    const stale = wanted.filter((part) => !jarsAreCurrent(part));
    if (stale.length > 0) await build(stale, context);
  });
}

async function build(stale: readonly JarsPart[], context: Context): Promise<void> {
  if (isImage()) {
    throw new ClusterError(`This container holds no jars of ${stale.join(' and ')}`, {
      hint: `Start the profile that brings them: \`pipeline --cluster compose up --with ${parts[stale[0] ?? 'yarn'].profile}\`.`,
    });
  }
  await findJdk(context.environment);
  const maven = find(process.platform === 'win32' ? 'mvn.cmd' : 'mvn', context.environment);
  if (maven === undefined) {
    throw new ClusterError('Maven is needed to build the connectors and fetch the jars, and was not found', {
      hint: 'Install Maven 3.8 or newer (e.g. `apt install maven`) so that `mvn` is on the PATH.',
    });
  }
  const digests = stale.map((part) => jarsDigest(part));
  const begin = context.clock.now();
  context.messages.write(`Building with Maven: ${stale.join(', ')} …\n`);
  // Built aside and moved in place, so that a build that fails, or is stopped, leaves the former jars whole.
  const draft = join(buildFolder, 'target', 'jars.draft');
  rmSync(draft, { recursive: true, force: true });
  copySources();
  const profiles = [...new Set(stale.flatMap((part) => parts[part].profile ?? []))].map((profile) => `-P${profile}`);
  const modules = stale.map((part) => parts[part].module).join(',');
  await runMaven(
    maven,
    [`-Djars=${draft}`, ...profiles, '-am', '-pl', modules],
    { folder: buildFolder, jars: draft },
    context,
  );
  for (const [index, part] of stale.entries()) {
    const target = join(jarsFolder, parts[part].folder);
    rmSync(stamp(part), { force: true });
    rmSync(target, { recursive: true, force: true });
    mkdirSync(dirname(target), { recursive: true });
    renameSync(join(draft, parts[part].folder), target);
    writeFileSync(stamp(part), digests[index] ?? '');
  }
  rmSync(draft, { recursive: true, force: true });
  context.messages.write(`Built in ${((context.clock.now() - begin) / 1000).toFixed(1)} s.\n`);
}

/** Maven writes beside what it builds from, so it works on a copy where that is an installed package. */
function copySources(): void {
  if (buildFolder === checkout) return;
  for (const name of ['pom.xml', 'connectors', 'hadoop']) {
    rmSync(join(buildFolder, name), { recursive: true, force: true });
    cpSync(join(checkout, name), join(buildFolder, name), { recursive: true });
  }
}
