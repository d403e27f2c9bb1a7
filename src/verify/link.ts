const KINDS = ['open', 'commit', 'reset', 'retire', 'compact', 'replace', 'retry', 'restore'] as const;

/** A data file as its commit link claims it (docs/commit-log.md). */
export interface CommittedFile {
  /** Relative to the sink's path. */
  readonly path: string;
  readonly records: number;
  readonly bytes: number;
  /** Offsets of its first and last record. */
  readonly first: number;
  readonly last: number;
}

/** A file of a link, and where its data lies until the sink has made it visible under its path. */
export interface LinkedFile extends CommittedFile {
  /** A file that is renamed, relative to the sink's path. */
  readonly temporary?: string;
  /** Id of a multipart upload that is completed. */
  readonly upload?: string;
}

export interface LostRange {
  readonly from: number;
  readonly to: number;
  readonly reason: string;
}

/** The record that a position stands behind, recognised by its hash. */
export interface LastRecord {
  readonly offset: number;
  /** First 32 hex digits of SHA-256(key, a zero byte, value). */
  readonly hash: string;
}

/** Where a dead letter's report is in the dead-letter topic. */
export interface ReportPlace {
  readonly partition: number;
  readonly offset: number;
}

/** A dead letter that a `retry` link asks to be tried again. */
export interface RequestedLetter {
  readonly offset: number;
  readonly report?: ReportPlace;
}

/** One link of a partition's chain (docs/commit-log.md). */
export interface Link {
  readonly seq: number;
  readonly kind: (typeof KINDS)[number];
  readonly writer: string;
  readonly attempt: number;
  readonly time: string;
  readonly from: number;
  readonly to: number;
  readonly records: number;
  readonly files: readonly LinkedFile[];
  readonly deadLettered: readonly { readonly offset: number; readonly reason: string }[];
  /** Records without value that it counted, and that are in no file. */
  readonly tombstones: number;
  readonly lost: readonly LostRange[];
  readonly retired: readonly string[];
  readonly contract?: string;
  /** JSON of how fields and times name the directories of its files; absent: none do. */
  readonly layout?: string;
  readonly topicId?: string;
  readonly last?: LastRecord;
  /** Of `compact`: files of commits before an ISO instant are to be replaced by such of about so many bytes. */
  readonly compact?: { readonly before: string; readonly bytes: number };
  /** Of `retry`: what is to be tried again, ascending. */
  readonly retry?: readonly RequestedLetter[];
  /** Of `restore`: offsets of dead letters that it stored, ascending. */
  readonly restored?: readonly number[];
}

/** Reads checked values out of parsed JSON; every complaint names the key. */
class Fields {
  private readonly of: Readonly<Record<string, unknown>>;

  constructor(value: unknown, what: string) {
    if (typeof value !== 'object' || value === null || Array.isArray(value))
      throw new TypeError(`${what} is no object`);
    this.of = { ...value };
  }

  text(key: string): string {
    const value = this.of[key];
    if (typeof value !== 'string') throw new TypeError(`${key} is no text`);
    return value;
  }

  whole(key: string): number {
    const value = this.of[key];
    if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < 0) {
      throw new TypeError(`${key} is no whole number from 0 on`);
    }
    return value;
  }

  list<T>(key: string, read: (entry: unknown) => T): readonly T[] {
    const value = this.of[key] ?? [];
    if (!Array.isArray(value)) throw new TypeError(`${key} is no list`);
    return value.map(read);
  }

  has(key: string): boolean {
    return this.of[key] !== undefined && this.of[key] !== null;
  }

  object(key: string): Fields {
    return new Fields(this.of[key], key);
  }
}

function path(value: unknown): string {
  const parts = typeof value === 'string' ? value.split('/') : [];
  if (typeof value !== 'string' || parts.some((part) => ['', '.', '..'].includes(part))) {
    throw new TypeError('a path in it does not stay below the sink');
  }
  return value;
}

function file(value: unknown): LinkedFile {
  const fields = new Fields(value, 'a file');
  const upload = fields.has('upload') ? fields.object('upload').text('handle') : undefined;
  return {
    path: path(fields.text('path')),
    records: fields.whole('records'),
    bytes: fields.whole('bytes'),
    first: fields.whole('first'),
    last: fields.whole('last'),
    ...(fields.has('temporary') && { temporary: path(fields.text('temporary')) }),
    ...(upload !== undefined && { upload: Buffer.from(upload, 'base64').toString('utf8') }),
  };
}

const requestedFiles = (fields: Fields) => ({ before: fields.text('before'), bytes: fields.whole('bytes') });

function offset(value: unknown): number {
  if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < 0) {
    throw new TypeError('an offset in restored is no whole number from 0 on');
  }
  return value;
}

function ascending(offsets: readonly number[]): readonly number[] {
  if (offsets.some((one, index) => one <= (offsets[index - 1] ?? -1))) throw new TypeError('restored is not ascending');
  return offsets;
}

function requested(value: unknown): RequestedLetter {
  const fields = new Fields(value, 'a letter to retry');
  const letter = { offset: fields.whole('offset') };
  if (!fields.has('report')) return letter;
  const report = fields.object('report');
  return { ...letter, report: { partition: report.whole('partition'), offset: report.whole('offset') } };
}

/** Reads one link. Throws TypeError or SyntaxError, whose message says what is wrong with it. */
export function parseLink(text: string): Link {
  const fields = new Fields(JSON.parse(text), 'it');
  const version = fields.whole('version');
  if (version !== 1) throw new TypeError(`it has version ${version}; this tool reads version 1`);
  const kind = KINDS.find((name) => name === fields.text('kind'));
  if (kind === undefined) throw new TypeError(`kind "${fields.text('kind')}" is unknown`);
  const link = {
    seq: fields.whole('seq'),
    kind,
    writer: fields.text('writer'),
    attempt: fields.whole('attempt'),
    time: fields.text('time'),
    from: fields.whole('from'),
    to: fields.whole('to'),
    records: fields.whole('records'),
    files: fields.list('files', file),
    deadLettered: fields.list('deadLettered', (value) => {
      const letter = new Fields(value, 'a dead letter');
      return { offset: letter.whole('offset'), reason: letter.text('reason') };
    }),
    tombstones: fields.has('tombstones') ? fields.whole('tombstones') : 0,
    lost: fields.list('lost', (value) => {
      const range = new Fields(value, 'a lost range');
      return { from: range.whole('from'), to: range.whole('to'), reason: range.text('reason') };
    }),
    retired: fields.list('retired', path),
    ...(fields.has('contract') && { contract: fields.text('contract') }),
    ...(fields.has('layout') && { layout: fields.text('layout') }),
    ...(fields.has('topicId') && { topicId: fields.text('topicId') }),
    ...(fields.has('retry') && { retry: fields.list('retry', requested) }),
    ...(fields.has('restored') && { restored: ascending(fields.list('restored', offset)) }),
    ...(fields.has('compact') && { compact: requestedFiles(fields.object('compact')) }),
  };
  if (!fields.has('last')) return link;
  const last = fields.object('last');
  return { ...link, last: { offset: last.whole('offset'), hash: last.text('hash') } };
}
