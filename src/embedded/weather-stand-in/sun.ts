const day = 86_400;
const radians = (degrees: number) => (degrees * Math.PI) / 180;

/**
 * Sunrise and sunset (seconds since the epoch) of the local day at `seconds`, by the sunrise equation without its small
 * terms: right within some minutes. Where the sun does not set or rise, the day is whole or empty.
 */
export function daylight(lat: number, lon: number, seconds: number): { sunrise: number; sunset: number } {
  const local = seconds + (lon / 360) * day;
  const midnight = Math.floor(local / day) * day - (lon / 360) * day;
  const dayOfYear = (seconds / day) % 365.2422;
  const declination = radians(-23.44) * Math.cos((2 * Math.PI * (dayOfYear + 10)) / 365.2422);
  const cosine = -Math.tan(radians(lat)) * Math.tan(declination);
  const half = Math.acos(Math.min(1, Math.max(-1, cosine))) / (2 * Math.PI);
  const noon = midnight + day / 2;
  return { sunrise: Math.round(noon - half * day), sunset: Math.round(noon + half * day) };
}
