import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { Poster } from '../../src/notify/poster.ts';

const servers: { close(): void }[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

/** A webhook that gives these answers, the last one for ever. */
async function webhook(...answers: readonly number[]) {
  const seen: { readonly key: unknown; readonly body: string }[] = [];
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    seen.push({ key: request.headers['idempotency-key'], body });
    response.writeHead(answers[Math.min(seen.length, answers.length) - 1] ?? 200, { location: '/elsewhere' }).end('no');
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { seen, address: `http://127.0.0.1:${port}/hook-canary` };
}

function poster(address: string, aborting = new AbortController()) {
  const [pauses, troubles]: [number[], (string | undefined)[]] = [[], []];
  const clock = {
    now: () => 0,
    sleep: async (wait: number) => {
      pauses.push(wait);
      if (pauses.length > 9) aborting.abort();
    },
  };
  const made = new Poster(address, { clock, signal: aborting.signal }, (reason) => troubles.push(reason));
  return { post: () => made.post({ key: 'events-0@1/é', body: '{"text":"é"}' }), pauses, troubles };
}

test('a post that is not taken is posted again with growing pauses, the same one with the same key', async () => {
  const { seen, address } = await webhook(500, 429, 302, 404, 204);
  const { post, pauses, troubles } = poster(address);
  expect(await post()).toBe('taken');
  expect(pauses).toEqual([1_000, 2_000, 4_000, 8_000]);
  expect(new Set(seen.map((one) => JSON.stringify(one)))).toEqual(
    new Set([JSON.stringify({ key: 'events-0@1/%C3%A9', body: '{"text":"é"}' })]),
  );
  expect(troubles).toEqual([...[500, 429, 302, 404].map((status) => `the webhook answers ${status}`), undefined]);
});

test('what is refused as it stands is given up after three times, and who cannot be reached is asked until the end', async () => {
  const { address } = await webhook(413);
  expect(await poster(address).post()).toBe('refused');
  servers.splice(0)[0]?.close();
  const silent = poster(address);
  expect(await silent.post()).toBeUndefined();
  expect(silent.pauses.slice(-3)).toEqual([60_000, 60_000, 60_000]);
  expect(silent.troubles.join()).not.toContain('canary');
  expect(silent.troubles[0]).toMatch(/^the webhook cannot be reached \([A-Z_]+\)$/);
});
