import { createRequire } from 'node:module';
import { describe, expect, test } from 'vitest';
import { isRecord } from '../../../src/base/values.ts';
import { fetchRequest, murmur2, noValue, openCluster } from '../../../src/clients/kafka/kafkajs-internals.ts';

/**
 * What src/clients/kafka relies on inside kafkajs. Its releases promise none of it: an upgrade that moves, renames or
 * changes something fails here, with its name. What brokers answer is tested on clusters (committed,
 * recommender-instances).
 */
const require = createRequire(import.meta.url);
const load = (module: string): unknown => require(`kafkajs/src/${module}`);

function member(of: unknown, name: string): unknown {
  if (typeof of !== 'function' && !isRecord(of)) throw new TypeError(`no object that could have ${name}`);
  return Reflect.get(of, name);
}

/** Calls a function that `self` has, or one given, as a method of `self`. */
function call(self: unknown, method: unknown, ...given: readonly unknown[]): unknown {
  const called = typeof method === 'string' ? member(self, method) : method;
  if (typeof called !== 'function') throw new TypeError(`${String(method)} is no function`);
  return Reflect.apply(called, self, given);
}

const methodOf = (of: unknown, name: string): unknown => member(member(of, 'prototype'), name);

/**
 * The names that a function, or the constructor of a class, takes apart of its first argument, or its plain parameters.
 */
function parametersOf(of: unknown): readonly string[] {
  const text = String(of).replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*/g, '');
  const [, list = ''] = /^(?:class[\s\S]*?\bconstructor|[^(]*)\(\s*\{?([^)}]*)/.exec(text) ?? [];
  return list.split(',').flatMap((parameter) => /[\w$]+/.exec(parameter)?.[0] ?? []);
}

describe('kafkajs still has', () => {
  test.each([
    ['cluster/index.js', 'connect', []],
    ['cluster/index.js', 'disconnect', []],
    ['cluster/index.js', 'refreshMetadata', []],
    ['cluster/index.js', 'metadata', ['topics']],
    ['cluster/index.js', 'findBroker', ['nodeId']],
    ['cluster/index.js', 'findGroupCoordinator', ['groupId']],
    ['broker/index.js', 'joinGroup', ['groupId', 'sessionTimeout', 'rebalanceTimeout', 'memberId', 'groupProtocols']],
    ['broker/index.js', 'syncGroup', ['groupId', 'generationId', 'memberId', 'groupAssignment']],
    ['broker/index.js', 'heartbeat', ['groupId', 'groupGenerationId', 'memberId']],
    ['broker/index.js', 'leaveGroup', ['groupId', 'memberId']],
    ['broker/index.js', 'offsetCommit', ['groupId', 'groupGenerationId', 'memberId', 'topics']],
    ['broker/index.js', 'listOffsets', ['isolationLevel', 'topics']],
    ['network/connectionPool.js', 'getConnection', ['index']],
    ['network/connectionPool.js', 'send', ['protocolRequest']],
    ['network/connection.js', 'send', ['request', 'response', 'requestTimeout', 'logResponseError']],
    ['network/requestQueue/index.js', 'scheduleCheckPendingRequests', []],
  ])('%s: method %s(%j)', (module, name, parameters) => {
    const method = methodOf(load(module), name);
    expect(method).toBeTypeOf('function');
    // This one is replaced by ours.
    if (name !== 'scheduleCheckPendingRequests')
      expect(parametersOf(method)).toEqual(expect.arrayContaining(parameters));
  });

  test('cluster/index.js: the options of a client in its constructor', () => {
    const options = ['logger', 'socketFactory', 'brokers', 'ssl', 'sasl', 'clientId', 'connectionTimeout', 'retry'];
    expect(parametersOf(load('cluster/index.js'))).toEqual(
      expect.arrayContaining([...options, 'allowAutoTopicCreation']),
    );
  });

  test('broker/index.js: field connectionPool', () => {
    const connectionPool = {};
    const logger = { namespace: () => logger };
    const Broker = load('broker/index.js');
    if (typeof Broker !== 'function') throw new TypeError('Broker is no class');
    const broker: unknown = Reflect.construct(Broker, [{ connectionPool, logger }]);
    expect(member(broker, 'connectionPool')).toBe(connectionPool);
  });

  test('network/connectionPool.js: connection 1 for fetches, 0 for everything else', () => {
    const pool = { getConnection: (index: number) => index };
    const choose = methodOf(load('network/connectionPool.js'), 'getConnectionByRequest');
    const [metadata, fetch] = [3, 1].map((apiKey) => call(pool, choose, { request: { apiKey } }));
    expect([metadata, fetch]).toEqual([0, 1]);
  });

  test('loggers/index.js: createLogger, and a level at which nothing is logged', () => {
    const cluster = openCluster({ brokers: ['127.0.0.1:1'] });
    expect(member(load('loggers/index.js'), 'LEVELS')).toMatchObject({ NOTHING: 0 });
    expect(cluster).toHaveProperty('rootLogger.namespace', expect.any(Function));
  });

  test('network/socketFactory.js: a function that makes a factory', () => {
    expect(call(undefined, load('network/socketFactory.js'))).toBeTypeOf('function');
  });

  test('protocol/requests/fetch/v10/request.js: a Fetch, version 10, as the protocol has it', async () => {
    const partitions = [{ partition: 2, fetchOffset: 5, maxBytes: 77 }];
    const asked = { replicaId: -1, maxWaitTime: 500, minBytes: 1, maxBytes: 99, isolationLevel: 1 };
    const request = fetchRequest({ ...asked, topics: [{ topic: 'ab', partitions }] });
    expect(request).toMatchObject({ apiKey: 1, apiVersion: 10, apiName: 'Fetch' });
    const session = '00000000' + 'ffffffff';
    const topic = '00000001' + '0002' + '6162';
    const partition = '00000001' + '00000002' + 'ffffffff' + '0000000000000005' + 'ffffffffffffffff' + '0000004d';
    expect(member(await request.encode(), 'buffer')).toEqual(
      Buffer.from(`ffffffff000001f4000000010000006301${session}${topic}${partition}00000000`, 'hex'),
    );
  });

  test('producer/partitioners/default/murmur2.js: the hash of the Java client', () => {
    // from UtilsTest of Apache Kafka
    expect(murmur2(Buffer.from('21'))).toBe(-973932308);
    expect(murmur2(Buffer.from('foobar'))).toBe(-790332482);
    expect(murmur2(Buffer.from('a-little-bit-longer-string'))).toBe(-1486304829);
  });
});

