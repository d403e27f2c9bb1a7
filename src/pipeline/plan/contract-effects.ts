import type { ConnectorConfig } from '../../clients/connect/model.ts';
import { kindOf } from '../../components/kinds.ts';
import { formats } from '../../formats/formats.ts';
import { type Column, contractChanges, type FieldChange } from '../../language/contract-change/contract-change.ts';
import type { Direction } from '../../language/contract-change/limits.ts';
import { parseContract } from '../../language/contract-json.ts';

/** What a changed field of a sink's contract does to what is stored, to what comes, and to readers (docs/plan.md). */
export interface ContractEffect extends Pick<FieldChange, 'field' | 'what' | 'effect'> {
  /** Files that are there already. */
  readonly files: string;
  /** Records that wait to be stored, and those that come. */
  readonly records: string;
  readonly readers: {
    readonly spark: string;
    readonly sparkMergeSchema: string;
    readonly duckdbUnionByName: string;
  };
}

const files: Readonly<Record<Column, string>> = {
  same: 'stay right',
  added: 'lack it',
  removed: 'keep it',
  retyped: 'keep the former type',
  reread: 'keep what was read the former way',
};

const records: Readonly<Record<Direction, string>> = {
  same: 'are stored as before',
  more: 'that were rejected so far are stored',
  fewer: 'that do not fit become dead letters',
};

type Readers = ContractEffect['readers'];
const all = (text: string): Readers => ({ spark: text, sparkMergeSchema: text, duckdbUnionByName: text });

/** Of typed columns, as Spark 4 and DuckDB were seen to read them (docs/plan.md). */
const ofColumns: Readonly<Record<Column, Readers>> = {
  same: all('reads all files'),
  added: {
    spark: 'has it or not, by the file that it takes the columns from',
    sparkMergeSchema: 'null in older rows',
    duckdbUnionByName: 'null in older rows',
  },
  removed: {
    spark: 'has it or not, by the file that it takes the columns from',
    sparkMergeSchema: 'null in newer rows',
    duckdbUnionByName: 'null in newer rows',
  },
  retyped: {
    spark: 'fails at files of the other type',
    sparkMergeSchema: 'fails: it cannot merge the types',
    duckdbUnionByName: 'converts to a type that holds both, or fails',
  },
  reread: all('cannot tell older rows from newer ones'),
};

/** Of lines of JSON: readers infer the types from what stands there, of all lines together. */
const ofLines: Readonly<Record<Column, Readers>> = {
  same: all('reads all files'),
  added: all('null in older rows'),
  removed: all('null in newer rows'),
  retyped: all('infers one type for older and newer rows'),
  reread: all('cannot tell older rows from newer ones'),
};

const KEY = /^event(\.|$)/;

/**
 * What another value of `key` does to a sink that writes files: each changed field of a contract, and what else its
 * kind keeps in files; nothing for other keys, and where the sink begins at another path. Pure.
 */
export function contractEffects(
  key: string,
  before: ConnectorConfig,
  after: ConnectorConfig,
): readonly ContractEffect[] {
  const kind = kindOf(after);
  if (kind?.stored === undefined || before.path !== after.path) return [];
  const typed = formats.find(after.format ?? '')?.typed === true;
  const changes = KEY.test(key) ? ofContract(before[key], after[key]) : (kind.changes?.(key, before, after) ?? []);
  return changes.map((change) => effectOf(change, typed));
}

function ofContract(before: string | undefined, after: string | undefined): readonly FieldChange[] {
  const [old, now] = [before, after].map((text) => (text === undefined ? undefined : parseContract(text)));
  return old === undefined || now === undefined ? [] : contractChanges(old, now);
}

/** What one change does, in words. `typed`: to files with columns; else to lines. */
function effectOf({ field, what, effect, column, takes }: FieldChange, typed: boolean): ContractEffect {
  return {
    ...{ field, what, effect },
    files: files[column],
    records: records[takes],
    readers: (typed ? ofColumns : ofLines)[column],
  };
}
