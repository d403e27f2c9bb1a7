import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { UsageError } from '../../../src/base/errors.ts';
import { type RatedEvent, wholeWeights } from '../../../src/recommender/evaluate/fields.ts';
import { type FileOptions, readEventFile } from '../../../src/recommender/evaluate/read-file.ts';

const folder = mkdtempSync(join(tmpdir(), 'evaluate-'));
const read = (lines: readonly string[], options: Partial<FileOptions> = {}) => {
  const path = join(folder, 'events');
  writeFileSync(path, lines.join('\n'));
  return readEventFile(path, 'events', { chosen: {}, types: {}, ...options });
};
const ann: RatedEvent = { user: '1', item: '42', weight: 5, time: 881_250_949_000 };

describe('events are read out of', () => {
  test.each([
    ['tabs without a header, as MovieLens 100k has them', ['1\t42\t5\t881250949']],
    ['`::`, as MovieLens 1M has them', ['1::42::5::881250949']],
    ['a table with the usual column names', ['userId,movieId,rating,timestamp', '1,42,5,881250949']],
    ['columns in another order', ['timestamp;user_id;item_id;rating', '881250949;1;42;5']],
    ['quoted cells', ['"user","item","rating","time"', '"1","42","5","881250949"']],
    ['JSON lines', ['{"user_id":1,"item_id":"42","rating":5,"timestamp":"1997-12-04T15:55:49Z"}']],
    ['JSON lines whose times have no zone', ['{"user":"1","item":42,"rating":5,"time":"1997-12-04T15:55:49.000"}']],
    ['a file with a byte order mark and Windows line ends', ['\ufeffuser,item,rating,time\r', '1,42,5,881250949\r']],
  ])('%s', async (_, lines) => {
    expect((await read(lines)).events).toEqual([ann]);
  });

  test('a table whose columns are named by the caller, of which some are not looked at', async () => {
    const lines = ['9,2014-04-06T18:44:58.314Z,214537888,0', '9,2014-04-06T18:45:58Z,214537850,0'];
    const { events } = await read(lines, { columns: ['session', 'time', 'item', 'category'] });
    expect(events).toEqual([
      { user: '9', item: '214537888', weight: 1, time: Date.parse('2014-04-06T18:44:58.314Z') },
      { user: '9', item: '214537850', weight: 1, time: Date.parse('2014-04-06T18:45:58Z') },
    ]);
  });

  test('a file has times of one unit: its first one tells which, or the caller', async () => {
    const [seconds, milliseconds] = ['{"user":1,"item":1,"ts":1767225600}', '{"user":1,"item":2,"ts":1767225600500}'];
    const first = await read([seconds, milliseconds]);
    expect([first.times, first.events.map(({ time }) => time)]).toEqual(['epoch-seconds', [1_767_225_600_000]]);
    expect([...first.skipped]).toEqual([['ts is no epoch-seconds', 1]]);
    const said = await read([seconds, milliseconds], { times: { format: 'epoch-milliseconds' } });
    expect(said.events.map(({ time }) => time)).toEqual([1_767_225_600_500]);
    const micros = await read(['user,item,time', '1,1,1767225600500000']);
    expect([micros.times, micros.events[0]?.time]).toEqual(['epoch-microseconds', 1_767_225_600_500]);
    const digits = await read(['{"user":1,"item":1,"ts":"soon"}', '{"user":1,"item":1,"ts":"1767225600"}']);
    expect([digits.times, digits.events[0]?.time]).toEqual(['epoch-seconds', 1_767_225_600_000]);
    const counted = await read(['user,item,time', '1,1,7', '1,2,8.5']);
    expect(counted.events.map(({ time }) => time)).toEqual([7_000, 8_500]);
  });

  test('a table with event types, each with its weight', async () => {
    const lines = ['user,item,time,event', 'ann,tea,1,view', 'ann,cup,2,buy', 'ann,saw,3,hover'];
    const { events, skipped } = await read(lines, { types: { type: 'event', weights: { view: 1, buy: 5 } } });
    expect(events.map(({ item, weight }) => [item, weight])).toEqual([
      ['tea', 1],
      ['cup', 5],
    ]);
    expect(skipped).toEqual(new Map([['it has no weight', 1]]));
  });
});

test('JSON lines are as strict as the recommender: numbers in texts and rounded ids are none', async () => {
  const lines = [
    '{"user":9007199254740993,"item":"a","rating":1,"time":1}',
    '{"user":9007199254740992,"item":"a","time":1}',
    '{"user":"u","item":"a","time":"1767225600000"}',
    '{"user":"u","item":"a","time":true}',
    '{"user":"u","item":1.5,"time":1}',
    '{"user":"u","item":"a","rating":"5","time":1}',
    '["u","a",1]',
  ];
  const { events, skipped } = await read(lines);
  expect(events.map(({ user }) => user)).toEqual(['9007199254740993', '9007199254740992']);
  expect(Object.fromEntries(skipped)).toEqual({
    'time is no time': 2,
    'item is neither text nor a whole number': 1,
    'rating is no number': 1,
    'it is no JSON object': 1,
  });
});

test('in a table only cells that spell a number are one', async () => {
  const lines = ['user,item,rating,time', '007,1,5,1', '7,1,0x5,1', '7,1, 5,1', '7,1,5,2026-02-30'];
  const { events, skipped } = await read(lines);
  expect(events.map(({ user }) => user)).toEqual(['007']);
  expect(Object.fromEntries(skipped)).toEqual({ 'rating is no number': 2, 'time is no time': 1 });
});

test('rows that are no events are counted by reason', async () => {
  const lines = ['user,item,rating,time', ',42,5,1', '1,,5,1', '1,42,good,1', '1,42,5,soon', '1,42,0,1', '1,42,5,1'];
  const { events, skipped } = await read(lines);
  expect(events).toHaveLength(1);
  expect(Object.fromEntries(skipped)).toEqual({
    'user is missing': 1,
    'item is missing': 1,
    'rating is no number': 1,
    'time is no time': 1,
    'it has no weight': 1,
  });
});

test('a column that is not there, and a table that does not say what is what, are refused with the names there are', async () => {
  await expect(read(['a,b', '1,2'], { columns: ['a', 'b'] })).rejects.toThrow('Which column is the user?');
  await expect(read(['user,item', '1,2'], { chosen: { time: 'when' } })).rejects.toThrow(UsageError);
  await expect(read([''])).rejects.toThrow('The file is empty');
});

test('half stars are counted in halves, so that nothing is rounded', () => {
  const rated = (weight: number) => ({ ...ann, weight });
  expect(wholeWeights([rated(3.5), rated(5)])).toEqual({ events: [rated(7), rated(10)], scale: 2 });
  expect(wholeWeights([rated(3), rated(5)])).toEqual({ events: [rated(3), rated(5)], scale: 1 });
});
