import { entriesOf, own } from '../base/values.ts';
import type { EventContract } from '../language/model.ts';
import type { Event } from './read-event.ts';
import type { TableSpec } from './spec.ts';
import { fill, textOf } from './template.ts';
import { decimalsOf, fieldOf } from './totals.ts';

/** How events of one topic are shown: by the templates of an entry, else with all their fields. */
export class EventLines {
  readonly #show: TableSpec['show'];
  readonly #contract: EventContract | undefined;

  constructor({ show }: Pick<TableSpec, 'show'>, contract: EventContract | undefined) {
    this.#show = show;
    this.#contract = contract;
  }

  line({ type, fields, text }: Event): string {
    const shown = Object.fromEntries(entriesOf(fields).map(([name, value]) => [name, this.#digits(name, type, value)]));
    const name = type ?? this.#contract?.name;
    const template = name === undefined ? undefined : own(this.#show, name);
    if (template !== undefined) return fill(template, type === undefined ? shown : this.#named(shown, type));
    if (this.#contract === undefined) return text;
    const rest = entriesOf(shown).filter(([field]) => field !== this.#contract?.by);
    return [...(name === undefined ? [] : [name]), ...rest.map(([field, value]) => `${field}=${textOf(value)}`)].join(
      '  ',
    );
  }

  /** An alias is shown as the type it stands for. */
  #named(fields: Readonly<Record<string, unknown>>, type: string) {
    const by = this.#contract?.by;
    return by === undefined ? fields : { ...fields, [by]: type };
  }

  /** `899.9` of a field with two decimals is `899.90`. */
  #digits(name: string, type: string | undefined, value: unknown): unknown {
    if (typeof value !== 'number' || this.#contract === undefined) return value;
    const decimals = decimalsOf(fieldOf(this.#contract, name, type));
    return decimals === undefined || Math.abs(value) >= 1e15 ? value : value.toFixed(decimals);
  }
}
