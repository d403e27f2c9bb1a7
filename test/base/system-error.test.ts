import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { getSystemErrorMap } from 'node:util';
import { describe, expect, test } from 'vitest';
import { isMissing, systemError } from '../../src/base/system-error.ts';

const thrown = (code: string, more: object = {}) => Object.assign(new Error(`${code}: as it says`), { code, ...more });

describe('an error of the system', () => {
  const codes = [...getSystemErrorMap().values()].map(([code]) => code);

  test.each(codes)('%s becomes a sentence with a place and a way out', (code) => {
    const error = systemError(thrown(code, { path: '/data/x' }));
    expect(error?.where).toBe('/data/x');
    expect(error?.hint).toMatch(/\.$/);
    expect(error?.message).toMatch(/^[A-Z]/);
  });

  test('is found behind what wraps it, with the address it is about', () => {
    const refused = thrown('ECONNREFUSED', { address: '127.0.0.1', port: 8083 });
    for (const error of [new Error('fetch failed', { cause: refused }), new AggregateError([refused])]) {
      expect(systemError(error)).toMatchObject({ where: '127.0.0.1:8083', message: 'Nothing listens there' });
    }
  });

  test('a program that is not installed is told as one', () => {
    expect(systemError(thrown('ENOENT', { syscall: 'spawn java', path: 'java' }))?.message).toBe(
      'There is no such program',
    );
  });

  test('what is no error of the system stays a mistake of the tool', () => {
    expect(systemError(new TypeError('x is undefined'))).toBeUndefined();
    expect(systemError(thrown('ERR_INVALID_ARG_TYPE'))).toBeUndefined();
  });

  test('only what is not there is missing', () => {
    expect(['ENOENT', 'ENOTDIR', 'EACCES', 'EISDIR', 'EMFILE'].filter((code) => isMissing(thrown(code)))).toEqual([
      'ENOENT',
      'ENOTDIR',
    ]);
  });

  test('a real one', () => {
    const caught = (() => {
      try {
        return readFileSync(import.meta.dirname);
      } catch (error) {
        return systemError(error, 'a folder');
      }
    })();
    expect(caught).toMatchObject({ where: 'a folder', message: 'This is a folder, where a file is wanted' });
  });
});

test.skipIf(process.platform !== 'linux')('standard output on a full disk is told, with exit code 1', () => {
  const script = 'exec "$0" --disable-warning=ExperimentalWarning src/cli.ts schema > /dev/full';
  const { stderr, status } = spawnSync('sh', ['-c', script, process.execPath], { encoding: 'utf8' });
  expect(stderr).toContain('error: output: The disk is full\nhint:  Make room');
  expect(stderr).not.toContain('mistake in pipeline itself');
  expect(status).toBe(1);
});
