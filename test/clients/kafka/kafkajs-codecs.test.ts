import { describe, expect, test } from 'vitest';
import { codecs } from '../../../src/clients/kafka/kafkajs-codecs.ts';

const text = Buffer.from('clicks, views and ratings '.repeat(500));

describe('codecs of record batches', () => {
  for (const [name, codec] of Object.entries(codecs)) {
    test(`${name} gives back what it packed, smaller`, async () => {
      const packed = await codec.compress(text);
      expect(packed.length).toBeLessThan(text.length / 4);
      expect(await codec.decompress(packed)).toEqual(text);
    });
  }

  test('snappy reads the framing of Java producers, several blocks included', async () => {
    const blocks = [text.subarray(0, 5_000), text.subarray(5_000)];
    const framed: Buffer[] = [Buffer.from('82534e41505059000000000100000001', 'hex')];
    for (const block of blocks) {
      const packed = await codecs.snappy.compress(Buffer.from(block));
      const length = Buffer.alloc(4);
      length.writeUInt32BE(packed.length);
      framed.push(length, packed);
    }
    expect(await codecs.snappy.decompress(Buffer.concat(framed))).toEqual(text);
  });
});
