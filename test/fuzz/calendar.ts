/** Days of a month of the Gregorian calendar, prolonged to the year 1. */
export function daysOfMonth(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}

/** Days from 1970-01-01. */
export function daysOf(year: number, month: number, day: number): number {
  const before = year - 1;
  const leaps = Math.floor(before / 4) - Math.floor(before / 100) + Math.floor(before / 400);
  let days = before * 365 + leaps - 719_162;
  for (let m = 1; m < month; m++) days += daysOfMonth(year, m);
  return days + day - 1;
}

/** Day of the month of the nth Sunday; the last one for n = 0. */
function sunday(year: number, month: number, nth: number): number {
  const first = 1 + ((3 - (daysOf(year, month, 1) % 7) + 14) % 7);
  if (nth > 0) return first + 7 * (nth - 1);
  return first + 7 * Math.floor((daysOfMonth(year, month) - first) / 7);
}

const at = (days: number, hours: number) => days * 86_400 + hours * 3_600;

/** Of one year: when summer time begins and ends, in seconds since 1970, UTC. */
type Changes = (year: number) => readonly [begin: number, end: number];

interface Zone {
  /** The first year of its present rules. */
  readonly since: number;
  /** Seconds east of Greenwich, without summer time. */
  readonly offset: number;
  readonly summer?: { readonly more: number; readonly changes: Changes };
}

/** Time zones by the laws in force, written down here: no library's table. */
export const zones: Readonly<Record<string, Zone>> = {
  UTC: { since: 1, offset: 0 },
  'Asia/Kolkata': { since: 1946, offset: 19_800 },
  'Europe/Paris': {
    since: 1997,
    offset: 3_600,
    summer: {
      more: 3_600,
      changes: (year) => [at(daysOf(year, 3, sunday(year, 3, 0)), 1), at(daysOf(year, 10, sunday(year, 10, 0)), 1)],
    },
  },
  'America/New_York': {
    since: 2008,
    offset: -18_000,
    summer: {
      more: 3_600,
      changes: (year) => [at(daysOf(year, 3, sunday(year, 3, 2)), 7), at(daysOf(year, 11, sunday(year, 11, 1)), 6)],
    },
  },
  'Australia/Lord_Howe': {
    since: 2009,
    offset: 37_800,
    summer: {
      more: 1_800,
      changes: (year) => [at(daysOf(year, 10, sunday(year, 10, 1)), -8.5), at(daysOf(year, 4, sunday(year, 4, 1)), -9)],
    },
  },
};

/**
 * Seconds since 1970, UTC, of a time that the clocks of a zone show: by the offset before a change where it is two or
 * none.
 */
export function toUtc(zone: Zone, year: number, shown: number): number {
  if (zone.summer === undefined) return shown - zone.offset;
  const { more, changes } = zone.summer;
  const [begins, ends] = changes(year);
  const [begin, end] = [begins + zone.offset + more, ends + zone.offset + more];
  const isSummer = begin < end ? shown >= begin && shown < end : shown >= begin || shown < end;
  return shown - zone.offset - (isSummer ? more : 0);
}
