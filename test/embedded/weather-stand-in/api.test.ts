import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { weatherApi } from '../../../src/embedded/weather-stand-in/api.ts';
import { cities } from '../../../src/embedded/weather-stand-in/cities.ts';
import { observation } from '../../../src/embedded/weather-stand-in/observation.ts';
import { eventJsonSchema } from '../../../src/language/event-json-schema.ts';
import { loadPipelines } from '../../../src/pipeline/compile/load.ts';
import { cluster, contextIn } from '../../language/reading.ts';

const key = '0123456789abcdef0123456789abcdef';
let time = Date.UTC(2026, 6, 1, 12);
let server: Server;
let base = '';

beforeAll(async () => {
  server = createServer(weatherApi({ quota: 40, now: () => time }));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  base = `http://127.0.0.1:${(address satisfies AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const ask = (query: string, appid = key) =>
  fetch(`${base}/data/2.5/weather?${query}&appid=${appid}`, { redirect: 'manual' });

/** What a right answer holds; a wrong one has `cod` and `message` only. */
async function body(response: Response): Promise<ReturnType<typeof observation>> {
  return JSON.parse(await response.text());
}

describe('the local weather API', () => {
  test.each([
    ['q=Paris,FR', 'Paris'],
    ['q=paris', 'Paris'],
    ['q=Sao%20Paulo,BR', 'São Paulo'],
    ['lat=45.75&lon=4.85', 'Lyon'],
    ['lat=0&lon=0', ''],
  ])('%s is %s', async (query, name) => {
    const response = await ask(query);
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({ name, cod: 200, dt: Math.floor(time / 10_000) * 10 });
  });

  test.each([
    ['q=Paris', 'wrong', 401],
    ['q=Paris', '', 401],
    ['q=Atlantis', key, 404],
    ['q=Paris,DE', key, 404],
    ['units=metric', key, 400],
    ['lat=95&lon=0', key, 400],
  ])('%s with key "%s" is refused with %i', async (query, appid, status) => {
    const response = await ask(query, appid);
    expect(response.status).toBe(status);
    expect(Number((await body(response)).cod)).toBe(status);
  });

  test('units change the numbers, not the weather', async () => {
    const inUnits = async (units: string) => body(await ask(`q=Nice&units=${units}`));
    const [standard, metric, imperial] = [
      await inUnits('standard'),
      await inUnits('metric'),
      await inUnits('imperial'),
    ];
    expect(standard.main.temp).toBeCloseTo(metric.main.temp + 273.15, 1);
    expect(imperial.main.temp).toBeCloseTo(metric.main.temp * 1.8 + 32, 1);
    expect(imperial.wind.speed).toBeCloseTo(metric.wind.speed * 2.237, 1);
    expect(metric.weather).toEqual(standard.weather);
  });

  test('one call too many in a minute is told how long to wait', async () => {
    time = Date.UTC(2026, 6, 1, 13, 0, 15);
    const appid = 'f'.repeat(32);
    for (let call = 0; call < 40; call += 1) expect((await ask('q=Lyon', appid)).status).toBe(200);
    const response = await ask('q=Lyon', appid);
    expect(response.status).toBe(429);
    expect(response.headers.get('retry-after')).toBe('45');
    time += 45_000;
    expect((await ask('q=Lyon', appid)).status).toBe(200);
  });

  test.each([
    ['error', 500],
    ['quota', 429],
    ['redirect', 302],
    ['refused', 401],
    ['invalid', 200],
    ['oversized', 200],
  ])('an ordered %s spoils one answer for one city', async (kind, status) => {
    time += 60_000;
    const body = JSON.stringify({ kind, city: 'Lille' });
    expect((await fetch(`${base}/control/faults`, { method: 'POST', body })).status).toBe(202);
    expect(await (await ask('q=Paris')).json()).toMatchObject({ name: 'Paris' });
    expect((await ask('q=Lille')).status).toBe(status);
    expect(await (await ask('q=Lille')).json()).toMatchObject({ name: 'Lille' });
  });

  test('an order it does not understand is refused', async () => {
    for (const body of ['{', '5', '{"kind":"flood"}']) {
      expect((await fetch(`${base}/control/faults`, { method: 'POST', body })).status).toBe(400);
    }
  });
});

describe('observations', () => {
  test('are the same for the same ten seconds and move afterwards', () => {
    const [paris] = cities;
    if (paris === undefined) throw new Error('no cities');
    expect(observation(paris, 1_000_000_009_999, 'metric')).toEqual(observation(paris, 1_000_000_000_000, 'metric'));
    const later = observation(paris, 1_000_000_600_000, 'metric');
    expect(later).not.toEqual(observation(paris, 1_000_000_000_000, 'metric'));
    expect(later.dt).toBe(1_000_000_600);
  });

  test('meet the contract of config/weather.yaml and are plausible, everywhere and all year', async () => {
    const folder = join(import.meta.dirname, '..', '..', '..');
    const { pipelines } = await loadPipelines(['config/weather.yaml'], cluster, contextIn(folder), { vars: {} });
    const contract = pipelines[0]?.events.observation;
    if (contract === undefined) throw new Error('no event `observation`');
    const valid = new Ajv2020({ strict: false }).compile(eventJsonSchema(contract));
    const skies = new Set<string>();
    for (const city of cities) {
      for (let hours = 0; hours < 365 * 24; hours += 37) {
        const found = observation(city, Date.UTC(2026, 0, 1, hours), 'metric');
        expect(valid({ ...found, city: city.name, region: 'R' }), JSON.stringify(valid.errors)).toBe(true);
        expect(found.main.temp).toBeGreaterThan(-40);
        expect(found.main.temp).toBeLessThan(48);
        expect(found.main.pressure).toBeGreaterThan(960);
        expect(found.main.pressure).toBeLessThan(1060);
        expect(found.sys.sunset).toBeGreaterThan(found.sys.sunrise);
        expect(found.wind.deg).toBeLessThan(360);
        skies.add(found.weather[0]?.main ?? '');
      }
    }
    expect([...skies].sort()).toEqual(['Clear', 'Clouds', 'Rain', 'Snow']);
  });
});
