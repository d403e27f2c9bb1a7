import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { topicsRegex } from '../../../src/base/topic-pattern.ts';
import type { LiveConnector } from '../../../src/clients/connect/model.ts';
import { exportYaml } from '../../../src/pipeline/export/export-yaml.ts';

const secrets = { provider: 'file', path: '/run/s.properties' };

function live(name: string, config: Record<string, string>, more: Partial<LiveConnector> = {}): LiveConnector {
  return {
    name,
    type: 'sink',
    config: { 'connector.class': 'a.B', ...config },
    state: 'RUNNING',
    worker: 'w',
    tasks: [],
    ...more,
  };
}

function exported(connector: LiveConnector, name = 'lake', topics: readonly string[] = ['t']) {
  const text = exportYaml('shop', [{ live: connector, name, topics, passwords: ['custom.auth'] }], secrets);
  return { text, sink: parse(text).sinks?.[name] };
}

test('words of the language stand at their places, the rest in the configuration', () => {
  const { sink } = exported(
    live('shop.lake', {
      name: 'shop.lake',
      'pipeline.mark': 'shop 0',
      topics: 't,u',
      'tasks.max': '3',
      'flush.size': '5',
      'errors.tolerance': 'all',
      'errors.deadletterqueue.topic.name': 'dead',
      transforms: 'cut',
      'transforms.cut.type': 'a.Cut',
      'transforms.cut.field': 'x',
    }),
    'lake',
    ['t', 'u'],
  );
  expect(sink).toEqual({
    from: ['t', 'u'],
    connector: { class: 'a.B', config: { 'flush.size': '5' } },
    tasks: 3,
    deadLetter: 'dead',
    transforms: [{ name: 'cut', type: 'a.Cut', field: 'x' }],
  });
});

test('no secret leaves: hidden and plain ones become placeholders, references their names', () => {
  const { text, sink } = exported(
    live('shop.lake', {
      'db.password': 'canary',
      'masked.password': '••••',
      'known.password': '${file:/run/s.properties:KNOWN}',
      'other.password': '${vault:x:y}',
      'custom.auth': 'canary',
      url: 'jdbc://me:canary@host/db',
    }),
  );
  expect(text).not.toContain('canary');
  expect(sink.connector.config).toEqual({
    'db.password': '${secret:SHOP_LAKE_DB_PASSWORD}',
    'masked.password': '${secret:SHOP_LAKE_MASKED_PASSWORD}',
    'known.password': '${secret:KNOWN}',
    'other.password': '${vault:x:y}',
    url: 'jdbc://me:(secret)@host/db',
  });
  expect(text).toContain('# pipeline secret set SHOP_LAKE_DB_PASSWORD < FILE');
  expect(text).toContain('custom.auth is hidden');
});

test('what the file cannot say is said beside it', () => {
  const { text, sink } = exported(live('stranger', { 'errors.tolerance': 'all' }, { state: 'PAUSED' }), 'stranger', []);
  expect(sink).toMatchObject({ from: 'unknown', state: 'paused', deadLetter: false });
  expect(text).toContain('It is called stranger in the cluster');
  expect(text).toContain('No topic of it is known yet');
  expect(text).toContain('It dropped what it could not handle');
});

test('a pattern is written as it was declared; one that no file can say is told beside its topics', () => {
  const ours = exported(live('shop.lake', { 'topics.regex': topicsRegex('t.*') }));
  expect(ours.sink.from).toEqual({ pattern: 't.*' });
  const foreign = exported(live('lake', { 'topics.regex': '(?i)T.*' }));
  expect(foreign.sink.from).toBe('t');
  expect(foreign.text).toContain('It read topics.regex (?i)T.*.');
});
