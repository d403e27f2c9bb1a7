import type { City } from './cities.ts';
import { daylight } from './sun.ts';

export type Units = 'standard' | 'metric' | 'imperial';

/** Observations are new every ten seconds. */
const step = 10;
const day = 86_400;
const year = 365.2422 * day;

const round = (value: number, digits: number) => Number(value.toFixed(digits));
const within = (value: number, least: number, most: number) => Math.min(most, Math.max(least, value));

/** A slow swing between -1 and 1 that differs by place: waves whose periods (hours) never meet. */
function drift(city: City, seconds: number, periods: readonly number[], salt: number): number {
  const phase = city.lat * 12.9898 + city.lon * 78.233 + salt * 37.719;
  const waves = periods.map((hours, index) =>
    Math.sin((2 * Math.PI * seconds) / (hours * 3_600) + phase * (index + 1)),
  );
  return waves.reduce((sum, wave) => sum + wave, 0) / periods.length;
}

function temperature(city: City, seconds: number): number {
  const north = city.lat >= 0 ? 1 : -1;
  const season = Math.cos((2 * Math.PI * (seconds - 200 * day)) / year) * north;
  const solarHour = ((seconds / 3_600 + city.lon / 15) % 24) - 15;
  const daily = Math.cos((2 * Math.PI * solarHour) / 24);
  const mean = 27 - 0.0085 * city.lat ** 2 - 0.0065 * city.altitude;
  return mean + 0.2 * Math.abs(city.lat) * season + 4 * daily + 4 * drift(city, seconds, [0.21, 7.3, 31.7, 97.1], 1);
}

interface Sky {
  readonly id: number;
  readonly main: string;
  readonly description: string;
  readonly icon: string;
}

function sky(clouds: number, rain: number, celsius: number): Sky {
  if (rain > 0 && celsius < 0.5) return { id: 600, main: 'Snow', description: 'light snow', icon: '13' };
  if (rain > 2) return { id: 501, main: 'Rain', description: 'moderate rain', icon: '10' };
  if (rain > 0) return { id: 500, main: 'Rain', description: 'light rain', icon: '10' };
  if (clouds <= 10) return { id: 800, main: 'Clear', description: 'clear sky', icon: '01' };
  if (clouds <= 25) return { id: 801, main: 'Clouds', description: 'few clouds', icon: '02' };
  if (clouds <= 50) return { id: 802, main: 'Clouds', description: 'scattered clouds', icon: '03' };
  if (clouds <= 84) return { id: 803, main: 'Clouds', description: 'broken clouds', icon: '04' };
  return { id: 804, main: 'Clouds', description: 'overcast clouds', icon: '04' };
}

/** Steadman's apparent temperature, in °C; wind in m/s. */
function apparent(celsius: number, humidity: number, wind: number): number {
  const vapour = (humidity / 100) * 6.105 * Math.exp((17.27 * celsius) / (237.7 + celsius));
  return celsius + 0.33 * vapour - 0.7 * wind - 4;
}

const degrees: Readonly<Record<Units, (celsius: number) => number>> = {
  standard: (celsius) => celsius + 273.15,
  metric: (celsius) => celsius,
  imperial: (celsius) => celsius * 1.8 + 32,
};

/** The answer of `/data/2.5/weather`: a pure function of place and time (milliseconds since the epoch). */
export function observation(city: City, milliseconds: number, units: Units) {
  const dt = Math.floor(milliseconds / 1_000 / step) * step;
  const celsius = temperature(city, dt);
  const clouds = Math.round(within(50 + 75 * drift(city, dt, [0.9, 13.1, 53.3], 2), 0, 100));
  const rain = clouds > 80 ? round(within((clouds - 80) * 0.15 * (1 + drift(city, dt, [0.4, 5.9], 3)), 0, 9), 2) : 0;
  const humidity = Math.round(within(68 - 1.1 * (celsius - 14) + 22 * drift(city, dt, [0.7, 11.3, 41], 4), 12, 100));
  const pressure = 1_014 + 17 * drift(city, dt, [71, 163, 29], 5);
  const wind = Math.abs(5 + 5 * drift(city, dt, [0.3, 9.7, 37], 6));
  const degreesOfWind = Math.round((drift(city, dt, [19, 43], 7) + 1) * 180) % 360;
  const { sunrise, sunset } = daylight(city.lat, city.lon, dt);
  const seen = sky(clouds, rain, celsius);
  const scale = (value: number) => round(degrees[units](value), 2);
  const speed = (value: number) => round(units === 'imperial' ? value * 2.23694 : value, 2);
  const fallen = rain > 0 ? { [seen.main === 'Snow' ? 'snow' : 'rain']: { '1h': rain } } : {};
  return {
    coord: { lon: round(city.lon, 4), lat: round(city.lat, 4) },
    weather: [{ ...seen, icon: `${seen.icon}${dt >= sunrise && dt < sunset ? 'd' : 'n'}` }],
    base: 'stations',
    main: {
      temp: scale(celsius),
      feels_like: scale(apparent(celsius, humidity, wind)),
      temp_min: scale(celsius - 0.9),
      temp_max: scale(celsius + 0.8),
      pressure: Math.round(pressure),
      humidity,
      sea_level: Math.round(pressure),
      grnd_level: Math.round(pressure * Math.exp(-city.altitude / 8_434)),
    },
    visibility: rain > 2 ? 7_000 : 10_000,
    wind: { speed: speed(wind), deg: degreesOfWind, gust: speed(wind * 1.6) },
    ...fallen,
    clouds: { all: clouds },
    dt,
    sys: { type: 2, id: 2_000_000 + (city.id % 100_000), country: city.country, sunrise, sunset },
    timezone: city.offset * 3_600,
    id: city.id,
    name: city.name,
    cod: 200,
  };
}
