import type { Context, Output } from '../base/context.ts';
import { ClusterError, ExitCode, InterruptedError, UsageError } from '../base/errors.ts';
import { printable } from '../base/text/printable.ts';
import { find } from '../processes/java.ts';
import { loadCluster } from '../target/load.ts';
import { type ComposeService, type Container, configCheck, containerCheck } from './compose-model.ts';

/**
 * Whether a person wants to read a line of `--progress plain`: steps of a build, containers that are ready, whatever
 * went wrong.
 */
const worthSaying = (line: string): boolean =>
  /^#\d+ (\[(?!internal)|ERROR)/.test(line) ||
  /^ Container \S+ +(Healthy|Exited|Removed|Error)/.test(line) ||
  !/^(#| Container | Network | Volume | \S+ +Built|$)/.test(line);

/** What starts processes is loaded by those who start one. */
const runner = async () => (await import('execa')).execa;
type Runner = Awaited<ReturnType<typeof runner>>;

/** `docker compose` on the file of one cluster. */
export class Compose {
  readonly #file: string;
  readonly #context: Context;

  constructor(file: string, context: Context) {
    this.#file = file;
    this.#context = context;
  }

  /** Runs it to its end, what it says going to the messages. @throws ClusterError when it fails. */
  async run(args: readonly string[]): Promise<void> {
    const said = new Set<string>();
    for await (const line of this.lines(args, 'all')) {
      if (said.has(line) || !worthSaying(line)) continue;
      said.add(line);
      this.#context.messages.write(`${printable(line)}\n`);
    }
  }

  /** Lines of its output as they come; what it says beside goes to the messages. @throws ClusterError when it fails. */
  async *lines(args: readonly string[], from: 'stdout' | 'all' = 'stdout'): AsyncGenerator<string> {
    const running = this.#start(await runner(), args);
    yield* running.iterable({ from });
    const { exitCode, stderr } = await running;
    if (this.#context.signal.aborted) {
      throw new InterruptedError(`Interrupted while \`docker compose ${args[0]}\` was at work`);
    }
    if (exitCode === 0) return;
    if (/unknown (shorthand )?flag|is not a docker command/.test(stderr)) {
      throw new ClusterError('Docker has no Compose plugin here', {
        where: this.#file,
        hint: 'Install it: https://docs.docker.com/compose/install/',
      });
    }
    const said = stderr.trimEnd().split('\n').slice(-5).join('\n  ');
    throw new ClusterError(`Docker Compose failed:\n  ${said}`, { where: this.#file });
  }

  /**
   * Runs a command in the running container of a service, its output and messages being ours. Returns its exit code.
   */
  async execute(service: string, command: readonly string[]): Promise<number> {
    const running = this.#start(await runner(), ['exec', '--no-TTY', service, ...command]);
    const pass = async (from: 'stdout' | 'stderr', to: Output) => {
      for await (const line of running.iterable({ from })) to.write(`${line}\n`);
    };
    await Promise.all([pass('stdout', this.#context.output), pass('stderr', this.#context.messages)]);
    const { exitCode } = await running;
    if (this.#context.signal.aborted) {
      throw new InterruptedError('Nobody watches it any more, and it goes on', { where: `container ${service}` });
    }
    return exitCode ?? ExitCode.failed;
  }

  #start(execa: Runner, args: readonly string[]) {
    const { environment, signal, directory } = this.#context;
    const docker = find(process.platform === 'win32' ? 'docker.exe' : 'docker', environment);
    if (docker === undefined) {
      throw new ClusterError('Docker was not found', {
        hint: 'Install Docker with its Compose plugin; the embedded cluster needs neither.',
      });
    }
    return execa(docker, ['compose', '--file', this.#file, ...args], {
      cwd: directory,
      env: environment,
      extendEnv: false,
      stdin: 'ignore',
      all: true,
      reject: false,
      cancelSignal: signal,
    });
  }

  /** Every service of the file, those of profiles too. */
  async services(): Promise<Readonly<Record<string, ComposeService>>> {
    const text = await this.#text(['--profile', '*', 'config', '--format', 'json']);
    const config: unknown = JSON.parse(text);
    const isConfig = configCheck();
    if (!isConfig(config)) throw new ClusterError('Docker Compose describes no services', { where: this.#file });
    return config.services;
  }

  /** Every container, those that ended too. */
  async containers(): Promise<readonly Container[]> {
    const text = await this.#text(['--profile', '*', 'ps', '--all', '--orphans=false', '--format', 'json']);
    const isContainer = containerCheck();
    return text
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line))
      .filter((container): container is Container => isContainer(container));
  }

  async #text(args: readonly string[]): Promise<string> {
    const found: string[] = [];
    for await (const line of this.lines(args)) found.push(line);
    return found.join('\n');
  }
}

/** Docker Compose for the cluster `name`, as its file says. @throws UsageError when others run it. */
export async function composeOf(name: string, context: Context): Promise<Compose> {
  // Docker is spoken to, not the services: plain http between them harms nobody.
  const { compose } = await loadCluster(name, context, true);
  if (compose !== undefined) return new Compose(compose.file, context);
  throw new UsageError(`The cluster ${name} is not run by this tool`, {
    where: `config/clusters/${name}.yaml`,
    hint: 'Leave out --cluster for the embedded one, or say in its file how Docker Compose runs it.',
  });
}
