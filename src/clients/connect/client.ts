import { ConnectError, isNotFound } from './connect-error.ts';
import type { ConfigFinding, ConfigKey, ConnectorConfig, ConnectorOffset, LiveConnector, Plugin } from './model.ts';
import * as read from './read.ts';
import { object, config as readConfig, text } from './shape.ts';
import type { Request, Transport } from './transport.ts';
import { demand, knows } from './version.ts';

export type ConnectorState = 'running' | 'paused' | 'stopped';

const path = (name: string, rest = '') => `/connectors/${encodeURIComponent(name)}${rest}`;
const about = (name: string) => `connector ${name}`;

function same(a: ConnectorConfig, b: ConnectorConfig): boolean {
  const keys = (config: ConnectorConfig) => Object.keys(config).filter((key) => key !== 'name');
  return keys(a).length === keys(b).length && keys(a).every((key) => a[key] === b[key]);
}

/** One method per request of Connect's REST API that we use; no policy beyond the transport's. */
export class ConnectClient {
  readonly #transport: Transport;
  /** Connectors that were shown to us or that we made: a worker that knows nothing of one is behind. */
  readonly #shown = new Set<string>();
  #version: Promise<string> | undefined;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** Version of the worker that answers. */
  version(): Promise<string> {
    this.#version ??= this.#get('/').then((answer) => text(object(answer, 'the worker').version, 'its version'));
    return this.#version;
  }

  /** All of them. Asked for both at once, workers leave out whatever none of them has started yet. */
  async connectors(): Promise<readonly LiveConnector[]> {
    const infos = await this.#transport.send({ method: 'GET', path: '/connectors?expand=info', whole: true });
    const found = read.connectors(infos, await this.#get('/connectors?expand=status'));
    for (const { name } of found) this.#shown.add(name);
    return found;
  }

  /** undefined when there is none of that name. */
  async connector(name: string): Promise<LiveConnector | undefined> {
    return this.#orMissing(async () => {
      const info = await this.#get(path(name), name);
      const status = await this.#orMissing(() => this.#get(path(name, '/status'), name));
      this.#shown.add(name);
      return read.connector(name, info, status);
    });
  }

  /** Creates it in `state`; a worker before 3.7 starts it first. @throws ConnectError `already-exists` */
  async create(name: string, config: ConnectorConfig, state: ConnectorState = 'running'): Promise<void> {
    const direct = state === 'running' || knows(await this.version(), 'initial state');
    await this.#transport.send({
      method: 'POST',
      path: '/connectors',
      body: {
        name,
        config: { ...config, name },
        ...(state !== 'running' && direct ? { initial_state: state.toUpperCase() } : {}),
      },
      about: about(name),
      done: async () => this.#has(name, config),
    });
    this.#shown.add(name);
    if (!direct) await this.setState(name, state);
  }

  /** Replaces the whole configuration, which restarts its tasks: never call it with an unchanged one. */
  async update(name: string, config: ConnectorConfig): Promise<void> {
    await this.#transport.send({
      method: 'PUT',
      path: path(name, '/config'),
      body: { ...config, name },
      about: about(name),
      done: async () => this.#has(name, config),
    });
  }

  /** Asks for its deletion, which the workers carry out later. */
  async remove(name: string): Promise<void> {
    await this.#transport.send({
      method: 'DELETE',
      path: path(name),
      about: about(name),
      done: async () => (await this.connector(name)) === undefined,
    });
    this.#shown.delete(name);
  }

  /** Asks for a state, which the workers take on later. */
  async setState(name: string, state: ConnectorState): Promise<void> {
    if (state === 'stopped') demand(await this.version(), 'stop');
    const verb = { running: 'resume', paused: 'pause', stopped: 'stop' }[state];
    await this.#transport.send({ method: 'PUT', path: path(name, `/${verb}`), ...this.#of(name), repeatable: true });
  }

  /** Restarts connector and tasks, or only those that failed. Repeating the latter restarts nothing twice. */
  async restart(name: string, onlyFailed: boolean): Promise<void> {
    await this.#transport.send({
      method: 'POST',
      path: path(name, `/restart?includeTasks=true&onlyFailed=${onlyFailed}`),
      ...this.#of(name),
      repeatable: onlyFailed,
    });
  }

  async offsets(name: string): Promise<readonly ConnectorOffset[]> {
    demand(await this.version(), 'offsets get');
    const where = path(name, '/offsets');
    return read.offsets(await this.#transport.send({ method: 'GET', path: where, ...this.#of(name) }));
  }

  /** Sets the given offsets of a stopped connector; waits while its old tasks are still leaving. */
  async alterOffsets(name: string, offsets: readonly ConnectorOffset[]): Promise<void> {
    demand(await this.version(), 'offsets reset');
    await this.#transport.send({
      method: 'PATCH',
      path: path(name, '/offsets'),
      body: { offsets },
      ...this.#of(name),
      repeatable: true,
    });
  }

  /** Forgets every offset of a stopped connector. */
  async resetOffsets(name: string): Promise<void> {
    demand(await this.version(), 'offsets reset');
    await this.#transport.send({
      method: 'DELETE',
      path: path(name, '/offsets'),
      ...this.#of(name),
      repeatable: true,
    });
  }

  /** Topics it has really read or written since it was created; none where the workers do not keep count. */
  async topics(name: string): Promise<readonly string[]> {
    try {
      return read.topics(name, await this.#get(path(name, '/topics'), name));
    } catch (error) {
      if (error instanceof ConnectError && error.status === 403) return [];
      throw error;
    }
  }

  /** `all`: also transformations, converters and predicates. */
  async plugins(all = false): Promise<readonly Plugin[]> {
    return read.plugins(await this.#get(`/connector-plugins?connectorsOnly=${!all}`));
  }

  async pluginKeys(plugin: string): Promise<readonly ConfigKey[]> {
    return read.configKeys(await this.#get(`/connector-plugins/${encodeURIComponent(plugin)}/config`));
  }

  /** What the worker has against the configuration; it changes nothing. */
  async validate(name: string, config: ConnectorConfig): Promise<readonly ConfigFinding[]> {
    const plugin = config['connector.class'] ?? '';
    return read.findings(
      await this.#transport.send({
        method: 'PUT',
        path: `/connector-plugins/${encodeURIComponent(plugin)}/config/validate`,
        body: { ...config, name },
        about: about(name),
        repeatable: true,
      }),
    );
  }

  /** What a request about the connector `name` says of it. */
  #of(name: string): Pick<Request, 'about' | 'exists'> {
    return { about: about(name), exists: this.#shown.has(name) };
  }

  #get(where: string, name?: string): Promise<unknown> {
    return this.#transport.send({ method: 'GET', path: where, ...(name === undefined ? {} : { about: about(name) }) });
  }

  async #has(name: string, config: ConnectorConfig): Promise<boolean> {
    const live = await this.#orMissing(() => this.#get(path(name, '/config'), name));
    return live !== undefined && same(readConfig(live, `the configuration of ${name}`), config);
  }

  async #orMissing<T>(ask: () => Promise<T>): Promise<T | undefined> {
    try {
      return await ask();
    } catch (error) {
      if (isNotFound(error)) return undefined;
      throw error;
    }
  }
}
