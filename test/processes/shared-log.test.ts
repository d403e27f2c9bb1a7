import { mkdirSync, mkdtempSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { connectorLog, hostLog, partOf, writersOf } from '../../src/processes/shared-log.ts';
import { homeOf } from '../../src/target/home.ts';

const worker = [
  '2026-01-01 00:00:00.000 INFO  Kafka Connect started (Connect)',
  '2026-01-01 00:00:01.000 INFO  [a.lake|worker] Creating connector a.lake (Worker)',
  '2026-01-01 00:00:02.000 ERROR [a.lake|task-0] It failed (WorkerTask)',
  'java.io.IOException: no disk',
  '\tat some.Place',
  '2026-01-01 00:00:03.000 WARN  [a.lake2|task-0] pauses [a.lake|task-0] (Sinks)',
  '2026-01-01 00:00:04.000 INFO  [a.lake|task-0|offsets] Committed (WorkerSinkTask)',
];
const supervisor = [
  '2026-01-01T00:00:00.000Z ready; waiting to be the host of this cluster',
  '2026-01-01T00:00:01.000Z a.recommender: takes 32 of 32 shards',
  '2026-01-01T00:00:02.000Z a.spark: error: no jars',
];

function newHome() {
  const home = homeOf({ directory: mkdtempSync(join(tmpdir(), 'logs-')), environment: {} });
  mkdirSync(home.logs, { recursive: true });
  writeFileSync(join(home.logs, 'connect.log'), `${worker.join('\n')}\n`);
  writeFileSync(join(home.logs, 'supervisor.log'), `${supervisor.join('\n')}\n`);
  return home;
}

test('a connector has its own lines with their traces, those of no other, whatever a message mentions', async () => {
  const part = await partOf('a.lake', connectorLog, newHome(), 100);
  expect(part?.last).toEqual([...worker.slice(1, 5), worker[6]]);
  expect(part?.isOwn('\tthe rest of a trace')).toBe(true);
  expect(part?.isOwn(worker[0] ?? '')).toBe(false);
  expect((await partOf('a.lake', connectorLog, newHome(), 2))?.last).toEqual(['\tat some.Place', worker[6]]);
});

test('what a log held before it reached its size comes first, in the order of time', async () => {
  const home = newHome();
  const line = (minute: number) => `2026-01-01 00:0${minute}:00.000 INFO  [a.lake|task-0] minute ${minute} (X)`;
  for (const [index, minute] of [5, 6].entries()) {
    const file = join(home.logs, `connect.log.${index + 1}`);
    writeFileSync(file, `${line(minute)}\n`);
    utimesSync(file, minute, minute);
  }
  expect((await partOf('a.lake', connectorLog, home, 100))?.last.slice(0, 2)).toEqual([line(5), line(6)]);
});

test('a hosted job has the lines that its host has written down for it', async () => {
  const home = newHome();
  expect((await partOf('a.recommender', hostLog, home, 100))?.last).toEqual([supervisor[1]]);
  expect(await partOf('ready;', hostLog, home, 100)).toBeUndefined();
  expect(await writersOf(hostLog, home)).toEqual(['a.recommender', 'a.spark']);
  expect(await writersOf(connectorLog, home)).toEqual(['a.lake', 'a.lake2']);
});

test('nobody has written where there is no log', async () => {
  const home = homeOf({ directory: mkdtempSync(join(tmpdir(), 'logs-')), environment: {} });
  expect(await partOf('a.lake', connectorLog, home, 1)).toBeUndefined();
  expect(await writersOf(connectorLog, home)).toEqual([]);
});
