import { describe, expect, test } from 'vitest';
import { makePlan } from '../../../src/pipeline/plan/make-plan.ts';
import { applied, cluster, connector, desire, liveState } from './desired-state.ts';

const keep = { prune: false };

describe('apply would refuse', () => {
  const refusals = (parts: Parameters<typeof liveState>[0], one = connector('lake', {}, { topics: ['t'] })) =>
    makePlan(desire({ connectors: [one] }), liveState(parts), cluster, keep).refusals.map(({ rule }) => rule);
  const topics = [{ name: 't', partitions: 1, replication: 1, config: {} }];

  test('a class that no worker has, naming those there are', () => {
    const plan = makePlan(
      desire({ connectors: [connector('lake', {})] }),
      liveState({ plugins: ['b.Other'] }),
      cluster,
      keep,
    );
    expect(plan.refusals).toMatchObject([{ rule: 'missing-plugin', hint: 'They have: b.Other.' }]);
  });

  test('a topic that is neither declared nor live', () => {
    expect(refusals({})).toEqual(['missing-topic']);
    expect(refusals({ topics })).toEqual([]);
  });

  test('a contract that breaks records or readers, unless that is accepted or the sink gets a new path', () => {
    const contract = (type: string) =>
      `{"fields":{"price":{"required":true,"type":"${type}"}},"name":"sale","unknown":"keep"}`;
    const sink = (type: string, path = '/lake') =>
      connector('lake', {
        'connector.class': 'pipeline.connect.filesystem.FilesystemSinkConnector',
        'event.t': contract(type),
        format: 'parquet',
        path,
      });
    const live = liveState({ connectors: [applied(sink('integer'))], topics });
    const plan = (after: ReturnType<typeof sink>, acceptBreaking = false) =>
      makePlan(desire({ connectors: [after] }), live, cluster, { prune: false, acceptBreaking });
    const rules = (made: ReturnType<typeof plan>) =>
      made.refusals.map(({ rule }) => rule).filter((rule) => rule !== 'missing-plugin');
    expect(rules(plan(sink('number')))).toEqual(['breaking-change']);
    expect(plan(sink('number')).changes[0]?.keys[0]?.effects).toMatchObject([
      {
        field: 'price',
        what: 'integer → number',
        effect: 'breaking',
        readers: { sparkMergeSchema: 'fails: it cannot merge the types' },
      },
    ]);
    expect(rules(plan(sink('number'), true))).toEqual([]);
    expect(rules(plan(sink('number', '/other')))).toEqual([]);
  });

  test('lines of another form; columns beside the values come and go with a word of what readers see', () => {
    const sink = (format: string, more: Record<string, string>, path = '/lake') =>
      connector('lake', {
        'connector.class': 'pipeline.connect.filesystem.FilesystemSinkConnector',
        ...{ format, path },
        ...more,
      });
    const plan = (before: ReturnType<typeof sink>, after: ReturnType<typeof sink>) => {
      const live = liveState({ connectors: [applied(before)], topics });
      const { changes, refusals: found } = makePlan(desire({ connectors: [after] }), live, cluster, keep);
      const effects = changes[0]?.keys.flatMap((key) => key.effects ?? []) ?? [];
      return [
        effects.map(({ field, what, effect }) => `${effect}: ${field} ${what}`),
        found.map(({ rule }) => rule).filter((rule) => rule !== 'missing-plugin'),
      ];
    };
    const [lines, envelopes] = [sink('json', {}), sink('json', { envelope: 'true', coordinates: 'offset,key' })];
    expect(plan(lines, envelopes)).toEqual([['breaking:  lines become envelopes'], ['breaking-change']]);
    expect(plan(envelopes, lines)).toEqual([['breaking:  lines hold values alone'], ['breaking-change']]);
    expect(plan(lines, sink('json', { envelope: 'true' }, '/other'))).toEqual([[], []]);
    const columns = (coordinates: string) => sink('parquet', { coordinates });
    expect(plan(sink('parquet', {}), columns('offset,key'))).toEqual([
      ['compatible: kafka_key is added', 'compatible: kafka_key_base64 is added', 'widening: kafka_partition is gone'],
      [],
    ]);
    expect(plan(columns('key'), columns('key:bytes'))).toEqual([
      ['breaking: kafka_key is of another type'],
      ['breaking-change'],
    ]);
  });

  test('a secret that is not set', () => {
    const one = connector('lake', { password: '${file:/run/secrets.properties:PW}' });
    expect(refusals({ secrets: [] }, one)).toEqual(['missing-secret']);
    expect(refusals({ secrets: ['PW'] }, one)).toEqual([]);
    expect(refusals({ secrets: undefined }, one)).toEqual([]);
  });

  test('a service that the cluster does not have, but only when there is something to do', () => {
    const lake = connector('lake', {});
    const desired = desire({ connectors: [lake], needs: ['hdfs'] });
    expect(makePlan(desired, liveState({}), cluster, keep).missingServices).toEqual(['hdfs']);
    expect(makePlan(desired, liveState({ connectors: [applied(lake)] }), cluster, keep).missingServices).toEqual([]);
  });
});
