import { Registry } from '../base/registry.ts';
import type { ConnectorConfig } from '../clients/connect/model.ts';
import type { Stores } from '../store/location.ts';
import { type ProvableSink, unprovable } from '../verify/provable.ts';
import { connector } from './connector/connector.ts';
import { datagen } from './datagen/datagen.ts';
import { file } from './filesystem/file.ts';
import { hdfs } from './filesystem/hdfs.ts';
import { s3 } from './filesystem/s3.ts';
import { http } from './http/http.ts';
import { jdbc } from './jdbc/jdbc.ts';
import type { DeployedSink, Kind } from './kind.ts';

/** Every kind of source and sink, in the order in which messages and docs name them. */
export const kinds = new Registry<Kind>('kind', [datagen, http, hdfs, s3, file, jdbc, connector]);

/** The kind of a live connector; undefined for a plugin that is nobody's. */
export function kindOf(config: ConnectorConfig): Kind | undefined {
  const className = config['connector.class'];
  return className === undefined ? undefined : kinds.all.find((kind) => kind.className === className);
}

/** The kinds of sinks whose committed files jobs and `files` can read, as messages name them: `hdfs, s3 and file`. */
export function kindsWithFiles(): string {
  const names = kinds.all.filter(({ stored }) => stored !== undefined).map(({ name }) => name);
  return [names.slice(0, -1).join(', '), ...names.slice(-1)].filter((part) => part !== '').join(' and ');
}

/** A deployed sink as `verify` asks about it, by its kind. */
export async function provableSink(sink: DeployedSink, stores: Stores): Promise<ProvableSink> {
  const proof = kindOf(sink.config)?.proof;
  if (proof !== undefined) return proof(sink, stores);
  return unprovable(
    sink.name,
    `${sink.config['connector.class'] ?? 'this kind of sink'} keeps no record of what it stored`,
  );
}
