import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { joinPath, type Store } from '../../src/store/store.ts';

/** What every store must do, below a directory that is empty at first. */
export function storeContract(open: () => Promise<{ readonly store: Store; readonly directory: string }>): void {
  const put = async (name: string, text: string) => {
    const { store, directory } = await open();
    const path = joinPath(directory, name);
    await store.write(path, Readable.from([Buffer.from(text)]), true);
    return { store, directory, path };
  };

  test('what was written is read again, whole and in part', async () => {
    const { store, path } = await put('read/file.txt', 'hello store');
    expect((await store.readWhole(path)).toString()).toBe('hello store');
    expect((await store.readWhole(path, { start: 6, end: 9 })).toString()).toBe('sto');
    expect(await text(await store.read(path))).toBe('hello store');
    expect(await text(await store.read(path, { start: 6, end: 9 }))).toBe('sto');
    expect(await store.stat(path)).toMatchObject({ path, directory: false, bytes: 11 });
  });

  test('names with spaces, accents and signs of URLs survive', async () => {
    const { store, path } = await put('odd/é à+b&c=d %41#.txt', 'x');
    expect((await store.readWhole(path)).toString()).toBe('x');
    const directory = path.slice(0, path.lastIndexOf('/'));
    expect((await store.list(directory)).map((entry) => entry.path)).toEqual([path]);
  });

  test('a directory lists its children, and walking finds what is below', async () => {
    const { store, directory } = await put('tree/a/one.txt', '1');
    await put('tree/a/b/two.txt', '22');
    await put('tree/three.txt', '333');
    const children = await store.list(joinPath(directory, 'tree'));
    expect(children.map(({ path, directory }) => [path.split('/').at(-1), directory])).toEqual([
      ['a', true],
      ['three.txt', false],
    ]);
    const below: string[] = [];
    for await (const entry of store.walk(joinPath(directory, 'tree'))) below.push(`${entry.path} ${entry.bytes}`);
    expect(below.sort()).toEqual(
      ['tree/a/b/two.txt 2', 'tree/a/one.txt 1', 'tree/three.txt 3'].map((name) => joinPath(directory, name)),
    );
    expect(await store.usage(joinPath(directory, 'tree'))).toEqual({ bytes: 6, files: 3 });
  });

  test('what does not exist has no entry, no children, and cannot be read or removed', async () => {
    const { store, directory } = await open();
    const path = joinPath(directory, 'nothing');
    expect(await store.stat(path)).toBeUndefined();
    expect(await store.list(path)).toEqual([]);
    await expect(store.readWhole(path)).rejects.toThrow('There is no such file');
    expect(await store.remove(path, true)).toBe(false);
  });

  test('of twenty rivals that create one file exactly one wins, and its content stays', async () => {
    const { store, directory } = await open();
    const path = joinPath(directory, 'race/link.json');
    const rivals = Array.from({ length: 20 }, (_, index) => Buffer.from(`rival ${index}`));
    const won = await Promise.all(rivals.map((content) => store.createExclusively(path, content)));
    expect(won.filter(Boolean)).toHaveLength(1);
    expect((await store.readWhole(path)).toString()).toBe(`rival ${won.indexOf(true)}`);
    expect((await store.list(joinPath(directory, 'race'))).map((entry) => entry.path)).toEqual([path]);
  });

  test('writing refuses a taken path unless it may overwrite', async () => {
    const { store, path } = await put('taken.txt', 'first');
    await expect(store.write(path, Readable.from([Buffer.from('second')]), false)).rejects.toThrow('exists already');
    expect((await store.readWhole(path)).toString()).toBe('first');
  });

  test('removing takes a file, and a directory only with all below', async () => {
    const { store, directory, path } = await put('gone/file.txt', 'x');
    await put('gone/other.txt', 'y');
    expect(await store.remove(path, false)).toBe(true);
    expect(await store.stat(path)).toBeUndefined();
    await expect(store.remove(joinPath(directory, 'gone'), false)).rejects.toThrow();
    expect(await store.remove(joinPath(directory, 'gone'), true)).toBe(true);
    expect(await store.stat(joinPath(directory, 'gone'))).toBeUndefined();
  });
}
