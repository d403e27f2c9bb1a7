import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Bench, BenchContext, Figure } from './bench.ts';
import { heapOf, launch, openTable } from './page/browser.ts';
import { ManyConnectors } from './page/fake-connect.ts';
import { PageProcess } from './page/page-process.ts';
import { fill, search, tail } from './page/search.ts';
import { middle } from './statistics.ts';

type Cluster = NonNullable<BenchContext['cluster']>;

const [CONNECTORS, RECORDS] = [500, 1_000_000];
/** What is searched, what is followed, and what the sinks read: they have nothing to do. */
const [topic, followed, idle] = ['bench-page', 'bench-page-followed', 'bench-page-idle'];
/** Seconds for which viewers watch; an hour at this speed is a minute. */
const [WATCHED, SPEED, HOUR] = [20, 60, 60];

/** The page with 500 connectors of ten tasks, which a stand-in for Connect plays, and a topic of a million records. */
export const bench: Bench = {
  name: 'page',
  needs: 'cluster',
  async run(given) {
    const { cluster } = given;
    if (cluster === undefined) throw new Error('no cluster');
    const directory = mkdtempSync(join(tmpdir(), 'pipeline-bench-'));
    const connect = new ManyConnectors(CONNECTORS, idle);
    try {
      describe(directory, await connect.open(), cluster.kafka.bootstrapServers);
      await fill(idle, 0, given, cluster);
      await fill(followed, 0, given, cluster);
      await fill(topic, RECORDS, given, cluster);
      return [...(await watched(directory, connect, given, cluster)), ...(await hour(directory))];
    } finally {
      connect.close();
      rmSync(directory, { recursive: true, force: true });
    }
  },
};

function describe(directory: string, connect: string, kafka: string): void {
  mkdirSync(join(directory, 'config', 'clusters'), { recursive: true });
  const write = (name: string, text: string) => writeFileSync(join(directory, 'config', name), text);
  write('clusters/bench.yaml', `connect: { url: "${connect}" }\nkafka: { bootstrapServers: "${kafka}" }\n`);
  write('page.yaml', `pipeline: page\ntopics: { ${topic}: { partitions: 3 } }\n`);
}

async function watched(directory: string, connect: ManyConnectors, given: BenchContext, cluster: Cluster) {
  const page = await PageProcess.start(directory, 'bench');
  const browser = await launch();
  try {
    const opened: Awaited<ReturnType<typeof openTable>>[] = [];
    for (let time = 0; time < 8; time++) {
      opened.push(await openTable(browser, page.url));
      await wait(1_000);
    }
    const warm = opened.slice(1);
    const of = (pick: (one: (typeof opened)[number]) => number) => middle(warm.map(pick));
    const found: Figure[] = [
      { name: 'page: first paint, 500 connectors', value: of((one) => one.painted), unit: 'ms', atMost: 300 },
      { name: 'page: first row of the table', value: of((one) => one.content), unit: 'ms', atMost: 300 },
      { name: 'page: first row, by the first viewer', value: opened[0]?.content ?? Number.NaN, unit: 'ms' },
      { name: 'page: loaded by then, compressed', value: of((one) => one.kilobytes), unit: 'kB', atMost: 150 },
    ];
    const one = await watching(page, connect, 1);
    const ten = await watching(page, connect, 10);
    found.push(
      {
        name: 'page: requests to Connect, ten viewers to one',
        value: ten.requests / one.requests,
        unit: '×',
        atMost: 1.1,
      },
      { name: 'page: processor time, ten viewers to one', value: ten.processor / one.processor, unit: '×' },
    );
    const searched = await search(page.url, topic);
    if (searched.found !== RECORDS / 100_000) throw new Error(`${searched.found} records were found`);
    found.push(
      { name: 'page: first hit in 1 M records', value: searched.first, unit: 's', atMost: 3 },
      { name: 'page: whole search of 1 M records', value: searched.end, unit: 's' },
      { name: 'page: times the search told how far it is', value: searched.told, unit: '', atLeast: 10 },
      {
        name: 'page: record to tail',
        value: await tail(page.url, followed, 20, given, cluster),
        unit: 'ms',
        atMost: 200,
      },
      { name: 'page: memory of the server, at most', value: page.memory.most, unit: 'MiB', atMost: 150 },
    );
    return found;
  } finally {
    await browser.close();
    await page.stop();
  }
}

/** What so many viewers cost in the same time. */
async function watching(page: PageProcess, connect: ManyConnectors, viewers: number) {
  const gone = new AbortController();
  const watch = async () => {
    const { body } = await fetch(new URL('/api/events', page.url), { signal: gone.signal });
    for await (const _ of body ?? []) {
    }
  };
  const watches = Array.from({ length: viewers }, () => watch().catch(() => undefined));
  await wait(4_000);
  const before = { requests: connect.requests, processor: page.processor };
  await wait(WATCHED * 1_000);
  const after = { requests: connect.requests - before.requests, processor: page.processor - before.processor };
  gone.abort();
  await Promise.all(watches);
  return after;
}

/** An hour with one page open, sixty times as fast: what the page and its server hold more at its end than before. */
async function hour(directory: string): Promise<readonly Figure[]> {
  const page = await PageProcess.start(directory, 'bench', SPEED);
  const browser = await launch();
  try {
    const tab = await browser.newPage();
    const client = await tab.context().newCDPSession(tab);
    await tab.goto(new URL('/items', page.url).href);
    await tab.waitForSelector('tbody tr');
    await wait((HOUR / 4) * 1_000);
    const before = { heap: await heapOf(client), server: page.memory.now };
    await wait(HOUR * 1_000);
    const after = { heap: await heapOf(client), server: page.memory.now };
    return [
      { name: 'page: browser heap after an hour (at 60 ×)', value: after.heap / before.heap, unit: '×', atMost: 1.1 },
      { name: 'page: server memory after the same', value: after.server / before.server, unit: '×', atMost: 1.1 },
      { name: 'page: server memory in that hour, at most', value: page.memory.most, unit: 'MiB', atMost: 150 },
    ];
  } finally {
    await browser.close();
    await page.stop();
  }
}
