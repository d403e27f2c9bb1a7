import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import { execa } from 'execa';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { clashesOf, jarFolders, librariesIn } from './jar-versions.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'pipeline-jars-'));
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

/**
 * A zip file of `entries` (name → text), each deflated; sums, times and flags, which nobody here reads, are left at
 * zero.
 */
function zip(entries: Readonly<Record<string, string>>): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [name, text] of Object.entries(entries)) {
    const content = deflateRawSync(text);
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(name.length, 26);
    const central = Buffer.alloc(46);
    central.writeUInt32LE(0x02014b50, 0);
    central.writeUInt16LE(8, 10);
    central.writeUInt32LE(content.length, 20);
    central.writeUInt16LE(name.length, 28);
    central.writeUInt32LE(offset, 42);
    parts.push(local, Buffer.from(name), content);
    directory.push(central, Buffer.from(name));
    offset += 30 + name.length + content.length;
  }
  const listed = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt32LE(listed.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...parts, listed, end]);
}

const properties = (group: string, artifact: string, version: string) => ({
  [`META-INF/maven/${group}/${artifact}/pom.properties`]: `version=${version}\r\ngroupId=${group}\n`,
});

function jar(path: string, entries: Readonly<Record<string, string>> = { 'META-INF/MANIFEST.MF': '' }): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), zip(entries));
}

const found = () => jarFolders(folder).flatMap((name) => clashesOf(name, librariesIn(join(folder, name))));
const check = () => execa('node', ['test/run/check-jars.ts', folder], { preferLocal: true, reject: false });

describe('two versions of a library in one folder', () => {
  test('are refused, with the plugin, the library and the versions', async () => {
    jar('plugins/mine/guava-27.0-jre.jar', properties('com.google.guava', 'guava', '27.0-jre'));
    jar('plugins/mine/guava-33.8.0-jre.jar', properties('com.google.guava', 'guava', '33.8.0-jre'));
    const { exitCode, stderr, stdout } = await check();
    expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: '' });
    expect(stderr).toContain('plugins/mine: guava in 2 versions: 27.0-jre (guava), 33.8.0-jre (guava)');
  });

  test('are seen between the jars that are released together', () => {
    jar('kafka/netty-buffer-4.1.126.Final.jar');
    jar('kafka/netty-codec-4.1.130.Final.jar');
    jar('kafka/netty-transport-native-epoll-4.1.130.Final-linux-x86_64.jar');
    const [clash] = found();
    expect(clash).toMatchObject({ folder: 'kafka', library: 'netty' });
    expect(clash?.versions.get('4.1.126.Final')).toEqual(['netty-buffer']);
  });

  test('are seen where the library went to another group', () => {
    jar('spark/lz4-java-1.8.0.jar');
    jar('spark/lz4-java-1.10.2.jar', properties('at.yawk.lz4', 'lz4-java', '1.10.2'));
    expect(found()).toMatchObject([{ library: 'lz4-java' }]);
  });

  test('are read from what the jar says where its name can be taken in two ways', () => {
    const bridge = properties('org.apache.logging.log4j', 'log4j-1.2-api', '2.24.3');
    // What is packed into it besides is not its own version.
    jar('spark/log4j-1.2-api-2.24.3.jar', { ...bridge, ...properties('log4j', 'log4j', '1.2.17') });
    jar('spark/log4j-core-2.25.4.jar');
    expect(found()[0]?.versions.get('2.24.3')).toEqual(['log4j-1.2-api']);
  });
});

describe('one version', () => {
  test('stands in several folders, with several classifiers, and with a shorter number beside the longer one', async () => {
    jar('kafka/guava-27.0-jre.jar');
    jar('hadoop/guava-33.8.0-jre.jar');
    jar('hadoop/netty-transport-native-epoll-4.1.137.Final-linux-x86_64.jar', {
      ...properties('io.netty', 'netty-transport-native-epoll', '4.1.137.Final'),
    });
    jar('hadoop/netty-codec-4.1.137.Final.jar');
    jar('hadoop/netty-tcnative-classes-2.0.81.Final.jar');
    jar('hadoop/jackson-annotations-2.21.jar');
    jar('hadoop/jackson-core-2.21.8.jar');
    expect(await check()).toMatchObject({
      exitCode: 0,
      stdout: 'One version of each library in: hadoop (6), kafka (1)',
    });
  });

  test('is all there is where nothing was built', async () => {
    expect(await check()).toMatchObject({
      exitCode: 0,
      stdout: 'One version of each library in: no folder, as none is built',
    });
  });
});

test('a jar that is none is named', async () => {
  writeFileSync(join(folder, 'half-1.0.jar'), 'PK, and then nothing');
  const { exitCode, stderr } = await check();
  expect(exitCode).toBe(1);
  expect(stderr).toContain('half-1.0.jar cannot be read as a jar: it is no zip file');
});
