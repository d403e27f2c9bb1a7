import { readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Context } from '../base/context.ts';
import { RefusedError } from '../base/errors.ts';
import { makePrivateFolder } from '../base/private-folder.ts';
import { isRecord } from '../base/values.ts';
import { homeOf } from '../target/home.ts';
import type { AcceptanceReport } from './report.ts';

type Place = Pick<Context, 'directory' | 'environment'>;

/** A report that was found, and where. */
export interface KeptReport {
  readonly where: string;
  readonly report: AcceptanceReport;
}

const folderOf = (place: Place) => join(homeOf(place).folder, 'acceptance');
const fileOf = (place: Place, cluster: string) => join(folderOf(place), `${cluster}.json`);

/** Keeps the last report of a cluster, for `pipeline page`; there whole or not at all. */
export function keepReport(place: Place, report: AcceptanceReport): void {
  makePrivateFolder(folderOf(place));
  const file = fileOf(place, report.cluster);
  const draft = `${file}.${process.pid}.draft`;
  writeFileSync(draft, JSON.stringify(report));
  renameSync(draft, file);
}

/**
 * The last report of a cluster that was kept here, or `report.json` of `folder` where one is named; undefined where
 * there is none. @throws RefusedError for a file that is no report of this version
 */
export function readReport(place: Place, cluster: string, folder: string | undefined): KeptReport | undefined {
  const where = folder === undefined ? fileOf(place, cluster) : join(resolve(place.directory, folder), 'report.json');
  if (statSync(where, { throwIfNoEntry: false }) === undefined) return undefined;
  const report = parsed(readFileSync(where, 'utf8'));
  if (isReport(report)) return { where, report };
  throw new RefusedError('This is no report of an acceptance that this version knows', {
    where,
    hint: '`pipeline acceptance` makes a new one.',
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isReport(value: unknown): value is AcceptanceReport {
  return (
    isRecord(value) &&
    value.version === 1 &&
    typeof value.ok === 'boolean' &&
    typeof value.cluster === 'string' &&
    typeof value.began === 'string' &&
    typeof value.seconds === 'number' &&
    Array.isArray(value.checks) &&
    Array.isArray(value.plots)
  );
}