/** What reads the answers to one kind of request, in its newest version: brokers of today are asked in that one. */
function newest(name: string): unknown {
  const definition = member(member(load('protocol/requests/index.js'), 'requests'), name);
  const versions = member(definition, 'versions');
  if (!Array.isArray(versions)) throw new TypeError(`no versions of ${name}`);
  const version = Math.max(...versions.map(Number));
  const make = call(definition, 'protocol', { version });
  return member(call(undefined, make, { groupProtocols: [], topics: [] }), 'response');
}

describe('brokers are asked in the version whose answers are read:', () => {
  test.each([
    ['CreateTopics', 'createTopics/v3'],
    ['CreatePartitions', 'createPartitions/v1'],
    ['AlterConfigs', 'alterConfigs/v1'],
    ['DescribeConfigs', 'describeConfigs/v2'],
  ])('%s by protocol/requests/%s/response.js, whose `parse` makes the error', (name, module) => {
    expect(newest(name)).toBe(load(`protocol/requests/${module}/response.js`));
    expect(member(newest(name), 'parse')).toBeTypeOf('function');
  });

  const text = (value: string) => Buffer.concat([Buffer.from([0, value.length]), Buffer.from(value)]);
  const bytes = (value: string) => Buffer.concat([Buffer.from([0, 0, 0, value.length]), Buffer.from(value)]);
  const decode = (name: string, answer: readonly Buffer[]): unknown =>
    call(newest(name), 'decode', Buffer.concat(answer));

  test('JoinGroup gives generationId, leaderId, memberId and the data of the members', async () => {
    const start = Buffer.from('0000000000000000002a', 'hex');
    const members = [Buffer.from([0, 0, 0, 1]), text('m'), Buffer.from('ffff', 'hex'), bytes('data')];
    expect(await decode('JoinGroup', [start, text('ours'), text('l'), text('m'), ...members])).toMatchObject({
      generationId: 42,
      leaderId: 'l',
      memberId: 'm',
      members: [{ memberId: 'm', memberMetadata: Buffer.from('data') }],
    });
  });

  test('SyncGroup gives memberAssignment', async () => {
    expect(await decode('SyncGroup', [Buffer.alloc(6), bytes('share')])).toMatchObject({
      memberAssignment: Buffer.from('share'),
    });
  });
});

test('a header may have no value, which is not an empty one', () => {
  const encode = load('protocol/recordBatch/record/v0/index.js');
  const written = (value: Buffer) => {
    const buffer = member(call(undefined, encode, { key: null, value: null, headers: { a: [value] } }), 'buffer');
    return Buffer.isBuffer(buffer) ? buffer.toString('hex') : undefined;
  };
  const [none, empty] = ['01', '00'];
  expect(written(noValue)).toBe(`12000000010102${'02'}61${none}`);
  expect(written(Buffer.alloc(0))).toBe(`12000000010102${'02'}61${empty}`);
});
