import { Agent, get } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import type { Bench } from './bench.ts';
import { numbers, preload } from './catalogue.ts';
import { feed } from './feed.ts';
import { counted, metric, RecommenderRun } from './recommender-run.ts';
import { percentile } from './statistics.ts';

const REQUESTS = 5_000;
const BEFORE = 500_000;
/** Events a second that come in beside the last questions, and how long. */
const RATE = 1_000;
const SECONDS = 15;
const catalogue = { users: 20_000, items: 5_000, skew: 1 };

/**
 * Questions over HTTP, one after the other over one connection, about users at random; no list waits, then events come
 * in beside.
 */
export const bench: Bench = {
  name: 'recommender-serving',
  needs: 'cluster',
  async run(setting) {
    const run = await RecommenderRun.declare(setting, 'bench-serving');
    await preload(run.bootstrapServers, run.source, catalogue, BEFORE);
    const address = await run.resume();
    await counted(address, BEFORE);
    while ((await metric(address, 'lists_waiting')) > 0) await wait(100);
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const next = numbers(3);
    const ask = async (path: () => string) => {
      const times: number[] = [];
      for (let request = 0; request < REQUESTS; request++) times.push(await asked(`http://${address}${path()}`, agent));
      return times.slice(REQUESTS / 10);
    };
    const lists = await ask(() => `/recommendations/u${Math.floor(next() * catalogue.users)}`);
    const popular = await ask(() => `/recommendations/nobody${Math.floor(next() * catalogue.users)}`);
    const similar = await ask(() => `/similar/i${Math.floor(next() * 1_000)}`);
    const feeding = feed(run, catalogue, RATE, SECONDS);
    await wait(2_000);
    const busy = await ask(() => `/recommendations/u${Math.floor(next() * catalogue.users)}`);
    await feeding;
    agent.destroy();
    await run.remove();
    return [
      { name: 'GET /recommendations/USER, p50', value: percentile(lists, 0.5), unit: 'ms' },
      { name: '… p99', value: percentile(lists, 0.99), unit: 'ms', atMost: 5 },
      { name: '… of an unknown user, p99', value: percentile(popular, 0.99), unit: 'ms', atMost: 5 },
      { name: 'GET /similar/ITEM, p99', value: percentile(similar, 0.99), unit: 'ms', atMost: 5 },
      { name: `GET /recommendations/USER beside ${RATE} events/s, p50`, value: percentile(busy, 0.5), unit: 'ms' },
      { name: '… p99', value: percentile(busy, 0.99), unit: 'ms' },
    ];
  },
};

/** Milliseconds until the whole answer is here. */
function asked(url: string, agent: Agent): Promise<number> {
  const begin = performance.now();
  return new Promise((resolve, reject) => {
    get(url, { agent }, (response) => {
      if (response.statusCode !== 200 && response.statusCode !== 404)
        reject(new Error(`${url}: ${response.statusCode}`));
      response.resume().on('end', () => resolve(performance.now() - begin));
    }).on('error', reject);
  });
}
