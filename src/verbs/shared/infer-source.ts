import { createReadStream, existsSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import type { Context, GlobalOptions } from '../../base/context.ts';
import { ServiceError, UnreachableError } from '../../base/errors.ts';
import { systemError } from '../../base/system-error.ts';
import { kafkaClient, kafkaConfig, withAdmin } from '../../clients/kafka/client.ts';
import { committedRecords } from '../../clients/kafka/committed.ts';
import { RawKafka } from '../../clients/kafka/fetch.ts';
import { topicName } from '../../clients/kafka/topic-name.ts';
import { describeTopic } from '../../clients/kafka/topics.ts';
import { schemaRegistry } from '../../clients/registry/open.ts';
import { AnyDecoder } from '../../encodings/any-decoder.ts';
import type { Inference } from '../../infer/inference.ts';
import { itemsIn } from '../../infer/items.ts';
import { jsonTexts } from '../../infer/json-texts.ts';
import { loadCluster } from '../../target/load.ts';

/** Where records come from. */
export type Source =
  | { readonly kind: 'topic'; readonly name: string }
  | { readonly kind: 'file' | 'url'; readonly name: string };

/** What is known of a topic beside its records, as a pipeline declares it. */
export interface LiveTopic {
  /** How its values name schemas of the registry; absent where they name none. */
  readonly format?: string;
  readonly partitions: number;
  readonly config: Readonly<Record<string, string>>;
}

interface Asked {
  /** Records at most. */
  readonly max: number;
  /** JSON pointer of the list in a document. */
  readonly items: string | undefined;
}

/** How much of an answer is read at most. Bytes. */
const LARGEST_ANSWER = 64 * 1024 * 1024;
const PATIENCE = 60_000;

/** What `written` names: an address, a file that is there or looks like one, `-`, or else a topic. */
export function sourceOf(written: string, { directory }: Context): Source {
  if (/^https?:\/\//i.test(written)) return { kind: 'url', name: written };
  const isFile =
    written === '-' || /[/\\]|\.(json|jsonl|ndjson|gz)$/i.test(written) || existsSync(resolve(directory, written));
  return isFile ? { kind: 'file', name: written } : { kind: 'topic', name: topicName(written) };
}

/** A name for the event of these records. */
export function eventNameOf({ kind, name }: Source): string {
  const plain =
    kind === 'url'
      ? (new URL(name).pathname.split('/').findLast((part) => part !== '') ?? new URL(name).hostname)
      : name === '-'
        ? 'event'
        : kind === 'file'
          ? basename(name).replace(/\..*$/, '')
          : name;
  const word = plain.replace(/[^A-Za-z0-9_-]+/g, '-').replace(/^[^A-Za-z]+|-+$/g, '');
  return word === '' ? 'event' : word;
}

/** Gives `inference` the newest records of a topic, as many of each partition. Errors as RawKafka's. */
export async function inferTopic(
  topic: string,
  inference: Inference,
  { max }: Asked,
  context: Context,
  options: GlobalOptions,
): Promise<LiveTopic> {
  const addresses = await loadCluster(options.cluster, context, options.insecure);
  const live = await withAdmin(kafkaClient(addresses, context), topic, (admin) => describeTopic(admin, topic));
  const kafka = new RawKafka(kafkaConfig(addresses, context));
  const decoder = addresses.registry === undefined ? undefined : new AnyDecoder(schemaRegistry(addresses, context));
  try {
    await kafka.connect();
    const share = Math.ceil(max / Math.max(1, live.partitions.length));
    let left = max;
    for (const { partition } of live.partitions) {
      const { start, end } = await kafka.bounds(topic, partition);
      const range = { from: Math.max(start, end - share), to: end };
      for await (const record of committedRecords(kafka, topic, partition, range)) {
        context.signal.throwIfAborted();
        if (left-- <= 0) break;
        const { offset, value } = (await decoder?.decode(record)) ?? record;
        inference.add(value, `${topic}-${partition}:${offset}`);
      }
    }
  } finally {
    await kafka.close();
  }
  const kept = live.settings.filter(({ name, isDefault }) => !isDefault || name === 'retention.ms');
  const config = kept.flatMap(({ name, value }) => (value === undefined ? [] : [[name, value] as const]));
  const [format] = decoder?.formats ?? [];
  return {
    ...(format === undefined ? {} : { format }),
    partitions: live.partitions.length,
    config: Object.fromEntries(config),
  };
}

/** Gives `inference` the records of a file or of an answer; returns the pointer of the list they stood in, if any. */
export async function inferTexts(
  source: Source,
  inference: Inference,
  { max, items }: Asked,
  context: Context,
): Promise<string | undefined> {
  const texts = jsonTexts(source.kind === 'url' ? answered(source.name, context) : fileText(source.name, context));
  let first: string | undefined;
  let count = 0;
  const add = (text: string) => inference.add(text, `record ${++count}`);
  try {
    for await (const text of texts) {
      context.signal.throwIfAborted();
      if (count >= max) break;
      if (first === undefined && count === 0) {
        first = text;
        continue;
      }
      if (first !== undefined) add(first);
      first = undefined;
      add(text);
    }
  } catch (error) {
    throw systemError(error, source.name) ?? error;
  }
  if (first === undefined) return undefined;
  const found = itemsIn(first, items);
  for (const text of found.texts.slice(0, max)) add(text);
  return found.pointer;
}

async function* fileText(name: string, { directory, input }: Context): AsyncGenerator<string> {
  const bytes = name === '-' ? input : createReadStream(resolve(directory, name));
  yield* decoded(name.endsWith('.gz') ? bytes.pipe(createGunzip()) : bytes);
}

async function* answered(address: string, { signal }: Context): AsyncGenerator<string> {
  const where = new URL(address).host;
  const response = await fetch(address, {
    headers: { accept: 'application/json, application/x-ndjson' },
    signal: AbortSignal.any([signal, AbortSignal.timeout(PATIENCE)]),
  }).catch((error: unknown) => {
    signal.throwIfAborted();
    throw new UnreachableError('The address does not answer', { where, cause: error, hint: 'Look at the address.' });
  });
  if (!response.ok || response.body === null) {
    throw new ServiceError(`The server answered ${response.status}`, {
      where,
      hint: 'Ask it as it wants to be asked (`curl` with its key), and give what it answers as a file, or `-`.',
    });
  }
  yield* decoded(Readable.fromWeb(response.body), LARGEST_ANSWER);
}

async function* decoded(bytes: AsyncIterable<unknown>, most = Number.POSITIVE_INFINITY): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let size = 0;
  for await (const chunk of bytes) {
    const part = Buffer.isBuffer(chunk) || chunk instanceof Uint8Array ? chunk : Buffer.from(String(chunk));
    size += part.byteLength;
    if (size > most) throw new ServiceError('The answer is larger than 64 MB', { hint: 'Ask for fewer items.' });
    yield decoder.decode(part, { stream: true });
  }
  yield decoder.decode();
}
