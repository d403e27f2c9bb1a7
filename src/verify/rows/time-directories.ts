import { ZoneClock } from '../../base/zone-clock.ts';

const PART = /YYYY|MM|DD|HH|mm/g;

/** Names directories after times on a zone's clock; a time is in milliseconds since 1970. */
export function timeDirectories(pattern: string, zone: string): (milliseconds: number) => string {
  const clock = new ZoneClock(zone);
  // what stands before the = is no part of the time
  const directories = pattern.split('/').map((one) => {
    const value = one.indexOf('=') + 1;
    return { name: one.slice(0, value), parts: one.slice(value) };
  });
  return (milliseconds) => {
    const local = new Date(clock.localOf(Math.floor(milliseconds / 1_000)) * 1_000);
    const year = local.getUTCFullYear();
    const parts: Readonly<Record<string, string>> = {
      YYYY: year > 9_999 ? `+${year}` : String(year).padStart(4, '0'),
      MM: two(local.getUTCMonth() + 1),
      DD: two(local.getUTCDate()),
      HH: two(local.getUTCHours()),
      mm: two(local.getUTCMinutes()),
    };
    return directories.map(({ name, parts: of }) => name + of.replace(PART, (part) => parts[part] ?? part)).join('/');
  };
}

const two = (number: number): string => String(number).padStart(2, '0');
