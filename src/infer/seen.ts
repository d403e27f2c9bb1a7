import { ExactList, ExactNumber, type ExactObject, type ExactValue } from '../formats/rows/exact-json.ts';
import { addText, noTexts, type TextForms } from './text-forms.ts';

/** Different texts of one place that are remembered, and the longest of them: beyond that they are no choice. */
const MOST_TEXTS = 20;
const LONGEST_TEXT = 60;
/** Different names of one object: beyond that they are data, and no fields. */
export const MOST_NAMES = 500;
const DEEPEST = 40;
const WHOLE = /^-?(0|[1-9]\d*)$/;
const LARGEST = 2n ** 63n - 1n;

/** The numbers of one place. */
interface Numbers {
  whole: number;
  broken: number;
  least: number;
  most: number;
  /** Digits behind the point at most; undefined with an exponent, or with more digits than a decimal holds. */
  decimals: number | undefined;
  /** A whole number that 64 bits do not hold. */
  isTooLarge: boolean;
}

/** What stood in one place of all records: bounded, however many these are. */
export class Seen {
  count = 0;
  nulls = 0;
  texts = 0;
  readonly forms: TextForms = noTexts();
  /** How often each text stood here; undefined once there are too many. */
  choices: Map<string, number> | undefined = new Map();
  /** A text that is no Unicode, which no column holds. */
  isBroken = false;
  booleans = 0;
  readonly numbers: Numbers = { whole: 0, broken: 0, least: Infinity, most: -Infinity, decimals: 0, isTooLarge: false };
  lists = 0;
  items: Seen | undefined;
  objects = 0;
  /** By name; undefined once there are too many names. */
  members: Map<string, Seen> | undefined = new Map();
  /** All members of objects as one place, as a map has them. */
  values: Seen | undefined;
  /** A name that stood twice in one object, or an object too deep. */
  isOdd = false;
  readonly depth: number;

  constructor(depth = 0) {
    this.depth = depth;
  }

  /** Takes one more value into account. */
  add(value: ExactValue): void {
    this.count++;
    if (value === null) this.nulls++;
    else if (typeof value === 'string') this.#addText(value);
    else if (typeof value === 'boolean') this.booleans++;
    else if (value instanceof ExactNumber) this.#addNumber(value.source);
    else if (value instanceof ExactList) this.#addList(value);
    else this.#addObject(value);
  }

  #addText(text: string): void {
    this.texts++;
    addText(this.forms, text);
    if (!text.isWellFormed()) this.isBroken = true;
    if (this.choices === undefined) return;
    this.choices.set(text, (this.choices.get(text) ?? 0) + 1);
    if (text.length > LONGEST_TEXT || this.choices.size > MOST_TEXTS) this.choices = undefined;
  }

  #addNumber(source: string): void {
    const { numbers } = this;
    const value = Number(source);
    numbers.least = Math.min(numbers.least, value);
    numbers.most = Math.max(numbers.most, value);
    if (!Number.isFinite(value)) numbers.isTooLarge = true;
    if (WHOLE.test(source)) {
      numbers.whole++;
      if (!Number.isSafeInteger(value)) {
        const exact = BigInt(source);
        if (exact > LARGEST || exact < -LARGEST - 1n) numbers.isTooLarge = true;
      }
      if (source.length > 14) numbers.decimals = undefined;
      return;
    }
    numbers.broken++;
    const [, whole = '', behind] = /^-?(\d+)\.(\d+)$/.exec(source) ?? [];
    const fits = behind !== undefined && behind.length <= 4 && whole.length <= 14;
    numbers.decimals = fits && numbers.decimals !== undefined ? Math.max(numbers.decimals, behind.length) : undefined;
  }

  #addList({ items }: ExactList): void {
    this.lists++;
    if (this.depth >= DEEPEST) this.isOdd = true;
    if (items.length === 0 || this.isOdd) return;
    this.items ??= new Seen(this.depth + 1);
    for (const { value } of items) this.items.add(value);
  }

  #addObject(object: ExactObject): void {
    this.objects++;
    if (this.depth >= DEEPEST || object.repeated !== undefined) this.isOdd = true;
    if (this.isOdd) return;
    for (const [name, { value }] of object.members) {
      if (this.depth > 0) {
        this.values ??= new Seen(this.depth + 1);
        this.values.add(value);
      }
      if (this.members === undefined) continue;
      let member = this.members.get(name);
      if (member === undefined) {
        member = new Seen(this.depth + 1);
        this.members.set(name, member);
      }
      member.add(value);
      if (this.depth > 0 && this.members.size > MOST_NAMES) this.members = undefined;
    }
  }
}
