import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { JSONSchemaType } from 'ajv';
import { ClusterError } from '../base/errors.ts';
import { makePrivateFolder } from '../base/private-folder.ts';
import { identityOf } from '../base/process-identity.ts';
import { isMissing } from '../base/system-error.ts';
import { validator } from '../language/validator.ts';

/** One process of the embedded cluster, as `up` started it. */
export interface ProcessRecord {
  readonly name: string;
  readonly pid: number;
  /** identityOf(pid) at its start: tells it from a later process with the same number. */
  readonly identity: string;
  /** ISO instant of its start. */
  readonly since: string;
  readonly port?: number;
  readonly log: string;
  /** Digest of what it was started with: command, configuration and jars. */
  readonly fingerprint: string;
}

/** `.pipeline/cluster.json`: which ports the services have, and the processes behind them. No processes: it is down. */
export interface ClusterRecord {
  readonly version: 1;
  /** By port name, e.g. `kafka`, `webhdfs`; kept while it is down, so that the next `up` takes the same. */
  readonly ports: Readonly<Record<string, number>>;
  /** Addresses by service, for people and other programs; derived from `ports`. */
  readonly addresses: Readonly<Record<string, string>>;
  readonly processes: readonly ProcessRecord[];
}

const text = { type: 'string', minLength: 1 } as const;
const port = { type: 'integer', minimum: 1, maximum: 65_535 } as const;
const schema: JSONSchemaType<ClusterRecord> = {
  type: 'object',
  required: ['version', 'ports', 'addresses', 'processes'],
  properties: {
    version: { type: 'number', const: 1 },
    ports: { type: 'object', required: [], additionalProperties: port },
    addresses: { type: 'object', required: [], additionalProperties: text },
    processes: {
      type: 'array',
      items: {
        type: 'object',
        required: ['name', 'pid', 'identity', 'since', 'log', 'fingerprint'],
        properties: {
          name: text,
          pid: { type: 'integer', minimum: 1 },
          identity: text,
          since: text,
          port: { ...port, nullable: true },
          log: text,
          fingerprint: text,
        },
      },
    },
  },
};
const recordCheck = validator<ClusterRecord>(schema);

export const emptyRecord: ClusterRecord = { version: 1, ports: {}, addresses: {}, processes: [] };

/** Reads a record's text; anything that this version did not write is a ClusterError. */
export function parseRecord(content: string, file: string): ClusterRecord {
  let value: unknown;
  try {
    value = JSON.parse(content);
  } catch {
    value = undefined;
  }
  const isRecord = recordCheck();
  if (isRecord(value)) return value;
  throw new ClusterError('This is not a record of an embedded cluster that this version wrote', {
    where: file,
    hint: '`pipeline down`, or removing the file, lets `pipeline up` write a new one.',
  });
}

/** The record, or the empty one when there has never been a cluster here. */
export function readRecord(file: string): ClusterRecord {
  let content: string;
  try {
    content = readFileSync(file, 'utf8');
  } catch (error) {
    if (!isMissing(error)) throw error;
    return emptyRecord;
  }
  return parseRecord(content, file);
}

/** Replaces the record in one step, so that a reader never sees half of it. */
export function writeRecord(file: string, record: ClusterRecord): void {
  makePrivateFolder(dirname(file));
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, `${JSON.stringify(record, null, 2)}\n`);
  renameSync(draft, file);
}

/** Whether the recorded process itself, not a later one with its number, still runs. */
export function isAlive(record: ProcessRecord, identity: (pid: number) => string | undefined = identityOf): boolean {
  return identity(record.pid) === record.identity;
}
