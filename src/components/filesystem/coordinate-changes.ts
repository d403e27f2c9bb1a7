import type { ConnectorConfig } from '../../clients/connect/model.ts';
import { formats } from '../../formats/formats.ts';
import { columnsOf } from '../../formats/rows/coordinates.ts';
import type { FieldChange } from '../../language/contract-change/contract-change.ts';
import { coordinatesIn } from './coordinates.ts';

const isKey = (column: string): boolean => column.startsWith('kafka_key');

/** What another form of lines, or other columns beside the values, change in files; nothing for other keys. Pure. */
export function coordinateChanges(key: string, before: ConnectorConfig, after: ConnectorConfig): FieldChange[] {
  if (!['coordinates', 'envelope'].includes(key) || before.format !== after.format) return [];
  const typed = formats.find(after.format ?? '')?.typed === true;
  const [old, now] = [coordinatesIn(before), coordinatesIn(after)];
  if (key === 'envelope' && old.envelope !== now.envelope) {
    const what = now.envelope ? 'lines become envelopes' : 'lines hold values alone';
    return [{ field: '', what, effect: 'breaking', column: 'reread', takes: 'same' }];
  }
  if (key !== 'coordinates' || (!typed && before.envelope !== after.envelope)) return [];
  const [had, has] = [columnsOf(old), columnsOf(now)];
  const retyped = had.some(isKey) && has.some(isKey) && old.keyAsBytes !== now.keyAsBytes;
  const added = has.filter((column) => !had.includes(column) && !(retyped && isKey(column)));
  const removed = had.filter((column) => !has.includes(column) && !(retyped && isKey(column)));
  const named = (column: string) => (typed ? column : column.replace(/^kafka_/, '').replace('_base64', 'Base64'));
  const changed = (column: string, change: Pick<FieldChange, 'what' | 'effect' | 'column'>): FieldChange => ({
    field: named(column),
    takes: 'same',
    ...change,
  });
  return [
    ...added.map((column) => changed(column, { what: 'is added', effect: 'compatible', column: 'added' })),
    ...removed.map((column) => changed(column, { what: 'is gone', effect: 'widening', column: 'removed' })),
    ...(retyped ? [changed('kafka_key', { what: 'is of another type', effect: 'breaking', column: 'retyped' })] : []),
  ];
}
