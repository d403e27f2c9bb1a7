/** A JSON value with all that `JSON.parse` loses: how numbers are spelled, and where and how often members stand. */
export type ExactValue = string | boolean | null | ExactNumber | ExactObject | ExactList;

/** A JSON number as it was written. */
export class ExactNumber {
  readonly source: string;

  constructor(source: string) {
    this.source = source;
  }
}

/** A JSON list. */
export class ExactList {
  /** The text that it stands in. */
  readonly text: string;
  readonly items: readonly ExactItem[];

  constructor(text: string, items: readonly ExactItem[]) {
    this.text = text;
    this.items = items;
  }
}

/** An item of a list: `text` from `start` to `end` reads its value. */
export interface ExactItem {
  readonly value: ExactValue;
  readonly start: number;
  readonly end: number;
}

/** A member of an object: `text` from `start` to `end` reads `"name":value`, from `valueStart` on its value. */
export interface Member {
  readonly value: ExactValue;
  readonly start: number;
  readonly valueStart: number;
  readonly end: number;
}

/** A JSON object. */
export class ExactObject {
  /** The text that it stands in. */
  readonly text: string;
  /** By name, in the order of the text; of members that stand twice the last. */
  readonly members: ReadonlyMap<string, Member>;
  /** A name that stands twice. */
  readonly repeated: string | undefined;

  constructor(text: string, members: ReadonlyMap<string, Member>, repeated: string | undefined) {
    this.text = text;
    this.members = members;
    this.repeated = repeated;
  }

  /** The value of a member; undefined where there is none. */
  get(name: string): ExactValue | undefined {
    return this.members.get(name)?.value;
  }
}

/** Reads one JSON text. Throws SyntaxError when it is none. */
export function parseExactly(text: string): ExactValue {
  // the walk below relies on this to be JSON
  JSON.parse(text);
  return new Walk(text).value();
}

const QUOTE = 34;
const COMMA = 44;
const BACKSLASH = 92;
const [OPEN_LIST, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT] = [91, 93, 123, 125];
const [T, F, N] = [116, 102, 110];
const NUMBER = /[-+.\deE]+/y;

class Walk {
  private readonly text: string;
  private at = 0;

  constructor(text: string) {
    this.text = text;
  }

  value(): ExactValue {
    switch (this.next()) {
      case QUOTE:
        return this.string();
      case OPEN_OBJECT:
        return this.object();
      case OPEN_LIST:
        return this.list();
      case T:
        return this.word(true);
      case F:
        return this.word(false);
      case N:
        return this.word(null);
      default:
        return this.number();
    }
  }

  /** The code of what follows white space. */
  private next(): number {
    let code = this.text.charCodeAt(this.at);
    while (code <= 32) code = this.text.charCodeAt(++this.at);
    return code;
  }

  private word<T extends boolean | null>(value: T): T {
    this.at += String(value).length;
    return value;
  }

  private number(): ExactNumber {
    NUMBER.lastIndex = this.at;
    const [source = ''] = NUMBER.exec(this.text) ?? [];
    this.at += source.length;
    return new ExactNumber(source);
  }

  private string(): string {
    const start = this.at;
    const end = this.text.indexOf('"', start + 1);
    const plain = this.text.slice(start + 1, end);
    this.at = end + 1;
    return plain.includes('\\') ? this.escaped(start) : plain;
  }

  private escaped(start: number): string {
    let end = start + 1;
    for (let code = this.text.charCodeAt(end); code !== QUOTE; code = this.text.charCodeAt(end)) {
      end += code === BACKSLASH ? 2 : 1;
    }
    this.at = end + 1;
    return JSON.parse(this.text.slice(start, this.at));
  }

  private list(): ExactList {
    const items: ExactItem[] = [];
    this.at++;
    while (this.next() !== CLOSE_LIST) {
      const start = this.at;
      const value = this.value();
      items.push({ value, start, end: this.at });
      if (this.next() === COMMA) this.at++;
    }
    this.at++;
    return new ExactList(this.text, items);
  }

  private object(): ExactObject {
    const members = new Map<string, Member>();
    let repeated: string | undefined;
    this.at++;
    while (this.next() !== CLOSE_OBJECT) {
      const start = this.at;
      const name = this.string();
      this.next();
      this.at++;
      this.next();
      const valueStart = this.at;
      const value = this.value();
      if (members.has(name)) repeated = name;
      members.set(name, { value, start, valueStart, end: this.at });
      if (this.next() === COMMA) this.at++;
    }
    this.at++;
    return new ExactObject(this.text, members, repeated);
  }
}
