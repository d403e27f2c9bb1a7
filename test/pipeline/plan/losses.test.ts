import { expect, test } from 'vitest';
import { lossOf } from '../../../src/pipeline/plan/losses.ts';

test.each([
  ['retention.ms', '604800000', '86400000', 'records older than 1d are deleted'],
  ['retention.ms', '-1', '1500', 'records older than 1500ms are deleted'],
  ['retention.ms', '86400000', '604800000', undefined],
  ['retention.ms', '86400000', '-1', undefined],
  ['retention.bytes', '-1', '1000', 'of each partition, all but the latest 1000 bytes are deleted'],
  ['cleanup.policy', 'delete', 'compact', 'of each key, all records but the latest are deleted'],
  ['cleanup.policy', 'compact', 'compact,delete', 'records older than its retention are deleted'],
  ['cleanup.policy', 'compact,delete', 'compact', undefined],
  ['max.message.bytes', '10', '5', undefined],
])('%s from %s to %s', (key, from, to, loss) => {
  expect(lossOf(key, from, to)).toBe(loss);
});
