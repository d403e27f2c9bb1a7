import type { ProtocolRequest, ProtocolResponse } from './kafkajs-internals.ts';

const DESCRIBE_LOG_DIRS = 35;
/** The oldest version that brokers of today know. */
const VERSION = 1;

const int32 = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32BE(value);
  return bytes;
};

const text = (value: string): Buffer => {
  const bytes = Buffer.from(value);
  const length = Buffer.alloc(2);
  length.writeInt16BE(bytes.length);
  return Buffer.concat([length, bytes]);
};

/** DescribeLogDirs (version 1) of partitions of one topic. */
export function logSizesRequest(topic: string, partitions: readonly number[]): ProtocolRequest {
  const buffer = Buffer.concat([int32(1), text(topic), int32(partitions.length), ...partitions.map(int32)]);
  const encode = async () => ({ buf: buffer, buffer });
  return { apiKey: DESCRIBE_LOG_DIRS, apiVersion: VERSION, apiName: 'DescribeLogDirs', encode };
}

/** Bytes by partition; none of those that the broker does not tell. */
function decodeLogSizes(payload: Buffer): Map<number, number> {
  // After the throttle time.
  let at = 4;
  const number = () => {
    at += 4;
    return payload.readInt32BE(at - 4);
  };
  const skipText = () => {
    at += 2 + payload.readInt16BE(at);
  };
  const sizes = new Map<number, number>();
  for (let folders = number(); folders > 0; folders--) {
    at += 2;
    skipText();
    for (let topics = number(); topics > 0; topics--) {
      skipText();
      for (let partitions = number(); partitions > 0; partitions--) {
        const partition = number();
        const bytes = Number(payload.readBigInt64BE(at));
        const isFuture = payload.readInt8(at + 16) === 1;
        at += 17;
        // A copy that is being moved to another disk does not count twice.
        if (!isFuture) sizes.set(partition, bytes);
      }
    }
  }
  return sizes;
}

export const logSizesResponse: ProtocolResponse<Map<number, number>> = {
  decode: async (payload) => ({ result: decodeLogSizes(payload), clientSideThrottleTime: 0 }),
  parse: async ({ result }) => result,
};
