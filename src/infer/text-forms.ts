import { EPOCH_UNITS, type EpochFormat, FIRST_SECOND } from '../base/epoch-time.ts';
import { readTime } from '../base/time.ts';

/** What the texts of one place have been so far. */
export interface TextForms {
  texts: number;
  /** How many were times of each form. */
  readonly times: Record<'date' | 'date-time' | 'local-date-time', number>;
  /** One is beyond what 64 bits of nanoseconds hold. */
  isOutside: boolean;
  /** Digits of a second at most. */
  digits: number;
  uuid: boolean;
  /** Numbers with a point, and the digits behind it at most; undefined where a text is none. */
  decimals: number | undefined;
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const DECIMAL = /^-?(?:0|[1-9]\d{0,13})\.(\d{1,4})$/;
/** As JSON Schema wants them: the sinks read more. */
const STRICT = /^\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:\d\d)?)?$/;
/** Times beyond it do not fit the nanoseconds of 64 bits. */
const NANOSECONDS = /^(1[789]|20|21)\d\d-/;

export const noTexts = (): TextForms => ({
  texts: 0,
  times: { date: 0, 'date-time': 0, 'local-date-time': 0 },
  isOutside: false,
  digits: 0,
  uuid: true,
  decimals: 0,
});

/** Takes one more text into account. */
export function addText(forms: TextForms, text: string): void {
  forms.texts++;
  const time = STRICT.test(text) ? readTime(text) : undefined;
  if (time !== undefined) {
    forms.times[time.format]++;
    forms.digits = Math.max(forms.digits, time.digits);
    if (!NANOSECONDS.test(text)) forms.isOutside = true;
  }
  if (forms.uuid && !UUID.test(text)) forms.uuid = false;
  if (forms.decimals !== undefined) {
    const behind = DECIMAL.exec(text)?.[1]?.length;
    forms.decimals = behind === undefined ? undefined : Math.max(forms.decimals, behind);
  }
}

/** The form of time that all texts have; undefined where not all have the same. */
export function timeOf({ texts, times, digits, isOutside }: TextForms): keyof TextForms['times'] | undefined {
  if (digits > 6 && isOutside) return undefined;
  return (['date', 'date-time', 'local-date-time'] as const).find((format) => times[format] === texts);
}

/** Names of fields whose whole numbers may be times. */
const TIME_NAME =
  /(^|_)(at|ts|time|timestamp|date|datetime|when|ms|created|updated|modified)$|[a-z](At|Ts|Time|Timestamp|Date|Ms|On)$|^(time|timestamp|created|updated)/;
/** 2001-09-09 to 2286-11-20: whole numbers of ten digits, as seconds. */
const LEAST = 1e9;
const MOST = 1e10;

/** The unit in which all whole numbers from `least` to `most` of the field `name` are times; undefined for no time. */
export function epochOf(name: string, least: number, most: number): EpochFormat | undefined {
  if (!TIME_NAME.test(name)) return undefined;
  const formats: readonly EpochFormat[] = ['epoch-seconds', 'epoch-milliseconds', 'epoch-microseconds'];
  return formats.find((format) => {
    const unit = EPOCH_UNITS[format];
    return least >= Math.max(LEAST, FIRST_SECOND) * unit && most < MOST * unit;
  });
}
