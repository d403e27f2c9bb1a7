import { createHash } from 'node:crypto';
import type { ConnectorConfig } from '../../clients/connect/model.ts';
import { MARK } from './desired.ts';

/** Whether a Connect key is the server's or ours, not part of what a pipeline declares. */
export function isBookkeeping(key: string): boolean {
  return key === MARK || key === 'name' || key.startsWith('__internal.');
}

/** SHA-256 (hex, first 16 digits) of the keys and values a pipeline declares, in sorted order. */
export function digestConfig(config: ConnectorConfig): string {
  const declared = Object.entries(config)
    .filter(([key]) => !isBookkeeping(key))
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return createHash('sha256').update(JSON.stringify(declared)).digest('hex').slice(0, 16);
}

/** The value of `pipeline.mark` for the connector `name` with these keys. */
export function mark(name: string, config: ConnectorConfig): string {
  return `${name} ${digestConfig(config)}`;
}

interface Mark {
  /** The connector that it was written for. */
  readonly connector: string;
  readonly pipeline: string;
  readonly digest: string;
}

function markIn(config: ConnectorConfig): Mark | undefined {
  const [connector = '', digest, ...rest] = (config[MARK] ?? '').split(' ');
  const [pipeline, name] = connector.split('.');
  return pipeline && name && digest && rest.length === 0 ? { connector, pipeline, digest } : undefined;
}

type Marked = Readonly<{ name: string; config: ConnectorConfig }>;

/**
 * Whose a live connector is and what was last applied to it; undefined when it is not ours. A mark fits one name only.
 */
export function readMark({ name, config }: Marked): Pick<Mark, 'pipeline' | 'digest'> | undefined {
  const found = markIn(config);
  return found?.connector === name ? found : undefined;
}

/** The connector of ours that somebody copied this one from, with its mark; undefined when it is no copy. */
export function copiedFrom({ name, config }: Marked): Pick<Mark, 'connector' | 'pipeline'> | undefined {
  const found = markIn(config);
  return found === undefined || found.connector === name ? undefined : found;
}
