import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

const TASKS = 10;
const worker = '127.0.0.1:8083';

/** Answers as a Connect worker with many connectors of ten tasks each would, and counts what it is asked. */
export class ManyConnectors {
  requests = 0;
  readonly #answers: ReadonlyMap<string, string>;
  readonly #server: Server;

  /** Every second one is a sink of `topic`; every fiftieth has a failed task. */
  constructor(count: number, topic: string) {
    const all = Array.from({ length: count }, (_, at) => connector(at, topic));
    const of = (pick: (one: (typeof all)[number]) => object) =>
      JSON.stringify(Object.fromEntries(all.map((one) => [one.name, pick(one)])));
    this.#answers = new Map([
      ['/', '{"version":"4.3.1","commit":"","kafka_cluster_id":"bench"}'],
      ['/connectors', JSON.stringify(all.map(({ name }) => name))],
      ['/connectors?expand=info', of(({ info }) => ({ info }))],
      ['/connectors?expand=status', of(({ status }) => ({ status }))],
    ]);
    this.#server = createServer(({ url = '' }, response) => {
      this.requests++;
      const body = this.#answers.get(url);
      response.writeHead(body === undefined ? 404 : 200, { 'content-type': 'application/json' });
      response.end(body ?? '{"error_code":404,"message":"not here"}');
    });
  }

  async open(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    const { port } = this.#server.address() as AddressInfo;
    return `http://127.0.0.1:${port}`;
  }

  close(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }
}

function connector(at: number, topic: string) {
  const name = `bench.connector-${String(at).padStart(3, '0')}`;
  const type = at % 2 === 0 ? 'source' : 'sink';
  const ids = Array.from({ length: TASKS }, (_, id) => id);
  const failed = at % 50 === 0;
  return {
    name,
    info: {
      name,
      type,
      config: {
        name,
        'connector.class': 'org.example.Connector',
        'tasks.max': String(TASKS),
        ...(type === 'sink' ? { topics: topic } : { topic }),
      },
      tasks: ids.map((task) => ({ connector: name, task })),
    },
    status: {
      name,
      type,
      connector: { state: 'RUNNING', worker_id: worker },
      tasks: ids.map((id) =>
        failed && id === 0
          ? { id, state: 'FAILED', worker_id: worker, trace: 'java.lang.IllegalStateException: broken\n\tat Task.run' }
          : { id, state: 'RUNNING', worker_id: worker },
      ),
    },
  };
}
