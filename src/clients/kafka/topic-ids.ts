import type { ProtocolRequest, ProtocolResponse } from './kafkajs-internals.ts';

const METADATA = 3;
/** The first version whose answers carry topic ids (KIP-516); brokers know it since Kafka 2.8. */
const VERSION = 10;
const ID_BYTES = 16;

function varint(value: number): Buffer {
  const bytes: number[] = [];
  for (let rest = value; ; rest >>>= 7) {
    if (rest < 0x80) return Buffer.from([...bytes, rest]);
    bytes.push((rest & 0x7f) | 0x80);
  }
}

const compactText = (text: string): Buffer => Buffer.concat([varint(Buffer.byteLength(text) + 1), Buffer.from(text)]);

/** Metadata (version 10) of `topics`. kafkajs writes a request header without tags, so theirs come first: none. */
export function topicIdsRequest(topics: readonly string[]): ProtocolRequest {
  const noTags = Buffer.from([0]);
  const entries = topics.map((topic) => Buffer.concat([Buffer.alloc(ID_BYTES), compactText(topic), noTags]));
  // Neither create topics nor list authorized operations.
  const buffer = Buffer.concat([noTags, varint(topics.length + 1), ...entries, Buffer.from([0, 0, 0]), noTags]);
  return { apiKey: METADATA, apiVersion: VERSION, apiName: 'Metadata', encode: async () => ({ buf: buffer, buffer }) };
}

/** Walks through a message of a flexible version (KIP-482). */
class FlexibleReader {
  readonly #buffer: Buffer;
  #at = 0;

  constructor(buffer: Buffer) {
    this.#buffer = buffer;
  }

  skip(bytes: number): void {
    this.#at += bytes;
  }

  int16(): number {
    this.skip(2);
    return this.#buffer.readInt16BE(this.#at - 2);
  }

  varint(): number {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = this.#buffer.readUInt8(this.#at++);
      value |= (byte & 0x7f) << shift;
      if (byte < 0x80) return value;
    }
  }

  bytes(length: number): Buffer {
    this.skip(length);
    return this.#buffer.subarray(this.#at - length, this.#at);
  }

  /** A compact text or null, as ''. */
  text(): string {
    return this.bytes(Math.max(0, this.varint() - 1)).toString('utf8');
  }

  each(visit: () => void): void {
    for (let left = this.varint() - 1; left > 0; left--) visit();
  }

  tags(): void {
    for (let left = this.varint(); left > 0; left--) {
      this.varint();
      this.skip(this.varint());
    }
  }
}

/** Ids of the existing topics among those asked for, 32 hex digits. */
function decodeTopicIds(payload: Buffer): Map<string, string> {
  const from = new FlexibleReader(payload);
  const ids = new Map<string, string>();
  from.tags();
  from.skip(4);
  from.each(() => {
    from.skip(4);
    from.text();
    from.skip(4);
    from.text();
    from.tags();
  });
  from.text();
  from.skip(4);
  from.each(() => {
    const error = from.int16();
    const topic = from.text();
    const id = from.bytes(ID_BYTES).toString('hex');
    from.skip(1);
    from.each(() => {
      from.skip(2 + 4 + 4 + 4);
      for (let list = 0; list < 3; list++) from.skip(4 * Math.max(0, from.varint() - 1));
      from.tags();
    });
    from.skip(4);
    from.tags();
    if (error === 0) ids.set(topic, id);
  });
  return ids;
}

export const topicIdsResponse: ProtocolResponse<Map<string, string>> = {
  decode: async (payload) => ({ result: decodeTopicIds(payload), clientSideThrottleTime: 0 }),
  parse: async ({ result }) => result,
};
