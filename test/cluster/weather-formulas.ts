/** An observation as the tests make it: °C, %, m/s. */
export interface Observation {
  readonly city: string;
  readonly dt: number;
  readonly temp: number;
  readonly humidity: number;
  readonly wind: number;
}

const toFahrenheit = (celsius: number) => celsius * 1.8 + 32;
const toCelsius = (fahrenheit: number) => (fahrenheit - 32) / 1.8;

/** Inverse of the Magnus formula (Alduchov and Eskridge 1996), through the vapour pressure in hPa. */
export function dewPoint(temp: number, humidity: number): number {
  const saturated = 6.1094 * Math.exp((17.625 * temp) / (243.04 + temp));
  const ratio = Math.log((saturated * Math.max(humidity, 1)) / 100 / 6.1094);
  return (243.04 * ratio) / (17.625 - ratio);
}

/** Environment Canada and NWS, 2001. */
export function windChill(temp: number, wind: number): number {
  const speed = wind * 3.6;
  if (temp > 10 || speed <= 4.8) return temp;
  return 13.12 + 0.6215 * temp + (0.3965 * temp - 11.37) * speed ** 0.16;
}

/** Rothfusz 1990 with NWS's adjustments, in °C. */
export function heatIndex(temp: number, humidity: number): number {
  const t = toFahrenheit(temp);
  const simple = (0.5 * (t + 61 + (t - 68) * 1.2 + humidity * 0.094) + t) / 2;
  if (simple < 80) return toCelsius(simple);
  const r = humidity;
  let index =
    -42.379 + 2.04901523 * t + 10.14333127 * r - 0.22475541 * t * r - 6.83783e-3 * t ** 2 - 5.481717e-2 * r ** 2;
  index += 1.22874e-3 * t ** 2 * r + 8.5282e-4 * t * r ** 2 - 1.99e-6 * t ** 2 * r ** 2;
  if (r < 13 && t <= 112) index -= ((13 - r) / 4) * Math.sqrt((17 - Math.abs(t - 95)) / 17);
  else if (r > 85 && t <= 87) index += ((r - 85) / 10) * ((87 - t) / 5);
  return toCelsius(index);
}

/** Lower limits of the forces 1 to 12 (WMO code table 1100). */
export function beaufort(wind: number): number {
  const limits = [0.3, 1.6, 3.4, 5.5, 8, 10.8, 13.9, 17.2, 20.8, 24.5, 28.5, 32.7];
  const above = limits.findIndex((limit) => wind < limit);
  return above < 0 ? limits.length : above;
}

/** Mean of the last hour and its slope in °C per hour; no slope out of one moment. */
export function rolling(observations: readonly Observation[], now: number) {
  const last = observations.filter(({ dt }) => dt > now - 3600);
  const mean = last.reduce((sum, { temp }) => sum + temp, 0) / last.length;
  const middle = last.reduce((sum, { dt }) => sum + dt, 0) / last.length;
  const spread = last.reduce((sum, { dt }) => sum + (dt - middle) ** 2, 0);
  const together = last.reduce((sum, { dt, temp }) => sum + (dt - middle) * (temp - mean), 0);
  return { mean, size: last.length, ...(spread === 0 ? {} : { trend: (together / spread) * 3600 }) };
}
