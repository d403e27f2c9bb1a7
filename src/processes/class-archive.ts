import { accessSync, closeSync, constants, openSync, readSync, realpathSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { digestText } from './fingerprint.ts';

/** Java says on stdout why it passes over an archive; it goes on without one, and its output is not for that. */
const quiet = ['-Xlog:cds*=off', '-Xlog:class+path*=off'];

function isWritable(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

/** Java writes the header of an archive last. */
function isComplete(file: string): boolean {
  try {
    const archive = openSync(file, 'r');
    const magic = Buffer.alloc(4);
    readSync(archive, magic);
    closeSync(archive);
    return magic.readUInt32LE() !== 0;
  } catch {
    return false;
  }
}

/**
 * Flags by which a Java program maps the classes that a former run has loaded and checked (class data sharing, JEP 310
 * and 350), which spares half of the processor time of its start. While there is no archive, the first run that ends in
 * order leaves one: beside the jars in `folder`, as it fits no others, and no other `java`. One that does not fit is
 * passed over.
 */
export function classArchiveFlags(java: string, folder: string, program: string): readonly string[] {
  const binary = realpathSync(java);
  const build = digestText(`${binary} ${statSync(binary).mtimeMs}`).slice(0, 12);
  const file = join(folder, `${program}-${build}.jsa`);
  if (isComplete(file)) return [`-XX:SharedArchiveFile=${file}`, ...quiet];
  return isWritable(folder) ? [`-XX:ArchiveClassesAtExit=${file}`, ...quiet] : [];
}

type Command = readonly [java: string, ...args: string[]];

/** A command line of Java with `classArchiveFlags`. */
export const withClassArchive = ([java, ...args]: Command, folder: string, program: string): Command => [
  java,
  ...classArchiveFlags(java, folder, program),
  ...args,
];
