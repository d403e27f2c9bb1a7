import { instantOf } from '../../base/time.ts';
import { isRecord } from '../../base/values.ts';
import type { RawRecord } from '../../clients/kafka/records.ts';
import type { EventContract, Field } from '../../language/model.ts';
import type { TableSpec } from '../spec.ts';
import { countsSince1970, epochTime } from './recounted-time.ts';

/** Numbers by what they are of, as text that can be compared and shown: `event_type achat` → `75`. */
export type Figures = ReadonlyMap<string, string>;

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** A number as it is written in JSON. */
class Literal {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** A sum kept as one whole number per count of decimal places. */
class ExactSum {
  readonly #byPlaces = new Map<number, bigint>();

  /** Whether `literal` could be added. */
  add(literal: string): boolean {
    const [, sign = '', whole = '', fraction = '', exponent = '0'] =
      /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(literal) ?? [];
    const places = fraction.length - Number(exponent);
    if (
      whole === '' ||
      Math.abs(places) > 400 ||
      Math.abs(places) + (whole + fraction).replace(/^0+(?=\d)/, '').length > 400
    ) {
      return false;
    }
    this.#byPlaces.set(places, (this.#byPlaces.get(places) ?? 0n) + BigInt(`${sign}${whole}${fraction}`));
    return true;
  }

