/** Whether there is such a time zone, by its IANA name. */
export function isTimeZone(name: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: name }));
  } catch {
    return false;
  }
}

/** Every time zone's name. */
export const timeZones = (): readonly string[] => Intl.supportedValuesOf('timeZone');
