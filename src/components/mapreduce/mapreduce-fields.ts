import type { Diagnostic } from '../../base/errors.ts';
import { text } from '../../base/values.ts';
import { formats } from '../../formats/formats.ts';
import { meant, mistake } from '../../language/diagnostic.ts';
import type { EventContract, Field } from '../../language/model.ts';
import { storedAs } from '../../language/stored-as.ts';
import type { EngineInput } from '../engine.ts';

/** Names of the formats of the files that jobs read. */
export const read: readonly string[] = ['json', 'parquet', 'avro'];

const readFormats = () => formats.all.filter(({ name }) => read.includes(name));

/** What the files of a format with typed columns hold, such as `typed Parquet columns`; undefined for other formats. */
export function columnsOf(format: string | undefined): string | undefined {
  const found = formats.find(format ?? '');
  return found?.typed === true ? found.description : undefined;
}

/** Sinks whose files are not typed, as a hint names them. */
export const untypedSink = (): string =>
  `a sink of ${readFormats()
    .flatMap(({ typed, description }) => (typed ? [] : [description]))
    .join(' or ')}`;

/** A sink whose files are typed, as a hint names it. */
const typedSink = (): string =>
  `a sink of ${readFormats()
    .flatMap(({ typed, description }) => (typed ? [description] : []))
    .join(' or ')}`;

/** Every field that events of a contract may have, by name: of all types, or of one. */
function fieldsOf({ fields, types = {} }: EventContract, type: string | undefined): ReadonlyMap<string, Field> {
  const chosen = type === undefined ? Object.values(types) : [types[type] ?? {}];
  return new Map([fields, ...chosen].flatMap((some) => Object.entries(some)));
}

/** Whether files of every format hold a field's values in one spelling, so that they can name groups. */
const namesGroups = (field: Field): boolean => ['text', 'integer', 'boolean'].includes(storedAs(field).kind);

/**
 * Whether the fields and the type that a job names are in the contracts, and of use to it. Undeclared events are not
 * checked.
 */
export function lintFields({ declaration, sinks, stored }: EngineInput): Diagnostic[] {
  const { map, pointer, words } = declaration;
  const found: Diagnostic[] = [];
  const at = (word: string) => ({ map, pointer: [...pointer, 'mapreduce', word] });
  const type = text(words.type);
  const unions = stored.filter(({ types }) => types !== undefined);
  const types = unions.flatMap(({ types: declared = {} }) => Object.keys(declared));
  if (type !== undefined && !types.includes(type)) {
    const message = types.length === 0 ? 'these events have no types' : `no event has the type \`${type}\``;
    found.push(mistake('unknown-type', at('type'), message, { hint: meant(type, types, 'type') }));
    return found;
  }
  if (type !== undefined && new Set(unions.map(({ by }) => by)).size > 1) {
    const hint = 'read one sink per job';
    found.push(mistake('mapreduce-input', at('type'), 'these events are told apart by different fields', { hint }));
  }
  if (stored.length === 0) return found;
  const fields = new Map(stored.flatMap((contract) => [...fieldsOf(contract, type)]));
  const [columns] = sinks.flatMap(({ stored }) => columnsOf(stored?.format) ?? []);
  for (const word of ['by', 'sum'] as const) {
    const name = text(words[word]);
    if (name === undefined) continue;
    const field = fields.get(name);
    if (field === undefined) {
      const hint = meant(name, [...fields.keys()], 'field');
      found.push(mistake('unknown-field', at(word), `the events have no field \`${name}\``, { hint }));
    } else if (word === 'by' && !namesGroups(field)) {
      const hint = 'texts, integers and truth values can';
      found.push(mistake('mapreduce-words', at(word), `\`${name}\` cannot name groups`, { hint }));
    } else if (word === 'sum' && !['integer', 'double', 'decimal'].includes(storedAs(field).kind)) {
      found.push(mistake('mapreduce-words', at(word), `\`${name}\` is no number`, { hint: 'only numbers add up' }));
    } else if (word === 'sum' && field.type === 'string' && columns === undefined) {
      const hint = `read ${typedSink()}`;
      found.push(mistake('mapreduce-words', at(word), `these files hold \`${name}\` as text`, { hint }));
    } else if (word === 'sum' && storedAs(field).kind === 'double' && columns !== undefined) {
      const hint = `declare its \`decimals:\`, or read ${untypedSink()}`;
      found.push(mistake('mapreduce-words', at(word), `${columns} hold \`${name}\` rounded`, { hint }));
    }
  }
  return found;
}
