import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { ClusterError } from '../base/errors.ts';

const suffix = process.platform === 'win32' ? '.exe' : '';
const oldest = 17;

function executable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

type Environment = Readonly<Record<string, string | undefined>>;

/** The file that a shell would run for `command`, or undefined. */
export function find(command: string, environment: Environment): string | undefined {
  const folders = (environment.PATH ?? '').split(delimiter).filter((folder) => folder !== '');
  return folders.map((folder) => join(folder, command)).find(executable);
}

/** The major version in what `java -version` prints: 17 of `"17.0.15"`, 8 of `"1.8.0_402"`. */
export function parseJavaVersion(text: string): number | undefined {
  const match = /version "(?:1\.)?(\d+)/.exec(text);
  return match?.[1] === undefined ? undefined : Number(match[1]);
}

export interface Jdk {
  readonly java: string;
  readonly version: number;
}

/** The JDK of JAVA_HOME, else the first `java` of the PATH, when it is 17 or newer. */
export async function findJdk(environment: Environment): Promise<Jdk> {
  const home = environment.JAVA_HOME;
  const java = home ? join(home, 'bin', `java${suffix}`) : find(`java${suffix}`, environment);
  const hint = 'Install a JDK 17 or newer (e.g. `apt install openjdk-17-jdk-headless`), or set JAVA_HOME to one.';
  if (java === undefined || !executable(java)) {
    throw new ClusterError(home ? `JAVA_HOME has no bin/java: ${home}` : 'No Java was found', { hint });
  }
  // What only asks whether there is a program needs no more than that.
  const { execa } = await import('execa');
  const { stderr, stdout } = await execa(java, ['-version'], { reject: false, env: environment });
  const version = parseJavaVersion(`${stderr}\n${stdout}`);
  if (version === undefined) throw silent(java, stderr, hint);
  if (version < oldest) throw new ClusterError(`Java ${version} is too old`, { where: java, hint });
  return { java, version };
}

/** A Java that is there and does not tell its version: often the options of its environment keep it from starting. */
function silent(java: string, stderr: string, hint: string): ClusterError {
  const said = stderr.split('\n').find((line) => line.trim() !== '' && !line.startsWith('Picked up '));
  if (said === undefined) return new ClusterError('`java -version` names no version', { where: java, hint });
  const reason = said.replace(/^Error: /, '');
  return new ClusterError(`Java does not start: ${reason}`, {
    where: java,
    hint: `Look at JAVA_TOOL_OPTIONS. ${hint}`,
  });
}
