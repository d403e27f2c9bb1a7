import type { Diagnostic } from '../base/errors.ts';
import { entriesOf, isRecord, member, own, type Values } from '../base/values.ts';
import { changeContract } from './change-event.ts';
import { cloudContract, cloudUnion } from './cloud-event.ts';
import { meant, mistake, type Place } from './diagnostic.ts';
import type { EventContract, Pointer, SourceMap } from './model.ts';

/** The words by which an event wraps another; what a later one wraps may itself be made by an earlier one. */
export const wrappings = ['change', 'cloudevents'] as const;

/** Whether an entry of `events:` says how another one is wrapped. */
export const isDerived = (written: unknown): boolean => wrappings.some((word) => member(written, word) !== undefined);

/** Events that may stand inside of another, and all those of the file as they are written. */
export interface KnownEvents {
  readonly read: Readonly<Record<string, EventContract>>;
  readonly written: Values;
}

/** A derived event, valid against its schema; undefined where that from which it derives could not be read. */
export function readDerived(
  name: string,
  written: Values,
  known: KnownEvents,
  map: SourceMap,
  pointer: Pointer,
): { contract: EventContract | undefined; diagnostics: readonly Diagnostic[] } {
  const diagnostics: Diagnostic[] = [];
  const find = (of: unknown, ...steps: string[]): EventContract | undefined => {
    const found = inner(String(of), known, { map, pointer: [...pointer, ...steps] });
    if ('rule' in found) diagnostics.push(found);
    return 'rule' in found ? undefined : found.contract;
  };
  const contract = derive(name, written, find);
  if (contract !== undefined) diagnostics.push(...sameZone(contract, written, known, { map, pointer }));
  return { contract, diagnostics };
}

type Find = (of: unknown, ...steps: string[]) => EventContract | undefined;

function derive(name: string, written: Values, find: Find): EventContract | undefined {
  const { change, of, schemas, decimals, cloudevents } = written;
  if (change !== undefined) {
    const row = find(of, 'of');
    const how = decimals === 'text' || decimals === 'number' ? decimals : 'base64';
    return row && changeContract(name, row, { schemas: schemas === true, decimals: how });
  }
  if (!isRecord(cloudevents)) {
    const data = find(cloudevents, 'cloudevents');
    return data && cloudContract(name, data);
  }
  const types: Record<string, EventContract> = {};
  for (const [type, event] of Object.entries(cloudevents)) {
    const data = find(event, 'cloudevents', type);
    if (data !== undefined) types[type] = data;
  }
  return Object.keys(types).length === Object.keys(cloudevents).length ? cloudUnion(name, types) : undefined;
}

/** The event that stands inside of another; nothing where it could not be read, which is told already. */
function inner(
  name: string,
  { read, written }: KnownEvents,
  place: Place,
): Diagnostic | { readonly contract?: EventContract } {
  const names = Object.keys(written);
  const contract = own(read, name);
  if (contract === undefined && !names.includes(name)) {
    return mistake('unknown-event', place, `there is no event \`${name}\``, { hint: meant(name, names, 'event') });
  }
  if (isDerived(written[name])) {
    const hint = 'name the event that has the fields';
    if (contract === undefined) return mistake('nested-event', place, `\`${name}\` itself wraps an event`, { hint });
  }
  if (contract?.types === undefined) return contract === undefined ? {} : { contract };
  const message = `\`${name}\` is a union, and what stands inside of another event always has the same fields`;
  const hint = 'declare an event for each of its types; `cloudevents: { TYPE: EVENT }` tells them apart by `type`';
  return mistake('nested-event', place, message, { hint });
}

/** A contract has one zone for its times; those of several events that stand in it may be of two. */
function sameZone({ timezone }: EventContract, { cloudevents }: Values, { read }: KnownEvents, place: Place) {
  const wrong = entriesOf(cloudevents).find(([, event]) => own(read, String(event))?.timezone !== timezone);
  if (wrong === undefined) return [];
  const [type, event] = wrong;
  const at: Place = { ...place, pointer: [...place.pointer, 'cloudevents', type] };
  const message = `\`${event}\` reads times in another zone than the events beside it`;
  return [mistake('conflicting-zones', at, message, { hint: 'give all of them the same `timezone`' })];
}
