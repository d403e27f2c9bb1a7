import { isRecord } from '../../base/values.ts';
import type { EventContract, Field, Fields } from '../../language/model.ts';
import { byName, canonicalJson, encodeText, Misfit, type NamedEncoder } from './canonical.ts';
import { decimalText, doubleText, integerText, parseExactly, withDoubles } from './exact-number.ts';
import { daysOf, microsOf, ZoneClock } from './times.ts';

type Encode = (value: unknown) => string | undefined;

interface RowType {
  readonly encoders: readonly NamedEncoder[];
  readonly declared: ReadonlySet<string>;
}

/**
 * What a Parquet row must hold, worked out from a record's JSON by its contract (docs/event-contract.md) and by nothing that the
 * sink uses.
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
    if (!isRecord(event)) throw new Misfit('is no object');
    const name = this.typeOf(event);
    const type = this.types.get(name);
    if (type === undefined) throw new Misfit(`${this.contract.by} is of no known type`);
    return this.members(event, type, name);
  }

  private typeOf(event: Readonly<Record<string, unknown>>): string {
    const { by, aliases } = this.contract;
    if (by === undefined) return '';
    const value = event[by];
    if (typeof value !== 'string') throw new Misfit(`${by} is no text`);
    return this.types.has(value) ? value : (own(aliases ?? {}, value) ?? '');
  }

  private members(event: Readonly<Record<string, unknown>>, type: RowType, name?: string): string {
    let text = '';
    for (const encoder of type.encoders) {
      const { name: column } = encoder;
      const value = column === '_rest' ? this.rest(event, type.declared) : own(event, column);
      const encoded =
        name !== undefined && column === this.contract.by ? encodeText(name) : encoder.encode(value ?? null);
      if (encoded !== undefined) text += `${column}=${encoded}\n`;
    }
    return text;
  }

  private rest(event: Readonly<Record<string, unknown>>, declared: ReadonlySet<string>): unknown {
    let rest: Record<string, unknown> | undefined;
    for (const key in event) {
      if (declared.has(key)) continue;
      rest ??= Object.create(null);
      if (rest !== undefined) rest[key] = event[key];
    }
    return rest;
  }

  private rowType(fields: Fields): RowType {
    const encoders = Object.entries(fields).map(([name, field]) => ({ name, encode: this.encoder(field) }));
    const rest = { name: '_rest', encode: restText };
    return {
      encoders: (this.contract.unknown === 'keep' ? [...encoders, rest] : encoders).sort(byName),
      declared: new Set(Object.keys(fields)),
    };
  }

  private encoder(field: Field): Encode {
    const encode = this.encoderOfValue(field);
    return (value) => (value === null ? undefined : encode(value));
  }

  private encoderOfValue(field: Field): (value: unknown) => string {
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
          if (!Array.isArray(value)) throw new Misfit('is no list');
          return `[${value.map((entry) => item(entry) ?? 'null').join(',')}]`;
        };
      }
      case 'object': {
        const type = this.rowType(field.fields);
        return (value) => {
          if (!isRecord(value)) throw new Misfit('is no object');
          return `{${this.members(value, type)}}`;
        };
      }
    }
  }

  private textEncoder(format: string | undefined): (value: unknown) => string {
    const text = (value: unknown) => {
      if (typeof value !== 'string') throw new Misfit('is no text');
      return value;
    };
    if (format === 'date') return (value) => daysOf(text(value));
    if (format === 'date-time') return (value) => microsOf(text(value), undefined);
    if (format === 'local-date-time') return (value) => microsOf(text(value), this.zone);
    return (value) => encodeText(text(value));
  }
}

function own<T>(object: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(object, key) ? object[key] : undefined;
}

function restText(value: unknown): string | undefined {
  return value === null ? undefined : canonicalJson(withDoubles(value));
}
