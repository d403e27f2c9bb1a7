import type { Diagnostic } from '../../base/errors.ts';
import { isTimeZone, timeZones } from '../../base/time-zone.ts';
import { member, text, type Values } from '../../base/values.ts';
import type { Format } from '../../formats/format.ts';
import { formats } from '../../formats/formats.ts';
import { meant, mistake, type Place, warning } from '../../language/diagnostic.ts';
import { fieldPath, singleFields } from '../../language/field-path.ts';
import type { EventContract } from '../../language/model.ts';
import { isSingle, isTime, storedAs, timeHint } from '../../language/stored-as.ts';
import { fieldsOfBy, namesOfTime, RECORD } from './directories.ts';

type At = (...path: readonly (string | number)[]) => Place;

/** Rules for names of directories that need no contract. Pure. */
export function lintNames(words: Values, at: At): Diagnostic[] {
  const found: Diagnostic[] = [];
  const zone = text(member(words.time, 'zone'));
  if (zone !== undefined && !isTimeZone(zone)) {
    const hint = meant(zone, timeZones(), 'zone').slice(0, 200);
    found.push(mistake('unknown-timezone', at('time', 'zone'), `there is no time zone \`${zone}\``, { hint }));
  }
  const seen = new Set<string>();
  for (const { name, place } of namedDirectories(words, at)) {
    if (seen.has(name.toLowerCase())) {
      const message = `two directories, one in the other, are called \`${name}\``;
      found.push(mistake('bad-directory', place, message, { hint: 'name one of them by `{ field: …, as: … }`' }));
    }
    seen.add(name.toLowerCase());
  }
  return found;
}

interface NamedDirectory {
  readonly name: string;
  readonly place: Place;
  /** The field whose values they have; undefined of a time. */
  readonly field?: string;
}

function namedDirectories(words: Values, at: At): readonly NamedDirectory[] {
  const directories = member(words.time, 'directories');
  const place = at('time', ...(directories === undefined ? [] : ['directories']));
  return [
    ...fieldsOfBy(words.by).map(({ name, field, pointer }) => ({ name, field, place: at(...pointer) })),
    ...(words.time === undefined ? [] : namesOfTime(directories).map((name) => ({ name, place }))),
  ];
}

/** Rules for what typed files hold of the fields that name directories. Pure. */
export function lintPartitionColumns(words: Values, format: Format | undefined, at: At): Diagnostic[] {
  const own = fieldsOfBy(words.by).filter(({ field, name }) => field === name);
  const [first] = own;
  if (words.partitionColumns === 'drop' && format?.leavesOut === undefined) {
    const message = `files of ${format?.name} hold every field, so none of them can be dropped`;
    const fitting = formats.all.flatMap((one) => (one.leavesOut ? [one.name] : []));
    const hint = `leave it out, or choose the format ${fitting.join(' or ')}`;
    return [mistake('partition-columns', at('partitionColumns'), message, { hint })];
  }
  if (words.partitionColumns === 'drop' && first === undefined) {
    const message = 'no column has the name of its directory, so none is dropped';
    return [warning('partition-columns', at('partitionColumns'), message, { hint: 'leave it out' })];
  }
  if (words.partitionColumns !== undefined || first === undefined || !format?.leavesOut) return [];
  const message = `pandas, pyarrow, Hive and Athena refuse files that hold \`${first.name}\` in directories of that name`;
  const hint = 'add `partitionColumns: drop`, or `keep` for readers that need the column in the files';
  return [warning('partition-columns', at(...first.pointer), message, { hint })];
}

/** Rules for directories by the fields of a contract. Pure. */
export function lintDirectories(event: EventContract, words: Values, at: At): Diagnostic[] {
  return [...lintFields(event, words, at), ...lintTime(event, words, at), ...lintColumns(event, words, at)];
}

function lintFields(event: EventContract, words: Values, at: At): Diagnostic[] {
  return fieldsOfBy(words.by).flatMap(({ field: name, pointer }) => {
    const found = fieldPath(event, name);
    if (found === undefined) return [unknownField(name, event, at(...pointer))];
    if (isSingle(found.field) && storedAs(found.field).kind !== 'bytes') return [];
    const message = `\`${name}\` holds no single value, so it cannot name a directory`;
    return [mistake('bad-directory', at(...pointer), message)];
  });
}

function lintTime(event: EventContract, words: Values, at: At): Diagnostic[] {
  const name = text(member(words.time, 'field'));
  if (name === undefined) return [];
  const found = fieldPath(event, name);
  if (found === undefined) return name === RECORD ? [] : [unknownField(name, event, at('time', 'field'))];
  if (!isTime(found.field)) {
    const [time] = Object.entries(event.fields).flatMap(([other, one]) => (isTime(one) && one.required ? [other] : []));
    const hint = `${time === undefined ? '' : `write \`${time}\`, or `}${timeHint(found.field)}`;
    return [mistake('bad-directory', at('time', 'field'), `\`${name}\` is no time`, { hint })];
  }
  if (found.always || member(words.time, 'otherwise') !== undefined) return [];
  const message = `\`${name}\` may be absent, and what lacks it would be rejected: it has no directory`;
  const hint =
    "add `otherwise: record`, which takes the record's own timestamp there, or make it required in the event";
  return [mistake('bad-directory', at('time', 'field'), message, { hint })];
}

/** Readers take a directory's name for a column: where the event has another of it, they see one for the other. */
function lintColumns(event: EventContract, words: Values, at: At): Diagnostic[] {
  const columns = [event.fields, ...Object.values(event.types ?? {})].flatMap((fields) => Object.keys(fields));
  return namedDirectories(words, at).flatMap(({ name, field, place }) => {
    const column = columns.find((one) => one.toLowerCase() === name.toLowerCase());
    if (column === undefined || column === field) return [];
    const message = `readers take the directories \`${name}=\` for the field \`${column}\`, which is something else`;
    const rename = field === undefined ? '`directories: "day=YYYY-MM-DD"`' : '`{ field: …, as: … }`';
    return [warning('bad-directory', place, message, { hint: `give them another name, such as by ${rename}` })];
  });
}

function unknownField(name: string, event: EventContract, place: Place): Diagnostic {
  const hint = meant(name, singleFields(event.fields), 'field');
  return mistake('unknown-field', place, `\`${name}\` is no field that all of event \`${event.name}\` has`, { hint });
}
