import { describe, expect, test } from 'vitest';
import { findSink } from '../../src/language/references.ts';
import { read } from './reading.ts';

const { pipelines } = await read(`pipeline: shop
topics: { t: {} }
sources: { till: { to: t, connector: { class: X } } }
sinks: { lake: { from: t, connector: { class: X } }, pond: { from: t, connector: { class: X } } }
`);
const again = pipelines.map((pipeline) => ({
  ...pipeline,
  sinks: pipeline.sinks.slice(0, 1).map((sink) => ({ ...sink, pipeline: 'other' })),
}));

describe('naming a sink', () => {
  test.each(['sinks.lake', 'shop/sinks.lake', 'shop.lake'])('%s finds it', (reference) => {
    expect(findSink(pipelines, reference).name).toBe('lake');
  });

  test('a name that two files have must say which', () => {
    const both = [...pipelines, ...again];
    expect(() => findSink(both, 'sinks.lake')).toThrow('shop.lake, other.lake');
    expect(findSink(both, 'other/sinks.lake').pipeline).toBe('other');
  });

  test.each(['lake', 'sinks.lak', 'sources.till', 'shop.till', ''])('"%s" names none', (reference) => {
    expect(() => findSink(pipelines, reference)).toThrow('There is no source or sink');
  });
});