  toString(): string {
    const places = Math.max(0, ...this.#byPlaces.keys());
    let total = 0n;
    for (const [own, number] of this.#byPlaces) total += number * 10n ** BigInt(places - own);
    const digits = String(total < 0n ? -total : total).padStart(places + 1, '0');
    const fraction = digits.slice(digits.length - places).replace(/0+$/, '');
    return `${total < 0n ? '-' : ''}${digits.slice(0, digits.length - places)}${fraction === '' ? '' : `.${fraction}`}`;
  }
}

interface Tally {
  readonly counts: Map<string, number>;
  readonly sums: Map<string, ExactSum>;
  /** Different values that have been named. */
  named: number;
}

const tally = (): Tally => ({ counts: new Map(), sums: new Map(), named: 0 });
const more = (counts: Map<string, number>, what: string) => counts.set(what, (counts.get(what) ?? 0) + 1);

/**
 * What an entry of `statistics:` must say of one partition's records, by a second reading: naive, with every number as
 * it is written. It shares no code with what it judges.
 */
export class Recount {
  readonly #spec: TableSpec;
  readonly #contract: EventContract | undefined;
  readonly #all = tally();
  readonly #windows = new Map<number, Tally>();
  #closed = Number.NEGATIVE_INFINITY;

  constructor(spec: TableSpec, contract: EventContract | undefined) {
    this.#spec = spec;
    this.#contract = contract;
  }

  take({ value, timestamp, unreadable }: Pick<RawRecord, 'value' | 'timestamp' | 'unreadable'>): void {
    if (value === null) {
      more(this.#all.counts, 'tombstones');
      return;
    }
    const told = unreadable === undefined ? this.#judge(value, timestamp) : 'the value is not in its topic’s format';
    if (typeof told === 'string') more(this.#all.counts, `broken: ${told}`);
  }

  figures(): Figures {
    const figures = new Map<string, string>();
    const tell = (prefix: string, { counts, sums }: Tally) => {
      for (const [what, times] of counts) figures.set(prefix + what, String(times));
      for (const [name, sum] of sums) figures.set(`${prefix}${name}`, sum.toString());
    };
    tell('', this.#all);
    for (const [start, window] of this.#windows) tell(`${start} `, window);
    return figures;
  }

  /** Counts a value, or says why it cannot be. */
  #judge(bytes: Buffer, recorded: number): string | undefined {
    let text: string;
    try {
      text = decoder.decode(bytes);
    } catch {
      return 'the value is not UTF-8';
    }
    let event: unknown;
    try {
      event = JSON.parse(text, (_: string, one: unknown, context?: { readonly source?: string }) =>
        typeof one === 'number' ? new Literal(context?.source ?? String(one)) : one,
      );
    } catch {
      return 'the value is not JSON';
    }
    if (!isRecord(event) || event instanceof Literal) return 'the value is no JSON object';
    const fields = new Map(Object.entries(event));
    const { by, types = {}, aliases = {} } = this.#contract ?? {};
    let type: string | undefined;
    if (by !== undefined) {
      const written = fields.get(by);
      if (typeof written !== 'string') return `${by} is missing, or no text`;
      type = new Map(Object.entries(aliases)).get(written) ?? written;
      if (!new Map(Object.entries(types)).has(type)) return `${by} is none of its types`;
      fields.set(by, type);
    }
    return this.#add(fields, type, recorded);
  }

  #add(fields: ReadonlyMap<string, unknown>, type: string | undefined, recorded: number): string | undefined {
    const mustHave = (name: string) => this.#contractOf(name, type)?.required === true;
    const isAbsent = (name: string) => fields.get(name) === undefined || fields.get(name) === null;
    for (const name of this.#spec.count) {
      const value = fields.get(name);
      if (typeof value === 'object' && value !== null && !(value instanceof Literal))
        return `${name} is a list or an object`;
      if (isAbsent(name) && mustHave(name)) return `${name} is missing`;
    }
    for (const { of, type: only } of Object.values(this.#spec.sum)) {
      if (only !== undefined && only !== type) continue;
      const value = this.#number(of, fields, type);
      if (!isAbsent(of) && !(value !== undefined && new ExactSum().add(value.text))) return `${of} is no number`;
      if (isAbsent(of) && mustHave(of)) return `${of} is missing`;
    }
    const { window, time } = this.#spec;
    const told = time === undefined ? undefined : fields.get(time);
    const at = time === undefined ? recorded : this.#time(time, told, type);
    if (window !== undefined && at === undefined) return `${time} is no time`;
    this.#count(this.#all, fields, type, this.#spec.keys);
    if (window !== undefined && at !== undefined)
      this.#countWindow(Math.floor(at / window) * window, window, fields, type);
    return undefined;
  }

  #countWindow(start: number, length: number, fields: ReadonlyMap<string, unknown>, type: string | undefined): void {
    if (start < this.#closed) {
      more(this.#all.counts, 'late');
      return;
    }
    const { keys } = this.#spec;
    const window = this.#windows.get(start) ?? tally();
    this.#windows.set(start, window);
    const kept = () => [...this.#windows.values()].reduce((sum, { named }) => sum + named + 1, 0);
    const room = this.#windows.size > 1 ? Number.POSITIVE_INFINITY : keys - kept() + window.named;
    this.#count(window, fields, type, room);
    while (this.#windows.size > 1 && kept() > keys) {
      const oldest = Math.min(...this.#windows.keys());
      this.#windows.delete(oldest);
      this.#closed = oldest + length;
      more(this.#all.counts, 'windows given up');
    }
  }

  #count(into: Tally, fields: ReadonlyMap<string, unknown>, type: string | undefined, room: number): void {
    more(into.counts, 'events');
    for (const name of this.#spec.count) {
      const value = fields.get(name);
      if (value === undefined || value === null) {
        more(into.counts, `${name} (none)`);
        continue;
      }
      const what = `${name} ${value instanceof Literal ? spelled(value.text) : String(value)}`;
      if (into.counts.has(what)) more(into.counts, what);
      else if (into.named >= room) more(into.counts, `${name} (no room)`);
      else {
        into.named++;
        more(into.counts, what);
      }
    }
    for (const [name, { of, type: only }] of Object.entries(this.#spec.sum)) {
      const value = this.#number(of, fields, type);
      if (value === undefined || (only !== undefined && only !== type)) continue;
      const sum = into.sums.get(`sum ${name}`) ?? new ExactSum();
      sum.add(value.text);
      into.sums.set(`sum ${name}`, sum);
      more(into.counts, `in sum ${name}`);
    }
  }

  /** A number, also one that stands in a text where the contract says so. */
  #number(name: string, fields: ReadonlyMap<string, unknown>, type: string | undefined): Literal | undefined {
    const value = fields.get(name);
    const field = this.#contractOf(name, type);
    const isText = field?.type === 'string' && field.format === 'decimal' && typeof value === 'string';
    if (isText) return /^-?(0|[1-9]\d*)(\.\d+)?([eE][-+]?\d+)?$/.test(value) ? new Literal(value) : undefined;
    return value instanceof Literal ? value : undefined;
  }

  #time(name: string, told: unknown, type: string | undefined): number | undefined {
    const number = told instanceof Literal ? Number(told.text) : undefined;
    const field = this.#contractOf(name, type);
    return countsSince1970(field) ? epochTime(field, number ?? told) : instantOf(number ?? told);
  }

  #contractOf(name: string, type: string | undefined): Field | undefined {
    const { fields = {}, types = {} } = this.#contract ?? {};
    const all = { ...(type === undefined ? {} : types[type]), ...fields };
    return Object.hasOwn(all, name) ? all[name] : undefined;
  }
}

/** A number as it is counted: 1.0 is 1, and a whole number keeps its digits. */
function spelled(literal: string): string {
  const number = Number(literal);
  return /^-?\d+$/.test(literal) && !Number.isSafeInteger(number) ? literal : String(number);
}
