import { epochDigits } from '../../base/epoch-time.ts';
import { type TimeFormat, timeReader } from '../../base/event-time.ts';
import { type Instant, instantOf, readTime } from '../../base/time.ts';
import { epochFormats } from '../../language/event-schema.ts';

/** Formats of times that can be said of a file. */
export const TIME_FORMATS = ['date', 'date-time', 'local-date-time', ...epochFormats] as const;

/**
 * Reads the times of a file, all of them in one format: the one that is said, else the one that the first time has. So
 * no row's number means seconds where another's means milliseconds.
 */
export class FileTimes {
  #format: TimeFormat | undefined;
  #read: ((value: unknown) => number | undefined) | undefined;

  constructor(said: TimeFormat | undefined) {
    if (said !== undefined) this.#use(said);
  }

  /** How the file's times are written; undefined before one was read, and where they are in no format of a contract. */
  get format(): string | undefined {
    return this.#format?.format;
  }

  /** Milliseconds since 1970; undefined for what is no time of the format. */
  read(value: unknown): number | undefined {
    if (this.#read !== undefined) return this.#read(value);
    const found = formatOf(value);
    if (found !== undefined) this.#use(found);
    else if (instantOf(value) !== undefined) this.#read = instantOf;
    return this.#read?.(value);
  }

  #use(format: TimeFormat): void {
    const read = timeReader(format);
    this.#format = format;
    this.#read = (value) => milliseconds(read(value));
  }
}

const milliseconds = (instant: Instant | undefined): number | undefined =>
  instant === undefined ? undefined : instant.seconds * 1_000 + Math.floor(instant.micros / 1_000);

/** The one format of a contract in which a value is a time. */
function formatOf(value: unknown): TimeFormat | undefined {
  const time = typeof value === 'string' ? readTime(value) : undefined;
  if (time !== undefined) return { format: time.format, fraction: 'cut' };
  const digits = typeof value === 'string' && epochDigits(value) !== undefined;
  return epochFormats
    .map((format): TimeFormat => ({ format, ...(digits ? { text: true } : {}) }))
    .find((format) => timeReader(format)(value) !== undefined);
}
