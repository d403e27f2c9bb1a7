import { globSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type Library, libraryOf } from './jar-names.ts';

/** A library that one folder of jars holds in several versions. */
export interface Clash {
  /** Below the folder of all jars, such as `plugins/pipeline`. */
  readonly folder: string;
  readonly library: string;
  /** Of each version, the names of its jars' artifacts. */
  readonly versions: ReadonlyMap<string, readonly string[]>;
}

/**
 * Artifacts that are released together, by `group:artifact` (the group may be unknown): one library in several jars.
 */
const families: readonly (readonly [name: string, pattern: RegExp])[] = [
  ['awssdk', /^software\.amazon\.awssdk:/],
  ['netty', /:netty-(?!tcnative)/],
  ['jackson', /:jackson-/],
  ['hadoop', /:hadoop-(?!shaded)/],
  ['jetty', /:jetty-/],
  ['jersey', /:jersey-(?!json)/],
  ['parquet', /:parquet-/],
  ['kafka', /:(kafka|connect)[-_]/],
  ['spark', /:spark-(?!runner)/],
  ['log4j', /:log4j-/],
  ['slf4j', /:slf4j-/],
  ['avro', /:avro/],
  ['curator', /:curator-/],
  ['zookeeper', /:zookeeper/],
  ['bouncycastle', /:bc(prov|pkix|util)-/],
];

/** A library that changed its group, as lz4-java did, is still one: its classes are the same. */
const nameOf = ({ group = '', artifact }: Library): string =>
  families.find(([, pattern]) => pattern.test(`${group}:${artifact}`))?.[0] ?? artifact;

/** A version that begins another is the same release: jackson-annotations 2.21 belongs to jackson-core 2.21.8. */
const sameRelease = (one: string, other: string): boolean => `${one}.`.startsWith(`${other}.`);

/** What stands in several versions among the jars that lie together. */
export function clashesOf(folder: string, libraries: readonly Library[]): readonly Clash[] {
  return [...Map.groupBy(libraries, nameOf)].flatMap(([library, members]) => {
    const versions = [...new Set(members.map(({ version }) => version))];
    const newest = versions.reduce((one, other) => (one.length >= other.length ? one : other));
    if (versions.every((version) => sameRelease(newest, version))) return [];
    const artifacts = (version: string) =>
      members.filter((member) => member.version === version).map(({ artifact }) => artifact);
    return [{ folder, library, versions: new Map(versions.map((version) => [version, artifacts(version)])) }];
  });
}

/** Every folder below `root` that holds jars. */
export const jarFolders = (root: string): readonly string[] => [
  ...new Set(globSync('**/*.jar', { cwd: root }).map(dirname).sort()),
];

/** What the jars of one folder are. @throws Error when a jar cannot be read. */
export const librariesIn = (folder: string): readonly Library[] =>
  globSync('*.jar', { cwd: folder })
    .sort()
    .map((jar) => libraryOf(join(folder, jar)));

/** As a line each: the folder, the library, its versions with up to three of their jars. */
export const describeClash = ({ folder, library, versions }: Clash): string =>
  `${folder}: ${library} in ${versions.size} versions: ${[...versions]
    .map(
      ([version, artifacts]) => `${version} (${artifacts.slice(0, 3).join(', ')}${artifacts.length > 3 ? ', …' : ''})`,
    )
    .join(', ')}`;
