import type { ConnectorConfig } from '../../clients/connect/model.ts';
import { coordinatesIn } from '../../components/filesystem/coordinates.ts';
import { kindOf } from '../../components/kinds.ts';
import { formats } from '../../formats/formats.ts';
import { type Coordinates, columnsOf, readCoordinates } from '../../formats/rows/coordinates.ts';
import { type ContractEffect, effectOf } from './contract-effects.ts';

/**
 * What another form of lines, or other columns beside the values, do to files that are there and to their readers;
 * nothing for other keys, and where the sink begins at another path. Pure.
 */
export function coordinateEffects(
  key: string,
  before: ConnectorConfig,
  after: ConnectorConfig,
): readonly ContractEffect[] {
  const writesFiles = kindOf(after)?.stored !== undefined;
  if (!writesFiles || before.path !== after.path || before.format !== after.format) return [];
  const typed = formats.find(after.format ?? '')?.typed === true;
  if (key === 'envelope' && (before.envelope === 'true') !== (after.envelope === 'true')) {
    const what = after.envelope === 'true' ? 'lines become envelopes' : 'lines hold values alone';
    return [effectOf({ field: '', what, effect: 'breaking', column: 'reread', takes: 'same' }, false)];
  }
  if (key !== 'coordinates' || (!typed && before.envelope !== after.envelope)) return [];
  const [old, now] = [heldIn(before), heldIn(after)];
  const [had, has] = [columnsOf(old), columnsOf(now)];
  const isKey = (column: string) => column.startsWith('kafka_key');
  const retyped = had.some(isKey) && has.some(isKey) && old.keyAsBytes !== now.keyAsBytes;
  const added = has.filter((column) => !had.includes(column) && !(retyped && isKey(column)));
  const removed = had.filter((column) => !has.includes(column) && !(retyped && isKey(column)));
  const named = (column: string) => (typed ? column : column.replace(/^kafka_/, '').replace('_base64', 'Base64'));
  return [
    ...added.map((column) => effect(named(column), 'is added', 'compatible', 'added', typed)),
    ...removed.map((column) => effect(named(column), 'is gone', 'widening', 'removed', typed)),
    ...(retyped ? [effect(named('kafka_key'), 'is of another type', 'breaking', 'retyped', typed)] : []),
  ];
}

function effect(
  field: string,
  what: string,
  of: ContractEffect['effect'],
  column: 'added' | 'removed' | 'retyped',
  typed: boolean,
): ContractEffect {
  return effectOf({ field, what, effect: of, column, takes: 'same' }, typed);
}

function heldIn(config: ConnectorConfig): Coordinates {
  const found = coordinatesIn(config);
  return typeof found === 'boolean' ? readCoordinates(found ? ['partition', 'offset'] : [], false) : found;
}
