import { expect, test } from 'vitest';
import type { LiveConnector } from '../../src/clients/connect/model.ts';
import { intentOf } from '../../src/page/intent.ts';

const task = (id: number, state: string) => ({ id, state, worker: 'w' });
const item = (changes: Partial<LiveConnector> = {}) => {
  const live = { name: 'shop.lake', type: 'sink' as const, config: {}, state: 'RUNNING', worker: 'w', tasks: [] };
  return { kind: 'connector' as const, name: 'shop.lake', live: { ...live, ...changes } };
};

test('a restart of what failed names it, and what runs is left alone', () => {
  const failed = item({ tasks: [task(0, 'FAILED'), task(1, 'RUNNING'), task(2, 'FAILED')] });
  const { sentences, command } = intentOf('restart-failed', failed, []);
  expect(sentences[0]).toBe('Task 0 and task 2, which failed, are started again; what runs is left alone.');
  expect(command).toBe('pipeline restart --failed shop.lake');
  expect(intentOf('restart-failed', item(), []).sentences).toEqual(['Nothing of it failed: nothing is restarted.']);
});

test('another state has another seal, another worker or offset has not', () => {
  const before = item({ tasks: [task(0, 'RUNNING')] });
  const { seal } = intentOf('stop', before, []);
  const moved = item({ tasks: [{ ...task(0, 'RUNNING'), worker: 'another' }] });
  expect(intentOf('stop', moved, [{ partition: { p: 0 }, offset: { n: 1 } }]).seal).toBe(seal);
  expect(intentOf('stop', item({ tasks: [task(0, 'FAILED')] }), []).seal).not.toBe(seal);
  expect(intentOf('pause', before, []).seal).not.toBe(seal);
});

test('a job is stopped and resumed, and what changes nothing says so', () => {
  const record = { name: 'shop.jobs', pipeline: 'shop', kind: 'alerts', digest: 'd', spec: {}, version: 1 as const };
  const job = (state: 'running' | 'stopped') => ({
    kind: 'job' as const,
    name: 'shop.jobs',
    pipeline: 'shop',
    record: { ...record, state },
  });
  expect(intentOf('stop', job('running'), []).sentences[0]).toMatch('Its host ends it');
  expect(intentOf('stop', job('stopped'), []).sentences).toEqual(['It is stopped already: nothing changes.']);
  expect(intentOf('resume', job('stopped'), []).sentences[0]).toMatch('A host starts it');
});
