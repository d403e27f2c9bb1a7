import { Readable } from 'node:stream';
import type { Context, Output } from '../../src/base/context.ts';
import { type Diagnostic, LanguageError } from '../../src/base/errors.ts';
import { type Loaded, loadPipelines } from '../../src/pipeline/compile/load.ts';
import type { ClusterAddresses } from '../../src/target/addresses.ts';

/** A cluster with everything, that does not exist. */
export const cluster: ClusterAddresses = {
  name: 'test',
  connect: { url: 'http://connect.invalid' },
  kafka: { bootstrapServers: 'kafka.invalid:9092' },
  hdfs: { uri: 'hdfs://hdfs.invalid', webhdfs: 'http://webhdfs.invalid', user: 'pipeline', dataNodeHosts: [] },
  s3: { endpoint: 'http://s3.invalid', region: 'us-east-1', bucket: 'pipeline', pathStyle: true },
  postgres: { address: 'postgres.invalid:5432' },
  services: { 'weather-api': 'http://weather-api.invalid' },
  secrets: { provider: 'file', path: '/run/secrets.properties' },
  defaults: { partitions: 3, replication: 1 },
  vars: {},
};

/** An output that keeps what is written to it, without colours. */
export function kept(): Output & { readonly text: () => string } {
  let written = '';
  return {
    write: (text) => {
      written += text;
    },
    text: () => written,
    isTerminal: false,
    columns: undefined,
    colour: false,
  };
}

export function contextIn(directory: string, input = ''): Context {
  return {
    output: kept(),
    messages: kept(),
    input: Readable.from([input]),
    environment: {},
    directory,
    clock: { now: () => 0, sleep: async () => {} },
    signal: new AbortController().signal,
  };
}

/** Pipelines as if `yaml` came on standard input. */
export function read(yaml: string, vars: Readonly<Record<string, string>> = {}): Promise<Loaded> {
  return loadPipelines(['-'], cluster, contextIn(import.meta.dirname, yaml), { vars });
}

/** Everything said about files, mistakes or warnings. */
export async function diagnosed(load: Promise<Loaded>): Promise<readonly Diagnostic[]> {
  try {
    return (await load).warnings;
  } catch (error) {
    if (error instanceof LanguageError) return error.diagnostics;
    throw error;
  }
}
