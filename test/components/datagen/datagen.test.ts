import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { datagen } from '../../../src/components/datagen/datagen.ts';
import { compile } from '../../../src/pipeline/compile/compile.ts';
import { loadPipelines } from '../../../src/pipeline/compile/load.ts';
import { renderDiagnostics } from '../../../src/ui/code-frame.ts';
import { cluster, contextIn, diagnosed, kept, read } from '../../language/reading.ts';

const folder = join(import.meta.dirname, 'golden');

describe('wrong words are answered with their places', () => {
  test.each(['hints', 'forms'])('%s.yaml', async (name) => {
    const found = await diagnosed(loadPipelines([`${name}.yaml`], cluster, contextIn(folder), { vars: {} }));
    await expect(renderDiagnostics(found, kept())).toMatchFileSnapshot(join(folder, `${name}.txt`));
  });
});

const shop = (words: string, beside = '') => `
pipeline: shop
events:
  click: { fields: { user: integer, session: string, url?: string, at: { type: string, format: date-time } } }
topics:
  clicks: { event: click, key: user, partitions: 3 }
  views: { event: click, partitions: 3 }
sources:
  visitors:
    to: [clicks, views]
    ${beside}
    datagen: { ${words} }
`;

async function configOf(words: string, beside = '') {
  const { pipelines } = await read(shop(words, beside));
  const [connector] = compile(pipelines, cluster).connectors;
  return connector?.config ?? {};
}

describe('what the connector receives', () => {
  test('rates are per second, durations milliseconds, and only where they stand', async () => {
    const config = await configOf(`rate: 30/m, fields: {
      session: { per: user, every: 10m, text: [1, 2], words: [every] },
      at: { time: { late: 1.5s } },
      url: { by: user, otherwise: { per: user, every: 2h }, "1": { constant: every }, present: 0.5 },
      user: { choice: { 1: 3, 2: 1 } } }`);
    expect(config.rate).toBe('0.5');
    expect(JSON.parse(config.fields ?? '')).toEqual({
      session: { per: 'user', every: 600_000, text: [1, 2], words: ['every'] },
      at: { time: { late: 1500 } },
      url: { by: 'user', otherwise: { per: 'user', every: 7_200_000 }, 1: { constant: 'every' }, present: 0.5 },
      user: { choice: { 1: 3, 2: 1 } },
    });
  });

  test('each topic has its contract, its key and its share', async () => {
    const config = await configOf('topics: { clicks: 6 }');
    expect(config.topics).toBe('clicks,views');
    expect(config).toMatchObject({ 'topic.clicks.key': 'user', 'topic.clicks.share': '6', 'topic.views.share': '1' });
    expect(config).not.toHaveProperty('topic.views.key');
    expect(JSON.parse(config['topic.views.event'] ?? '')).toMatchObject({ name: 'click' });
  });

  test('without a rate or a count the source is as fast as it can be, for ever', async () => {
    const config = await configOf('');
    expect(config).not.toHaveProperty('rate');
    expect(config).not.toHaveProperty('count');
    expect(config).toMatchObject({ seed: '0', 'exactly.once.support': 'required', 'transaction.boundary': 'interval' });
  });

  test('`extra` may tune the producer', async () => {
    const config = await configOf('', 'extra: { producer.override.linger.ms: 5 }');
    expect(config['producer.override.linger.ms']).toBe('5');
    expect(config['producer.override.compression.type']).toBe('lz4');
  });

  test('a finite source says how many records to expect, an endless one does not', async () => {
    const sources = async (words: string) =>
      (await read(shop(words))).pipelines.flatMap((pipeline) => pipeline.sources);
    expect((await sources('count: 500')).map((source) => datagen.end?.expected(source))).toEqual([500]);
    expect((await sources('')).map((source) => datagen.end?.expected(source))).toEqual([undefined]);
  });
});
