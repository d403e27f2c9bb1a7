import { mkdirSync, mkdtempSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { ServiceError } from '../../src/base/errors.ts';
import { LocalStore } from '../../src/store/local.ts';
import { storeContract } from './contract.ts';

const directory = mkdtempSync(join(tmpdir(), 'pipeline-store-'));

describe('a local directory as a store', () => {
  storeContract(async () => ({ store: new LocalStore(), directory }));
});

describe('what the operating system answers is told in a sentence', () => {
  const store = new LocalStore();

  test('nothing is where a name is too long for a file', async () => {
    const path = join(directory, 'x'.repeat(300));
    expect(await store.stat(path)).toBeUndefined();
    await expect(store.readWhole(path)).rejects.toThrow('The name is too long for the file system');
  });

  test('links in a circle are refused, a socket and a directory are not read', async () => {
    const loop = join(directory, 'loop');
    symlinkSync(loop, loop);
    await expect(store.list(loop)).rejects.toThrow(ServiceError);
    const socket = join(directory, 'socket');
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(socket, resolve));
    await expect(store.readWhole(socket)).rejects.toThrow('That is no regular file');
    server.close();
    mkdirSync(join(directory, 'folder'));
    await expect(store.readWhole(join(directory, 'folder'))).rejects.toThrow('That is a directory');
  });

  test('reading ends with the reason of the signal', async () => {
    const path = join(directory, 'large');
    writeFileSync(path, Buffer.alloc(5 << 20));
    const ended = new AbortController();
    const content = await new LocalStore(ended.signal).read(path);
    const reading = (async () => {
      for await (const _ of content) ended.abort(new Error('Interrupted'));
    })();
    await expect(reading).rejects.toThrow('Interrupted');
  });
});

test('signals and sockets have their turn while many files are looked at', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'pipeline-local-'));
  const file = join(directory, 'small.json');
  writeFileSync(file, '{}\n');
  const abort = new AbortController();
  const store = new LocalStore(abort.signal);
  setImmediate(() => abort.abort(new Error('ended')));
  const readForEver = async () => {
    for (;;) await store.readWhole(file);
  };
  await expect(readForEver()).rejects.toThrow('ended');
});

test('nothing is left of a file that could not be written whole', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'pipeline-local-'));
  const half = Readable.from(
    (async function* () {
      yield Buffer.from('half');
      throw new Error('the other half is lost');
    })(),
  );
  const store = new LocalStore();
  await expect(store.write(join(directory, 'file'), half, false)).rejects.toThrow('the other half is lost');
  expect(readdirSync(directory)).toEqual([]);
});
