import { mkdtempSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import axios from 'axios';
import { testCluster } from './harness.ts';

const text = 'org.apache.kafka.connect.storage.StringConverter';
const source = 'org.apache.kafka.connect.file.FileStreamSourceConnector';
const sink = 'org.apache.kafka.connect.file.FileStreamSinkConnector';

/** A pipeline that copies lines of a file through a topic into another file, by Kafka's own connectors. */
export interface LinePipeline {
  readonly name: string;
  readonly topic: string;
  readonly yaml: string;
  readonly input: string;
  readonly copy: string;
  readonly directory: string;
}

export function linePipeline(name: string, lines = 10, extra: { sink?: string; source?: string } = {}): LinePipeline {
  const directory = mkdtempSync(join(tmpdir(), 'pipeline-lines-'));
  const input = join(directory, 'input.txt');
  const copy = join(directory, 'copy.txt');
  writeFileSync(input, Array.from({ length: lines }, (_, index) => `line ${index}\n`).join(''));
  const file = join(directory, 'pipeline.yaml');
  const topic = `${name}-lines`;
  writeFileSync(
    file,
    `pipeline: ${name}
topics:
  ${topic}: { partitions: 1 }
sources:
  reader:
    to: ${topic}
    connector:
      class: ${source}
      config: { file: ${input}, topic: ${topic}, value.converter: ${text} }
${extra.source ?? ''}
sinks:
  writer:
    from: ${topic}
    connector:
      class: ${sink}
      config: { file: ${copy}, value.converter: ${text}, key.converter: ${text} }
    deadLetter: false
${extra.sink ?? ''}
`,
  );
  return { name, topic, yaml: file, input, copy, directory };
}

/** A pipeline of many idle sources, each with a secret under a key that hides it. */
export function manySources(name: string, count: number, secret: string, state = 'running'): string {
  const directory = mkdtempSync(join(tmpdir(), 'pipeline-many-'));
  const entries = Array.from(
    { length: count },
    (_, index) => `  s${index}:
    to: ${name}
    connector:
      class: ${source}
      config: { file: ${join(directory, 'nothing')}, topic: ${name}, store.password: "\${secret:${secret}}" }
    state: ${state}
`,
  );
  const file = join(directory, 'many.yaml');
  writeFileSync(file, `pipeline: ${name}\ntopics:\n  ${name}: { partitions: 1 }\nsources:\n${entries.join('')}`);
  return file;
}

/** Passes requests on to Connect and keeps what was asked and answered. */
export async function recordingProxy(target: string) {
  const requests: string[] = [];
  const answers: string[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const { method = 'GET', url = '/' } = request;
    requests.push(`${method} ${url}`);
    const answer = await axios.request<string>({
      baseURL: target,
      method,
      url,
      headers: { 'content-type': 'application/json' },
      ...(chunks.length === 0 ? {} : { data: Buffer.concat(chunks) }),
      responseType: 'text',
      transformResponse: (body: unknown) => body,
      validateStatus: () => true,
      proxy: false,
    });
    answers.push(answer.data);
    response.writeHead(answer.status, { 'content-type': 'application/json' });
    response.end(answer.data);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    answers,
    writes: () => requests.filter((request) => !request.startsWith('GET')),
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
}

/** Connect's own answer, past every line of ours. */
export async function askConnect(
  path: string,
  method = 'GET',
  data?: unknown,
): Promise<{ status: number; body: string }> {
  const { addresses } = testCluster();
  const answer = await axios.request<string>({
    baseURL: addresses.connect.url,
    method,
    url: path,
    ...(data === undefined ? {} : { data: JSON.stringify(data) }),
    headers: { 'content-type': 'application/json' },
    responseType: 'text',
    transformResponse: (body: unknown) => body,
    validateStatus: () => true,
    proxy: false,
  });
  return { status: answer.status, body: answer.data };
}
