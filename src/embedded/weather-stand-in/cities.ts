/** A place that the server knows; `offset` is its standard time in hours from UTC, `altitude` in metres. */
export interface City {
  readonly id: number;
  readonly name: string;
  readonly country: string;
  readonly lat: number;
  readonly lon: number;
  readonly offset: number;
  readonly altitude: number;
}

type Row = readonly [
  id: number,
  name: string,
  country: string,
  lat: number,
  lon: number,
  offset: number,
  altitude: number,
];

const rows: readonly Row[] = [
  [2988507, 'Paris', 'FR', 48.8534, 2.3488, 1, 42],
  [2996944, 'Lyon', 'FR', 45.7485, 4.8467, 1, 173],
  [2995469, 'Marseille', 'FR', 43.297, 5.3811, 1, 28],
  [2972315, 'Toulouse', 'FR', 43.6043, 1.4437, 1, 150],
  [2990440, 'Nice', 'FR', 43.7031, 7.2661, 1, 18],
  [2990969, 'Nantes', 'FR', 47.2173, -1.5534, 1, 20],
  [2992166, 'Montpellier', 'FR', 43.6109, 3.8772, 1, 27],
  [2973783, 'Strasbourg', 'FR', 48.5839, 7.7455, 1, 143],
  [3031582, 'Bordeaux', 'FR', 44.8404, -0.5805, 1, 15],
  [2998324, 'Lille', 'FR', 50.633, 3.0586, 1, 27],
  [2983990, 'Rennes', 'FR', 48.1119, -1.6743, 1, 40],
  [3030300, 'Brest', 'FR', 48.3903, -4.4863, 1, 52],
  [3014728, 'Grenoble', 'FR', 45.1715, 5.7224, 1, 212],
  [2988358, 'Perpignan', 'FR', 42.6976, 2.8954, 1, 30],
  [2643743, 'London', 'GB', 51.5085, -0.1257, 0, 25],
  [2950159, 'Berlin', 'DE', 52.5244, 13.4105, 1, 74],
  [3117735, 'Madrid', 'ES', 40.4165, -3.7026, 1, 665],
  [3169070, 'Rome', 'IT', 41.8947, 12.4839, 1, 20],
  [2267057, 'Lisbon', 'PT', 38.7167, -9.1333, 0, 45],
  [2800866, 'Brussels', 'BE', 50.8504, 4.3488, 1, 28],
  [2660646, 'Geneva', 'CH', 46.2022, 6.1457, 1, 375],
  [3413829, 'Reykjavik', 'IS', 64.1355, -21.8954, 0, 37],
  [5128581, 'New York', 'US', 40.7143, -74.006, -5, 10],
  [1850147, 'Tokyo', 'JP', 35.6895, 139.6917, 9, 44],
  [2147714, 'Sydney', 'AU', -33.8679, 151.2073, 10, 58],
  [3448439, 'São Paulo', 'BR', -23.5475, -46.6361, -3, 769],
  [360630, 'Cairo', 'EG', 30.0626, 31.2497, 2, 23],
];

export const cities: readonly City[] = rows.map(([id, name, country, lat, lon, offset, altitude]) => ({
  ...{ id, name, country, lat, lon, offset, altitude },
}));

/** Letters without accents and case, so that `sao paulo` finds São Paulo. */
const plain = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').trim().toLowerCase();

/** `Paris`, `Paris,FR` or `Paris,Ile-de-France,FR`. */
export function cityNamed(query: string): City | undefined {
  const [name = '', ...rest] = query.split(',').map(plain);
  const country = rest.at(-1);
  return cities.find((city) => plain(city.name) === name && (country === undefined || plain(city.country) === country));
}

const radians = (degrees: number) => (degrees * Math.PI) / 180;

/** The nearest known city within about 50 km, or the open country itself, named by nothing. */
export function placeAt(lat: number, lon: number): City {
  const distance = (city: City) =>
    Math.hypot(city.lat - lat, (((city.lon - lon + 540) % 360) - 180) * Math.cos(radians(lat)));
  const nearest = cities.reduce((best, city) => (distance(city) < distance(best) ? city : best));
  if (distance(nearest) < 0.45) return { ...nearest, lat, lon };
  const offset = Math.round(lon / 15);
  return { id: 0, name: '', country: nearest.country, lat, lon, offset, altitude: 100 };
}
