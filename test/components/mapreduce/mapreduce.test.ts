import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, test } from 'vitest';
import { decimalText } from '../../../src/base/decimal.ts';
import { differences, figures } from '../../../src/components/mapreduce/run/compare.ts';
import { parseEvent } from '../../../src/components/mapreduce/run/events.ts';
import type { InputFile, Inputs } from '../../../src/components/mapreduce/run/inputs.ts';
import { clearOutputs, readGroups, readWords } from '../../../src/components/mapreduce/run/output.ts';
import { recount } from '../../../src/components/mapreduce/run/recount.ts';
import { renderResult } from '../../../src/components/mapreduce/run/result.ts';
import { reasonOf, sentenceOf } from '../../../src/components/mapreduce/run/tell.ts';
import { countWords } from '../../../src/components/mapreduce/run/words.ts';
import type { MapReduceWork } from '../../../src/components/mapreduce/run/work.ts';
import { LocalStore } from '../../../src/store/local.ts';

const folder = mkdtempSync(join(tmpdir(), 'mapreduce-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const store = new LocalStore();

function file(name: string, content: string | Buffer) {
  const path = join(folder, name);
  writeFileSync(path, content);
  return { path, bytes: Buffer.byteLength(content) };
}

const jsonIn = (...files: readonly InputFile[]): Inputs => ({ store, format: 'json', files });

const base: MapReduceWork = { compute: 'count', paths: [], reducers: 1, split: 1 };

describe('the independent count', () => {
  const lines = [
    '{"t":"achat","p":"x","price":0.10}',
    '{"t":"achat","p":"x","price":12345678901234567.89}',
    '{"t":"avis","p":"x","price":7}',
    '{"t":"achat","p":"y"}',
    '{"t":"achat","p":"y","price":"dear"}',
    'not json',
    '[]',
    '{"u":{"t":"inside"}}',
  ];

  test('counts by field over plain and packed lines, and what it cannot read', async () => {
    const files = [file('a.json', `${lines.join('\n')}\n`), file('b.json.gz', gzipSync('{"t":"achat"}\n{"t":null}'))];
    const found = await recount(jsonIn(...files), { ...base, by: 't' });
    expect([...found.groups].map(([key, { count }]) => [key, count])).toEqual([
      ['"achat"', 5],
      ['"avis"', 1],
      ['null', 2],
    ]);
    expect([found.read, found.unreadable]).toEqual([10, 2]);
  });

  test('adds up exactly, of one type only', async () => {
    const work = { ...base, compute: 'sum', by: 'p', sum: 'price', only: { field: 't', value: 'achat' } } as const;
    const { groups, unreadable } = await recount(jsonIn(file('c.json', lines.join('\n'))), work);
    expect([...groups.values()].map(({ name, count, sum }) => [name, count, decimalText(sum)])).toEqual([
      ['x', 2, '12345678901234567.99'],
    ]);
    expect(unreadable).toBe(3);
  });

  test('takes one number for one group, however it is written', async () => {
    const { groups } = await recount(jsonIn(file('d.json', '{"n":1}\n{"n":1.0}\n{"n":10e-1}\n')), {
      ...base,
      by: 'n',
    });
    expect([...groups].map(([key, { count }]) => [key, count])).toEqual([['1', 3]]);
  });

  test('counts words in small letters', async () => {
    const words = await countWords([file('e.txt', "L'été, été; ÉTÉ 42\r\n42-fois\n\nfin")], store);
    expect(Object.fromEntries(words)).toEqual({ l: 1, été: 3, '42': 2, fois: 1, fin: 1 });
  });
});

describe('what runs wrote', () => {
  const outputs = join(folder, 'outputs');
  const write = (path: string, content: string) => {
    mkdirSync(dirname(join(outputs, path)), { recursive: true });
    writeFileSync(join(outputs, path), content);
  };

  test('is read back exactly, from all reducers', async () => {
    write('1/part-r-00000', '{"key":"x","count":2,"sum":"12345678901234567.99"}\n{"read":3}\n');
    write('1/part-r-00001', '{"key":null,"count":1,"sum":"1.50"}\n{"read":4}\n{"unreadable":1}\n');
    write('1/_SUCCESS', '');
    expect(figures(await readGroups(store, join(outputs, '1')))).toEqual(
      new Map([
        ['"x"', '2 records, 12345678901234567.99'],
        ['null', '1 records, 1.5'],
        ['records read', '7'],
        ['unreadable records', '1'],
      ]),
    );
    write('words/part-r-00000', 'été\t3\nfin\t1\n');
    expect(Object.fromEntries(await readWords(store, join(outputs, 'words')))).toEqual({ été: 3, fin: 1 });
  });

  test('goes at once when it was cut short, and once a later run is whole when it was whole', async () => {
    const there = async () => (await store.list(join(outputs, 'p.j'))).map(({ path }) => path.slice(-1));
    for (const run of ['1', '2', '3']) write(`p.j/${run}/part-r-00000`, 'x');
    write('p.j/_staging/user/.staging/job_1/job.xml', 'x');
    write('p.j/1/_SUCCESS', '');
    expect(await clearOutputs(store, join(outputs, 'p.j'), join(outputs, 'p.j/3'), false)).toBe(1);
    expect(await there()).toEqual(['1', '3']);
    expect(await clearOutputs(store, join(outputs, 'p.j'), join(outputs, 'p.j/3'), true)).toBe(1);
    expect(await there()).toEqual(['3']);
    expect(await clearOutputs(store, join(outputs, 'nothing'), '', true)).toBe(0);
  });
});

test('what differs between two counts is named, up to five', () => {
  const found = new Map([
    ['a', '1'],
    ['b', '2'],
    ['c', '3'],
  ]);
  expect(differences(found, found)).toEqual([]);
  expect(
    differences(
      found,
      new Map([
        ['a', '1'],
        ['b', '3'],
      ]),
    ),
  ).toEqual(['b: the job says 2, a plain count 3', 'c: the job says 3, a plain count nothing']);
  const many = new Map(Array.from({ length: 9 }, (_, n) => [`k${n}`, '1'] as const));
  expect(differences(many, new Map()).at(-1)).toBe('and 4 more');
});

describe('what a driver tells', () => {
  const yarn = { resourceManager: 'manager:8032', web: 'http://manager:8088' };
  const told = (event: object, where = yarn) => {
    const parsed = parseEvent(JSON.stringify(event));
    return parsed && sentenceOf(parsed, where);
  };

  test('a submitted application says where its page is for who reads it', () => {
    const submitted = { event: 'submitted', application: 'application_1_0001' };
    expect(told(submitted)).toBe('application_1_0001 is submitted: http://manager:8088/cluster/app/application_1_0001');
    const outside = { ...yarn, localWeb: 'http://127.0.0.1:18088' };
    expect(told(submitted, outside)).toBe(
      'application_1_0001 is submitted: http://127.0.0.1:18088/cluster/app/application_1_0001',
    );
    expect(told({ event: 'submitted' })).toBeUndefined();
  });

  test('an application that waits says what is taken and why', () => {
    const reason =
      "[Sat Nov 21 12:00:00 +0000 2026] Application is added to the scheduler and is not yet activated. Queue's AM resource limit exceeded.  Details : AM Partition = <DEFAULT_PARTITION>; …";
    expect(
      told({
        event: 'waiting',
        nodes: 1,
        totalMemory: 2048,
        usedMemory: 1536,
        queue: 'default',
        reason,
      }),
    ).toBe(
      "state ACCEPTED, and it waits in queue default: as YARN last heard, 1,536 of 2,048 MB of memory are taken on one node. Application is added to the scheduler and is not yet activated. Queue's AM resource limit exceeded",
    );
    expect(
      told({
        event: 'waiting',
        nodes: 0,
        totalMemory: 0,
        usedMemory: 0,
        queue: 'default',
        reason: '',
      }),
    ).toBe('state ACCEPTED, and it waits: no NodeManager is up');
  });

  test('where memory seems to be free, that is as YARN last heard of a node that may have died', () => {
    const reason = 'Application is Activated, waiting for resources to be assigned for AM.  Details : …';
    expect(
      told({
        event: 'waiting',
        nodes: 1,
        totalMemory: 2048,
        usedMemory: 0,
        queue: 'default',
        reason,
      }),
    ).toBe(
      'state ACCEPTED, and it waits in queue default: as YARN last heard, 0 of 2,048 MB of memory are taken on one node. Application is Activated, waiting for resources to be assigned for AM. A node that has died is counted for a while',
    );
  });

  test('a failed attempt is told with its reason, without the advice that Hadoop adds', () => {
    const reason =
      'Error: java.net.ConnectException: Call From a to b:8020 failed: Connection refused; For more details see:  http://wiki.example/ConnectionRefused';
    expect(told({ event: 'attemptFailed', attempt: 'attempt_1_0', reason })).toBe(
      'attempt_1_0 failed and is tried again: b:8020 does not answer',
    );
  });

  test('a DataNode that is gone is told by what cannot be read or written', () => {
    const reading =
      'Error: org.apache.hadoop.hdfs.BlockMissingException: Could not obtain block: BP-1-127.0.0.1-2:blk_3_4 file=/data/a.txt No live nodes contain current block Block locations: Dead nodes: ';
    expect(told({ event: 'attemptFailed', attempt: 'attempt_1_0', reason: reading })).toBe(
      'attempt_1_0 failed and is tried again: no DataNode that is up holds a block of /data/a.txt',
    );
    const writing =
      'File /out/job.jar could only be written to 0 of the 1 minReplication nodes. There are 1 datanode(s) running and 1 node(s) are excluded in this operation.';
    expect(reasonOf(writing)).toBe('no DataNode is up that could take /out/job.jar');
  });

  test('a lost master is named', () => {
    expect(told({ event: 'masterRestarted', attempt: 2 })).toContain('started it again (attempt 2)');
  });

  test('anything else is passed over', () => {
    expect(parseEvent('log4j:WARN no appenders')).toBeUndefined();
    expect(parseEvent('{"event":"state"}')).toBeUndefined();
    expect(parseEvent('{"event":"unheard of"}')).toBeUndefined();
  });
});

test('a result shows its groups, its figures, and how it was checked', () => {
  const text = renderResult({
    ranOn: 'YARN',
    application: 'application_1_0001',
    seconds: 21.04,
    output: 'hdfs://h/pipeline/jobs/p.j/1',
    files: 3,
    bytes: 2_500_000,
    totals: { records: 10_000, unreadable: 0, groups: 2 },
    columns: ['product', 'count', 'sum of price'],
    rows: [['laptop\x1b[2J', '12', '8400.5']],
    checked: 'equal',
  });
  expect(text).toContain('product    count  sum of price\nlaptop[2J     12        8400.5\n');
  expect(text).toContain('10,000 records, 0 unreadable, 2 groups; 3 files, 2.5 MB');
  expect(text).toContain('on YARN (application_1_0001) in 21.0 s');
  expect(text.endsWith('✓ equal\n')).toBe(true);
});
