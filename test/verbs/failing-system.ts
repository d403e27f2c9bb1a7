import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

type Call = (...args: readonly unknown[]) => unknown;

const isCall = (value: unknown): value is Call => typeof value === 'function';
const names = [
  'access',
  'copyFile',
  'link',
  'lstat',
  'mkdir',
  'open',
  'opendir',
  'readFile',
  'readdir',
  'rename',
  'stat',
  'statfs',
  'writeFile',
];

/** While `work` runs, every call of the file system on a path with `fragment` in it fails with `code`. */
export async function whileFailing<T>(code: string, fragment: string, work: () => Promise<T>): Promise<T> {
  const restore: (() => void)[] = [];
  const replace = (target: object, name: string, fail: (error: Error, args: readonly unknown[]) => unknown) => {
    const original: unknown = Reflect.get(target, name);
    if (!isCall(original)) return;
    restore.push(() => Reflect.set(target, name, original));
    Reflect.set(target, name, (...args: readonly unknown[]) => {
      const path = args.find((arg) => typeof arg === 'string' && arg.includes(fragment));
      if (path === undefined) return Reflect.apply(original, target, args);
      return fail(Object.assign(new Error(`${code}: as the system says`), { code, errno: -1, path }), args);
    });
  };
  const raise = (error: Error) => {
    throw error;
  };
  for (const name of names) {
    replace(fs.promises, name, (error) => Promise.reject(error));
    replace(fs, `${name}Sync`, raise);
    replace(fs, name, (error, args) => {
      const callback = args.at(-1);
      if (isCall(callback)) process.nextTick(callback, error);
    });
  }
  syncBuiltinESMExports();
  try {
    return await work();
  } finally {
    for (const back of restore) back();
    syncBuiltinESMExports();
  }
}
