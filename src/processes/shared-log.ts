import { createReadStream, globSync, statSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { type Home, logFile } from '../target/home.ts';

/**
 * Whose a line is: a name, '' for the process itself; undefined for a line that continues the one before, as of a
 * trace.
 */
type OwnerOf = (line: string) => string | undefined;

/** A log in which several things of a cluster write. */
export interface SharedLog {
  readonly process: string;
  readonly ownerOf: OwnerOf;
}

/**
 * Of Connect's workers: the connectors, by the worker's own context `[NAME|task-0]` (hadoop/conf/log4j2.properties).
 */
export const connectorLog: SharedLog = {
  process: 'connect',
  ownerOf: (line) => {
    const begin = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3} [A-Z]+ +(?:\[([^|\]]+)\|)?/.exec(line);
    return begin === null ? undefined : (begin[1] ?? '');
  },
};

/** Of a supervisor: the jobs it hosts. */
export const hostLog: SharedLog = {
  process: 'supervisor',
  ownerOf: (line) => {
    const begin = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z (?:([^\s:]+): )?/.exec(line);
    return begin === null ? undefined : (begin[1] ?? '');
  },
};

/** Takes the lines of a log in their order and tells which are those of `name`. */
function only(name: string, { ownerOf }: SharedLog): (line: string) => boolean {
  let own = false;
  return (line) => {
    const owner = ownerOf(line);
    if (owner !== undefined) own = owner === name;
    return own;
  };
}

/** What one of those who share a log has written. */
export interface Part {
  readonly file: string;
  /** Bytes of `file` that were read. */
  readonly size: number;
  readonly last: readonly string[];
  /** Whether the next line after `size`, and then each after that, is one of it too. */
  readonly isOwn: (line: string) => boolean;
}

/** The last `count` lines of `name` in a shared log; undefined where it has written nothing there. */
export async function partOf(name: string, log: SharedLog, home: Home, count: number): Promise<Part | undefined> {
  const generations = generationsOf(logFile(home, log.process));
  const file = generations.at(-1);
  if (file === undefined) return undefined;
  const { size } = statSync(file);
  const isOwn = only(name, log);
  let found = false;
  const last: string[] = [];
  for await (const line of linesOf(generations, size)) {
    if (!isOwn(line)) continue;
    found = true;
    last.push(line);
    if (last.length > count) last.shift();
  }
  return found ? { file, size, last, isOwn } : undefined;
}

/** Everyone who has written in a shared log. */
export async function writersOf({ process, ownerOf }: SharedLog, home: Home): Promise<readonly string[]> {
  const generations = generationsOf(logFile(home, process));
  const found = new Set<string>();
  const { size = 0 } = statSync(logFile(home, process), { throwIfNoEntry: false }) ?? {};
  for await (const line of linesOf(generations, size)) found.add(ownerOf(line) ?? '');
  found.delete('');
  return [...found];
}

/** A log, after what it held before it reached its size, oldest first; empty when there is none. */
function generationsOf(file: string): string[] {
  const age = (one: string) => statSync(one, { throwIfNoEntry: false })?.mtimeMs ?? 0;
  return [...globSync(`${file}.[0-9]`).sort((a, b) => age(a) - age(b)), ...globSync(file)];
}

/** Lines of files one after the other; of the last one, the first `size` bytes. */
async function* linesOf(files: readonly string[], size: number): AsyncGenerator<string> {
  for (const [index, file] of files.entries()) {
    const whole = index < files.length - 1;
    if (!whole && size === 0) continue;
    yield* createInterface({ input: createReadStream(file, whole ? {} : { end: size - 1 }) });
  }
}
