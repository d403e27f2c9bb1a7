import { ZoneClock } from '../../base/zone-clock.ts';
import type { EventContract, Field, Fields, StringField } from '../../language/model.ts';
import { storedAs } from '../../language/stored-as.ts';
import { bytesOf, unscaledText } from './bytes.ts';
import {
  byName,
  type ColumnKind,
  columnHead,
  encodeEntry,
  encodeText,
  Misfit,
  type NamedEncoder,
} from './canonical.ts';
import { epochMicros } from './epoch.ts';
import { ExactList, ExactObject, type ExactValue, parseExactly } from './exact-json.ts';
import { decimalText, doubleText, integerText, textDecimal } from './exact-number.ts';
import { fieldAt } from './field-value.ts';
import { daysOf, microsOf, nanosOf } from './times.ts';

/** The value stands in `text` from `start` to `end`. */
type Encode = (value: ExactValue, text: string, start: number, end: number) => string;
type EncodeOrNull = (...of: Parameters<Encode>) => string | undefined;

interface RowType {
  readonly encoders: readonly (Omit<NamedEncoder<ExactValue>, 'encode'> & { readonly encode: EncodeOrNull })[];
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

  /**
   * Takes the field at the end of a path out of an event, as rows write it; undefined for null. What it returns throws
   * Misfit.
   */
  field(path: readonly string[]): (event: ExactObject) => string | undefined {
    const field = fieldAt(this.contract, path);
    if (field === undefined) throw new Misfit(`there is no field ${path.join('.')}`);
    const encode = this.encoder(field);
    const [last = ''] = path.slice(-1);
    return (event) => {
      if (path.length === 1 && last === this.contract.by) return encodeText(this.typeOf(event));
      let object: ExactValue | undefined = event;
      for (const name of path.slice(0, -1)) object = object instanceof ExactObject ? object.get(name) : undefined;
      return object instanceof ExactObject ? encodeMember(encode, object, last) : undefined;
    };
  }

  /** The name of an event's type, which is '' where its contract knows none. Throws Misfit. */
  typeOf(event: ExactObject): string {
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
            : encodeMember(encode, event, column);
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
    return (value, text, start, end) => (value === null ? undefined : encode(value, text, start, end));
  }

  private encoderOfValue(field: Field): Encode {
    switch (field.type) {
      case 'string':
        return this.textEncoder(field);
      case 'integer': {
        const { format } = field;
        return format === undefined ? integerText : (value) => epochMicros(integerText(value), format, field);
      }
      case 'number': {
        const { decimals } = field;
        return decimals === undefined ? doubleText : (value) => decimalText(value, decimals);
      }
      case 'boolean':
        return (value) => {
          if (typeof value !== 'boolean') throw new Misfit('is no boolean');
          return value ? 't' : 'f';
        };
      case 'any':
        return (_, text, start, end) => encodeText(text.slice(start, end));
      case 'array': {
        const item = this.encoder(field.items);
        return (value) => {
          if (!(value instanceof ExactList)) throw new Misfit('is no list');
          const { text, items } = value;
          return `[${items.map((entry) => item(entry.value, text, entry.start, entry.end) ?? 'null').join(',')}]`;
        };
      }
      case 'map': {
        const encode = this.encoder(field.values);
        return (value) => {
          if (!(value instanceof ExactObject)) throw new Misfit('is no object');
          if (value.repeated !== undefined) throw new Misfit(`${value.repeated} stands twice`);
          const entries = [...value.members].map(([name, { value: one, valueStart, end }]) =>
            encodeEntry(name, encode(one, value.text, valueStart, end)),
          );
          return `[${entries.join(',')}]`;
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

  private textEncoder(field: StringField): Encode {
    const text = (value: ExactValue) => {
      if (typeof value !== 'string') throw new Misfit('is no text');
      if (!value.isWellFormed()) throw new Misfit('holds a lone surrogate');
      return value;
    };
    const { format, fraction, decimals = 0 } = field;
    switch (format) {
      case 'date':
        return (value) => daysOf(text(value));
      case 'date-time':
      case 'local-date-time': {
        const zone = format === 'local-date-time' ? this.zone : undefined;
        if (fraction === 'nanoseconds') return (value) => nanosOf(text(value), zone);
        return (value) => microsOf(text(value), zone, fraction);
      }
      case 'epoch-seconds':
      case 'epoch-milliseconds':
      case 'epoch-microseconds':
        return (value) => epochMicros(text(value), format, field);
      case 'decimal':
        return (value) => textDecimal(text(value), decimals);
      case 'decimal-base64':
        return (value) => unscaledText(bytesOf(text(value)));
      case 'base64':
        return (value) => bytesOf(text(value)).toString('hex');
      default:
        return (value) => encodeText(text(value));
    }
  }
}

function encodeMember(encode: EncodeOrNull, { text, members }: ExactObject, name: string): string | undefined {
  const member = members.get(name);
  return member === undefined ? encode(null, text, 0, 0) : encode(member.value, text, member.valueStart, member.end);
}

/** The column of a field, by the table of docs/event-contract.md. */
function kindOf(field: Field): ColumnKind {
  const stored = storedAs(field);
  switch (stored.kind) {
    case 'decimal':
      return `decimal(18,${stored.decimals})`;
    case 'nanoseconds':
      return 'time in nanoseconds';
    case 'json':
      return 'text';
    case 'list':
      return `list of ${kindOf(stored.items)}`;
    case 'map':
      return `map of ${kindOf(stored.values)}`;
    default:
      return stored.kind;
  }
}

/** The undeclared members, each as it stands in the value; undefined when there are none. */
function restText({ text, members }: ExactObject, declared: ReadonlySet<string>): string | undefined {
  const rest: string[] = [];
  for (const [name, { start, end }] of members) if (!declared.has(name)) rest.push(text.slice(start, end));
  return rest.length === 0 ? undefined : encodeText(`{${rest.join(',')}}`);
}

function own<T>(object: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(object, key) ? object[key] : undefined;
}
