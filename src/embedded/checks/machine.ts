import { statSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { execa } from 'execa';
import type { Context } from '../../base/context.ts';
import { PipelineError } from '../../base/errors.ts';
import { jarsAreCurrent } from '../../processes/jars.ts';
import { find, findJdk } from '../../processes/java.ts';
import type { Home } from '../../target/home.ts';
import { isAlive, readRecord } from '../../target/record.ts';
import { isFree } from '../ports.ts';
import { services } from '../services/index.ts';
import { type Check, fine, notice, wrong } from './check.ts';

const gigabyte = 2 ** 30;
const neededMemory = 2.5 * gigabyte;
const neededDisk = 2 * gigabyte;
const inGigabytes = (bytes: number) => `${(bytes / gigabyte).toFixed(1)} GB`;

function node(): Check {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const text = `Node ${process.versions.node}`;
  if (major > 22 || (major === 22 && minor >= 18)) return fine('node', text);
  return wrong('node', `${text} is too old`, 'Install Node 24, or run through `npx pipeline`, which brings one.');
}

async function jdk({ environment }: Context): Promise<Check> {
  try {
    const { java, version } = await findJdk(environment);
    return fine('jdk', `Java ${version} (${java})`);
  } catch (error) {
    if (!(error instanceof PipelineError)) throw error;
    return wrong('jdk', error.message, error.hint ?? '');
  }
}

async function maven({ environment }: Context): Promise<Check> {
  const file = find(process.platform === 'win32' ? 'mvn.cmd' : 'mvn', environment);
  const hint = 'Install Maven 3.8 or newer (e.g. `apt install maven`).';
  if (file === undefined) {
    const needed = !(['kafka', 'hadoop', 'connectors'] as const).every(jarsAreCurrent);
    const message = 'Maven was not found';
    return needed ? wrong('maven', message, hint) : notice('maven', `${message}; the jars are there already`, hint);
  }
  const { stdout, exitCode } = await execa(file, ['-version'], { reject: false, env: { MAVEN_OPTS: '-Xshare:auto' } });
  const version = /Apache Maven ([\d.]+)/.exec(stdout)?.[1];
  if (exitCode === 0 && version !== undefined) return fine('maven', `Maven ${version} (${file})`);
  return wrong('maven', `\`${file} -version\` fails`, hint);
}

function memory(running: boolean): Check {
  const free = process.availableMemory();
  const text = `${inGigabytes(free)} of memory free, ${availableParallelism()} processors`;
  if (running || free >= neededMemory) return fine('memory', text);
  return wrong('memory', text, `The embedded cluster takes up to ${inGigabytes(neededMemory)}: end other programs.`);
}

async function disk({ directory }: Context): Promise<Check> {
  const { bavail, bsize } = await statfs(directory);
  const text = `${inGigabytes(bavail * bsize)} of disk free`;
  if (bavail * bsize >= neededDisk) return fine('disk', text);
  return wrong(
    'disk',
    text,
    `Make ${inGigabytes(neededDisk)} free: topics, files and logs are kept under ${directory}.`,
  );
}

async function ports(home: Home): Promise<Check> {
  const record = readRecord(home.record);
  const alive = new Set(record.processes.filter((process) => isAlive(process)).map(({ name }) => name));
  const idle = services.filter(({ name }) => !alive.has(name)).flatMap((service) => Object.entries(service.ports));
  const taken: string[] = [];
  for (const [name, port] of idle) {
    if (!(await isFree(record.ports[name] ?? port))) taken.push(`${record.ports[name] ?? port} (${name})`);
  }
  if (taken.length === 0) return fine('ports', 'the usual ports are free, or ours');
  return notice('ports', `taken by other programs: ${taken.join(', ')}`, '`pipeline up` takes others in their place.');
}

function jars(): Check {
  const stale = (['kafka', 'hadoop', 'connectors'] as const).filter((part) => !jarsAreCurrent(part));
  if (stale.length === 0) return fine('jars', 'built from the present sources');
  const message = `missing or out of date: ${stale.join(', ')}`;
  return notice('jars', message, '`pipeline up` builds them with Maven.');
}

function secrets({ secrets: file }: Home): Check {
  let mode: number;
  try {
    mode = statSync(file).mode & 0o777;
  } catch {
    return notice('secrets', 'none are kept yet', '`pipeline secret set NAME` keeps one.');
  }
  if (process.platform === 'win32' || (mode & 0o077) === 0) return fine('secrets', `only you may read ${file}`);
  return wrong('secrets', `others may read ${file} (mode ${mode.toString(8)})`, `chmod 600 ${file}`);
}

/** Everything that needs no cluster: tools, room, ports, jars, secrets. */
export async function checkMachine(home: Home, context: Context): Promise<Check[]> {
  const running = readRecord(home.record).processes.some((process) => isAlive(process));
  return Promise.all([
    node(),
    jdk(context),
    maven(context),
    memory(running),
    disk(context),
    ports(home),
    jars(),
    secrets(home),
  ]);
}
