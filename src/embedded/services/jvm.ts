import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Launch } from '../../processes/processes.ts';
import { checkout } from '../../target/checkout.ts';
import { logFile } from '../../target/home.ts';
import { formatProperties } from '../../target/properties.ts';
import type { Site } from '../service.ts';

/** Site files and log settings that the embedded and the Compose cluster share. */
export const configurationFolder = join(checkout, 'hadoop', 'conf');

/** The settings of `name` that both clusters share, then those of this one. */
export function sharedProperties(name: 'kafka' | 'connect', own: Readonly<Record<string, string>>): string {
  return readFileSync(join(configurationFolder, `${name}.properties`), 'utf8') + formatProperties(own);
}

/** Flags by which our log settings write to the log file of `name`, keeping its size bounded. */
export const logTo = (site: Site, name: string) => [
  '-Dpipeline.appender=file',
  `-Dpipeline.log=${logFile(site.home, name)}`,
];

export interface Jvm {
  readonly main: string;
  readonly arguments: readonly string[];
  readonly classPath: readonly string[];
  /** Megabytes of heap. */
  readonly heap: number;
  readonly flags?: readonly string[];
}

/** A Java command line with what all our JVMs share. */
export function javaCommand(site: Site, jvm: Jvm): Launch['command'] {
  return [
    site.java,
    `-Xmx${jvm.heap}m`,
    '-Xshare:auto',
    '-XX:+ExitOnOutOfMemoryError',
    '-Djava.net.preferIPv4Stack=true',
    '-Djava.awt.headless=true',
    `-Djava.io.tmpdir=${join(site.home.folder, 'tmp')}`,
    ...(jvm.flags ?? []),
    '-cp',
    jvm.classPath.join(process.platform === 'win32' ? ';' : ':'),
    jvm.main,
    ...jvm.arguments,
  ];
}

/** glibc keeps an arena per thread, which costs JVMs with many threads hundreds of megabytes. */
export const jvmEnvironment = { MALLOC_ARENA_MAX: '2' };
