import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { basename } from 'node:path';
import { inflateRawSync } from 'node:zlib';

/** What a jar says it is. */
export interface Library {
  /** Such as `io.netty`; undefined where the jar does not say. */
  readonly group: string | undefined;
  readonly artifact: string;
  readonly version: string;
}

/** The end of a zip file: a record of 22 bytes and a comment of at most 65,535. */
const LONGEST_END = 22 + 0xffff;

/** One entry of a zip's directory. Numbers are in bytes. */
interface Entry {
  readonly name: string;
  readonly compressed: boolean;
  readonly size: number;
  readonly offset: number;
}

function read(file: number, position: number, length: number): Buffer {
  const bytes = Buffer.alloc(length);
  return bytes.subarray(0, readSync(file, bytes, 0, length, position));
}

function entriesOf(file: number): Entry[] {
  const { size } = fstatSync(file);
  const tail = read(file, Math.max(0, size - LONGEST_END), Math.min(size, LONGEST_END));
  const end = tail.lastIndexOf('PK\x05\x06', undefined, 'latin1');
  if (end < 0) throw new Error('it is no zip file');
  const directory = read(file, tail.readUInt32LE(end + 16), tail.readUInt32LE(end + 12));
  const entries: Entry[] = [];
  for (let at = 0; at < directory.length; ) {
    const nameLength = directory.readUInt16LE(at + 28);
    entries.push({
      name: directory.toString('utf8', at + 46, at + 46 + nameLength),
      compressed: directory.readUInt16LE(at + 10) !== 0,
      size: directory.readUInt32LE(at + 20),
      offset: directory.readUInt32LE(at + 42),
    });
    at += 46 + nameLength + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32);
  }
  return entries;
}

function contentOf(file: number, { offset, size, compressed }: Entry): string {
  const head = read(file, offset, 30);
  const bytes = read(file, offset + 30 + head.readUInt16LE(26) + head.readUInt16LE(28), size);
  return (compressed ? inflateRawSync(bytes) : bytes).toString('utf8');
}

/** Maven names a jar `artifact-version[-classifier].jar`; the version begins at the first digit after a hyphen. */
function byName(name: string): Library {
  const [, artifact = name, version = ''] = /^(.+?)-(\d.*)$/.exec(name) ?? [];
  return { group: undefined, artifact, version };
}

/**
 * What the jar `path` is: by the Maven properties in it that its file name begins with, or by its name alone. What is
 * packed into it besides, often under packages of other names, is not looked at. @throws Error when it is no zip file.
 */
export function libraryOf(path: string): Library {
  const name = basename(path, '.jar');
  const file = openSync(path, 'r');
  try {
    const own = entriesOf(file)
      .flatMap((entry) => {
        const [, group, artifact = ''] = /^META-INF\/maven\/([^/]+)\/([^/]+)\/pom\.properties$/.exec(entry.name) ?? [];
        return name.startsWith(`${artifact}-`) ? [{ entry, group, artifact }] : [];
      })
      .sort((one, other) => other.artifact.length - one.artifact.length)[0];
    const version = own && /^version=(.*?)\s*$/m.exec(contentOf(file, own.entry))?.[1];
    return version ? { group: own.group, artifact: own.artifact, version } : byName(name);
  } catch (error) {
    throw new Error(`${path} cannot be read as a jar: ${error instanceof Error ? error.message : error}`);
  } finally {
    closeSync(file);
  }
}
