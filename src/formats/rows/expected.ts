import type { EventContract, Field, Fields } from '../../language/model.ts';
import { byName, type ColumnKind, columnHead, encodeText, Misfit, type NamedEncoder } from './canonical.ts';
import { ExactObject, type ExactValue, parseExactly } from './exact-json.ts';
import { decimalText, doubleText, integerText } from './exact-number.ts';
import { daysOf, microsOf, ZoneClock } from './times.ts';

type Encode = (value: ExactValue) => string;
type EncodeOrNull = (value: ExactValue) => string | undefined;

interface RowType {
  readonly encoders: readonly NamedEncoder<ExactValue>[];
  readonly declared: ReadonlySet<string>;
}

const REST = '_rest';

/**
 * What a Parquet row must hold, worked out from a record's JSON by its contract (docs/event-contract.md) and by nothing
 * that the sink uses.
 */
export class ExpectedRows {
  private readonly contract: EventContract;
  private readonly zone: ZoneClock;
  private readonly types = new Map<string, RowType>();

  constructor(contract: EventContract) {
    this.contract = contract;
    this.zone = new ZoneClock(contract.timezone ?? 'UTC');
    for (const [type, fields] of Object.entries(contract.types ?? {})) {
      this.types.set(type, this.rowType({ ...contract.fields, ...fields }));
    }
    if (contract.by === undefined) this.types.set('', this.rowType(contract.fields));
  }

  /** The canonical row of a record's value. Throws Misfit or SyntaxError when the value cannot be such a row. */
  row(value: string): string {
    const event = parseExactly(value);
    if (!(event instanceof ExactObject)) throw new Misfit('is no object');
    const name = this.typeOf(event);
    const type = this.types.get(name);
    if (type === undefined) throw new Misfit(`${this.contract.by} is of no known type`);
    return this.members(event, type, name);
  }

  private typeOf(event: ExactObject): string {
    const { by, aliases } = this.contract;
    if (by === undefined) return '';
    const value = event.get(by);
    if (typeof value !== 'string') throw new Misfit(`${by} is no text`);
    return this.types.has(value) ? value : (own(aliases ?? {}, value) ?? '');
  }

  private members(event: ExactObject, type: RowType, name?: string): string {
    if (event.repeated !== undefined) throw new Misfit(`${event.repeated} stands twice`);
    let text = '';
    for (const { name: column, head, encode } of type.encoders) {
      const encoded =
        column === REST
          ? restText(event, type.declared)
          : name !== undefined && column === this.contract.by
            ? encodeText(name)
            : encode(event.get(column) ?? null);
      if (encoded !== undefined) text += `${head}${encoded}\n`;
    }
    return text;
  }

  private rowType(fields: Fields): RowType {
    const encoders = Object.entries(fields).map(([name, field]) => ({
      name,
      head: columnHead(name, kindOf(field)),
      encode: this.encoder(field),
    }));
    const rest = { name: REST, head: columnHead(REST, 'text'), encode: () => undefined };
    return {
      encoders: (this.contract.unknown === 'keep' ? [...encoders, rest] : encoders).sort(byName),
      declared: new Set(Object.keys(fields)),
    };
  }

  private encoder(field: Field): EncodeOrNull {
    const encode = this.encoderOfValue(field);
    return (value) => (value === null ? undefined : encode(value));
  }

  private encoderOfValue(field: Field): Encode {
    switch (field.type) {
      case 'string':
        return this.textEncoder(field.format);
      case 'integer':
        return integerText;
      case 'number': {
        const { decimals } = field;
        return decimals === undefined ? doubleText : (value) => decimalText(value, decimals);
      }
      case 'boolean':
        return (value) => {
          if (typeof value !== 'boolean') throw new Misfit('is no boolean');
          return value ? 't' : 'f';
        };
      case 'array': {
        const item = this.encoder(field.items);
        return (value) => {
          if (!isList(value)) throw new Misfit('is no list');
          return `[${value.map((entry) => item(entry) ?? 'null').join(',')}]`;
        };
      }
      case 'object': {
        const type = this.rowType(field.fields);
        return (value) => {
          if (!(value instanceof ExactObject)) throw new Misfit('is no object');
          return `{${this.members(value, type)}}`;
        };
      }
    }
  }

  private textEncoder(format: string | undefined): Encode {
    const text = (value: ExactValue) => {
      if (typeof value !== 'string') throw new Misfit('is no text');
      if (!value.isWellFormed()) throw new Misfit('holds a lone surrogate');
      return value;
    };
    if (format === 'date') return (value) => daysOf(text(value));
    if (format === 'date-time') return (value) => microsOf(text(value), undefined);
    if (format === 'local-date-time') return (value) => microsOf(text(value), this.zone);
    return (value) => encodeText(text(value));
  }
}

/** The column of a field, by the table of docs/event-contract.md. */
function kindOf(field: Field): ColumnKind {
  switch (field.type) {
    case 'string':
      if (field.format === 'date') return 'date';
      return field.format === 'date-time' || field.format === 'local-date-time' ? 'time' : 'text';
    case 'integer':
    case 'boolean':
      return field.type;
    case 'number':
      return field.decimals === undefined ? 'double' : `decimal(18,${field.decimals})`;
    case 'array':
      return `list of ${kindOf(field.items)}`;
    case 'object':
      return 'group';
  }
}

/** The undeclared members, each as it stands in the value; undefined when there are none. */
function restText({ text, members }: ExactObject, declared: ReadonlySet<string>): string | undefined {
  const rest: string[] = [];
  for (const [name, { start, end }] of members) if (!declared.has(name)) rest.push(text.slice(start, end));
  return rest.length === 0 ? undefined : encodeText(`{${rest.join(',')}}`);
}

const isList = (value: ExactValue): value is readonly ExactValue[] => Array.isArray(value);

function own<T>(object: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(object, key) ? object[key] : undefined;
}
