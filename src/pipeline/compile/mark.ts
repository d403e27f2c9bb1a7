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

/** The value of `pipeline.mark` for a connector of `pipeline` with these keys. */
export function mark(pipeline: string, config: ConnectorConfig): string {
  return `${pipeline} ${digestConfig(config)}`;
}

/** Whose a live connector is and what was last applied to it; undefined when it is not ours. */
export function readMark(config: ConnectorConfig): { readonly pipeline: string; readonly digest: string } | undefined {
  const [pipeline, digest, ...rest] = (config[MARK] ?? '').split(' ');
  return pipeline && digest && rest.length === 0 ? { pipeline, digest } : undefined;
}
