import { Misfit } from '../formats/rows/canonical.ts';
import { ExactObject, parseExactly } from '../formats/rows/exact-json.ts';
import { exactText } from '../formats/rows/exact-text.ts';
import type { EventContract, Fields } from '../language/model.ts';
import type { SeenEvents } from './drift.ts';
import { fieldOf, fieldsOf, isDeclarable, mixedPlaces } from './field-of.ts';
import { MOST_NAMES, Seen } from './seen.ts';
import { discriminatorOf, isTypeName, MOST_TYPES } from './union.ts';

/** Records that are looked at together before a discriminator is chosen, and their size. Characters. */
const FIRST_RECORDS = 2_000;
const FIRST_CHARACTERS = 16_000_000;

/** What a record was that has no place in a contract, how often, and where first. */
export interface Unfit {
  readonly reason: string;
  readonly count: number;
  readonly first: string;
}

export interface Inferred {
  /** Undefined where no record was an event. */
  readonly event: EventContract | undefined;
  readonly records: number;
  readonly events: number;
  readonly unfit: readonly Unfit[];
  /** What the contract leaves to `any`, or out, and why. */
  readonly notes: readonly string[];
}

/**
 * Writes a contract that accepts every event it is given. What it keeps of them is bounded, however many there are: a
 * bounded tree of the places in them, and once the first thousands, among which it looks for the field that tells types
 * apart.
 */
export class Inference {
  readonly #all = new Seen();
  #first: ExactObject[] | undefined = [];
  #characters = 0;
  #by: string | undefined;
  #types = new Map<string, Seen>();
  #records = 0;
  readonly #unfit = new Map<string, { count: number; first: string }>();

  /** `by`: the field that tells types apart, where that is known. */
  constructor(by?: string) {
    this.#by = by;
    if (by !== undefined) this.#first = undefined;
  }

  /** What all events were, and those of each type. */
  get seen(): SeenEvents {
    this.#choose();
    return { all: this.#all, types: this.#types };
  }

  /** One more record's value; `where` names it. */
  add(value: Buffer | string | null, where: string): void {
    this.#records++;
    const read = eventIn(value);
    if (typeof read === 'string') {
      const known = this.#unfit.get(read);
      if (known === undefined) this.#unfit.set(read, { count: 1, first: where });
      else known.count++;
      return;
    }
    this.#all.add(read);
    if (this.#first === undefined) this.#addType(read);
    else {
      this.#first.push(read);
      this.#characters += read.text.length;
      if (this.#first.length >= FIRST_RECORDS || this.#characters >= FIRST_CHARACTERS) this.#choose();
    }
  }

  /** The contract of all that was added, under the name `name`. */
  result(name: string): Inferred {
    this.#choose();
    const unfit = [...this.#unfit].map(([reason, rest]) => ({ reason, ...rest }));
    const events = this.#all.objects;
    const told = { records: this.#records, events, unfit };
    if (events === 0) return { ...told, event: undefined, notes: [] };
    const members = this.#all.members ?? new Map<string, Seen>();
    const names = [...members.keys()].filter(isDeclarable);
    const left = [...members.keys()]
      .filter((one) => !isDeclarable(one))
      .map((one) => `${JSON.stringify(one)} cannot be declared`);
    const some = new Map(names.slice(0, MOST_NAMES).map((one) => [one, members.get(one) ?? new Seen()]));
    const more = names.length > MOST_NAMES ? [`${names.length - MOST_NAMES} more fields are not declared`] : [];
    const event = this.#by === undefined ? plain(name, fieldsOf(some, events)) : this.#union(name, this.#by, some);
    return { ...told, event, notes: [...mixedPlaces(some), ...left, ...more] };
  }

  #choose(): void {
    if (this.#first === undefined) return;
    const first = this.#first;
    this.#first = undefined;
    this.#by = discriminatorOf(first);
    for (const event of first) this.#addType(event);
  }

  /** Where one event has no type, or is of too many, there is no union. */
  #addType(event: ExactObject): void {
    if (this.#by === undefined) return;
    const type = event.get(this.#by);
    if (!isTypeName(type) || (!this.#types.has(type) && this.#types.size === MOST_TYPES)) {
      this.#by = undefined;
      this.#types = new Map();
      return;
    }
    const seen = this.#types.get(type) ?? new Seen();
    this.#types.set(type, seen);
    seen.add(event);
  }

  #union(name: string, by: string, members: ReadonlyMap<string, Seen>): EventContract {
    const types = [...this.#types];
    const isCommon = (field: string) => types.every(([, seen]) => seen.members?.has(field));
    const common = new Map([...members].filter(([field]) => field !== by && isCommon(field)));
    const own = types.map(([type, seen]): [string, Fields] => {
      const fields = [...members].filter(([field]) => field !== by && !common.has(field) && seen.members?.has(field));
      // one name has one type in all of them, so that they may share columns
      const declared = fields.map(([field, all]) => {
        const here = seen.members?.get(field);
        const required = here !== undefined && here.count === seen.objects && here.nulls === 0;
        return [field, { ...fieldOf(field, all, seen.objects), required }] as const;
      });
      return [type, Object.fromEntries(declared)];
    });
    const fields = { [by]: { type: 'string', required: true } as const, ...fieldsOf(common, this.#all.objects) };
    return { ...plain(name, fields), by, types: Object.fromEntries(own) };
  }
}

const plain = (name: string, fields: Fields): EventContract => ({ name, unknown: 'keep', fields });

/** The event that a record's value is, or what it is instead. */
function eventIn(value: Buffer | string | null): ExactObject | string {
  if (value === null) return 'tombstones';
  try {
    const read = parseExactly(typeof value === 'string' ? value : exactText(value));
    if (!(read instanceof ExactObject)) return 'no JSON objects';
    return read.repeated === undefined ? read : 'objects with one name twice';
  } catch (error) {
    if (error instanceof SyntaxError) return 'no JSON';
    if (error instanceof Misfit) return 'no UTF-8';
    throw error;
  }
}
