import type { IncomingMessage, ServerResponse } from 'node:http';
import { type City, cityNamed, placeAt } from './cities.ts';
import { type FaultKind, Faults } from './faults.ts';
import { observation, type Units } from './observation.ts';
import { Quota } from './quota.ts';

export interface ApiOptions {
  /** Calls per key and minute. */
  readonly quota: number;
  readonly now: () => number;
}

type Handler = (request: IncomingMessage, response: ServerResponse) => void;

/**
 * OpenWeatherMap's current-weather API (`GET /data/2.5/weather`) for some cities of the world. A key is 32 hexadecimal
 * digits, as theirs are. `POST /control/faults` orders bad answers; `GET /control/health` says that it runs.
 */
export function weatherApi({ quota, now }: ApiOptions): Handler {
  const faults = new Faults();
  const calls = new Quota(quota);
  return (request, response) => {
    const url = new URL(request.url ?? '/', 'http://localhost');
    if (url.pathname === '/control/health') answer(response, 200, { status: 'ok' });
    else if (url.pathname === '/control/faults' && request.method === 'POST') order(faults, request, response);
    else if (url.pathname === '/data/2.5/weather') weather(url.searchParams, response);
    else answer(response, 404, { cod: '404', message: 'Internal error' });
  };

  function weather(parameters: URLSearchParams, response: ServerResponse): void {
    const key = parameters.get('appid') ?? '';
    const fault = faults.take(parameters.get('q') ?? '');
    const wait = calls.exceeded(key, now());
    const found = place(parameters);
    if (!/^[0-9a-f]{32}$/i.test(key)) refuse(response);
    else if (fault !== undefined) spoil(fault, response);
    else if (wait !== undefined) tooMany(response, wait);
    else if (found === 'missing') answer(response, 400, { cod: '400', message: 'Nothing to geocode' });
    else if (found === undefined) answer(response, 404, { cod: '404', message: 'city not found' });
    else answer(response, 200, observation(found, now(), units(parameters.get('units'))));
  }
}

function place(parameters: URLSearchParams): City | undefined | 'missing' {
  const name = parameters.get('q');
  if (name !== null && name !== '') return cityNamed(name);
  const [lat, lon] = [parameters.get('lat'), parameters.get('lon')].map((text) => Number(text ?? Number.NaN));
  if (lat === undefined || lon === undefined || !(Math.abs(lat) <= 90) || !(Math.abs(lon) <= 180)) return 'missing';
  return placeAt(lat, lon);
}

const units = (text: string | null): Units => (text === 'metric' || text === 'imperial' ? text : 'standard');

function answer(response: ServerResponse, status: number, body: unknown, headers: Record<string, string> = {}): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', ...headers });
  response.end(JSON.stringify(body));
}

function refuse(response: ServerResponse): void {
  const message = 'Invalid API key. Please see https://openweathermap.org/faq#error401 for more info.';
  answer(response, 401, { cod: 401, message });
}

function tooMany(response: ServerResponse, seconds: number): void {
  const message =
    'Your account is temporary blocked due to exceeding of requests limitation of your subscription type.';
  answer(response, 429, { cod: 429, message }, { 'retry-after': String(seconds) });
}

function order(faults: Faults, request: IncomingMessage, response: ServerResponse): void {
  let text = '';
  request.setEncoding('utf8');
  request.on('data', (part: string) => {
    text += part;
    if (text.length > 10_000) request.destroy();
  });
  request.on('end', () => {
    const wrong = faults.order(text);
    answer(response, wrong === undefined ? 202 : 400, { message: wrong ?? 'ordered' });
  });
}

const megabyte = 'x'.repeat(1 << 20);

function spoil(fault: FaultKind, response: ServerResponse): void {
  const spoiled: Readonly<Record<FaultKind, () => void>> = {
    error: () => answer(response, 500, { cod: '500', message: 'Internal error' }),
    timeout: () => undefined,
    oversized: () => answer(response, 200, { name: megabyte, more: megabyte }),
    invalid: () => response.end('<html>'),
    quota: () => tooMany(response, 1),
    redirect: () => answer(response, 302, {}, { location: '/data/2.5/weather' }),
    refused: () => refuse(response),
  };
  spoiled[fault]();
}
