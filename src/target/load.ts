import { existsSync, globSync } from 'node:fs';
import { userInfo } from 'node:os';
import { basename, join, resolve } from 'node:path';
import type { Context } from '../base/context.ts';
import { ClusterError, UsageError } from '../base/errors.ts';
import { meant } from '../language/diagnostic.ts';
import type { ClusterAddresses } from './addresses.ts';
import { type ClusterSettings, readClusterFile, readEmbeddedFile } from './cluster-file.ts';
import { embeddedAddresses, embeddedSecrets } from './embedded.ts';
import { homeOf } from './home.ts';
import { addressesOf } from './name-nodes.ts';
import { refusePlainHttp } from './plain-http.ts';
import { isAlive, readRecord } from './record.ts';

const folder = join('config', 'clusters');

const withUsual = ({ defaults = {}, vars = {} }: ClusterSettings, usual: number) => ({
  defaults: { partitions: 3, replication: usual, ...defaults },
  vars: Object.fromEntries(Object.entries(vars).map(([name, value]) => [name, String(value)])),
});

/**
 * Where the cluster `name` is and how to speak to it: of the embedded one as `up` recorded it, of others as
 * config/clusters/NAME.yaml says. Errors: ClusterError when the embedded one does not run, UsageError for an unknown
 * name, LanguageError for a wrong file, RefusedError for plain http beyond this machine unless `insecure`.
 */
export async function loadCluster(name: string, context: Context, insecure: boolean): Promise<ClusterAddresses> {
  const shown = join(folder, `${name}.yaml`);
  const path = join(context.directory, shown);
  if (name === 'embedded') return { ...runningEmbedded(context), ...embeddedSettings(context) };
  if (!existsSync(path)) {
    const files = globSync('*.yaml', { cwd: join(context.directory, folder) });
    const names = [...new Set(['embedded', ...files.map((file) => basename(file, '.yaml'))])];
    throw new UsageError(`There is no cluster named ${name}`, { where: shown, hint: meant(name, names, 'cluster') });
  }
  const cluster = described(name, path, shown, context);
  if (!insecure) refusePlainHttp(cluster, shown);
  return cluster;
}

/** Where the secrets of the cluster `name` are kept; the embedded one need not run. Errors: as loadCluster's. */
export async function secretsOf(name: string, context: Context): Promise<ClusterAddresses['secrets']> {
  if (name === 'embedded') return embeddedSecrets(homeOf(context));
  // Nobody is spoken to, so plain http harms nobody.
  return (await loadCluster(name, context, true)).secrets;
}

/** What config/clusters/embedded.yaml, where there is one, says of the embedded cluster; it need not run. */
export function embeddedSettings(context: Context): Pick<ClusterAddresses, 'defaults' | 'vars'> {
  const shown = join(folder, 'embedded.yaml');
  const path = join(context.directory, shown);
  return withUsual(existsSync(path) ? readEmbeddedFile(path, shown, context) : {}, 1);
}

function runningEmbedded(context: Context): Omit<ClusterAddresses, 'defaults' | 'vars'> {
  const home = homeOf(context);
  const record = readRecord(home.record);
  const addresses = embeddedAddresses(record.addresses, home, userInfo().username);
  if (addresses !== undefined && record.processes.some((process) => isAlive(process))) return addresses;
  throw new ClusterError('The embedded cluster does not run', {
    where: home.folder,
    hint: 'Start it with `pipeline up`, or name another with --cluster.',
  });
}

function described(name: string, path: string, shown: string, context: Context): ClusterAddresses {
  const file = readClusterFile(path, shown, context);
  const { hdfs, yarn, s3, postgres, registry } = file;
  return {
    name,
    ...(file.compose !== undefined && {
      compose: { ...file.compose, file: resolve(context.directory, file.compose.file) },
    }),
    connect: file.connect,
    kafka: file.kafka,
    ...(hdfs !== undefined && { hdfs: { ...addressesOf(hdfs), dataNodeHosts: hdfs.dataNodeHosts ?? [] } }),
    ...(yarn !== undefined && { yarn: yarnWithin(context.directory, yarn) }),
    ...(s3 !== undefined && { s3: { region: 'us-east-1', pathStyle: false, ...s3 } }),
    ...(postgres !== undefined && { postgres }),
    ...(registry !== undefined && { registry }),
    services: file.services ?? {},
    secrets: secretsWithin(context.directory, file.secrets),
    ...withUsual(file, 3),
  };
}

function yarnWithin(
  directory: string,
  yarn: NonNullable<ClusterAddresses['yarn']>,
): NonNullable<ClusterAddresses['yarn']> {
  const { configuration } = yarn;
  return configuration === undefined ? yarn : { ...yarn, configuration: resolve(directory, configuration) };
}

function secretsWithin(
  directory: string,
  secrets: ClusterAddresses['secrets'] = { provider: 'file', path: '/etc/pipeline/secrets.properties' },
): ClusterAddresses['secrets'] {
  const { localFile } = secrets;
  return localFile === undefined ? secrets : { ...secrets, localFile: resolve(directory, localFile) };
}
