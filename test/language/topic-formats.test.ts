import { expect, test } from 'vitest';
import { plugIns } from '../../src/components/plug-ins.ts';
import { parseYaml } from '../../src/language/parse.ts';
import { pipelineValidator, readPipeline } from '../../src/language/read-pipeline.ts';
import type { RegisteredEvent, Surroundings, UnknownSubject } from '../../src/language/section.ts';

const schema = '{"type":"record","name":"Order","fields":[]}';
const contract = { name: 'orders', unknown: 'keep', fields: { id: { type: 'string', required: true } } } as const;
const found: RegisteredEvent = { version: 2, schema, contract, problems: [], misfits: [{ version: 3, why: 'amount' }] };

/** Reads one topic; `registered`: what the registry says. */
async function read(topic: string, registered?: RegisteredEvent | UnknownSubject) {
  const surroundings: Surroundings = {
    ...plugIns(),
    services: {},
    vars: [],
    defaults: { partitions: 1, replication: 1 },
    secret: (name) => name,
    readReferenced: async () => undefined,
    ...(registered === undefined ? {} : { registered: async () => registered }),
  };
  const text = `pipeline: shop\nevents: { order: { fields: { id: string } } }\ntopics:\n  orders: ${topic}\n`;
  const { pipeline, diagnostics } = await readPipeline(
    parseYaml('shop.yaml', text),
    pipelineValidator(surroundings),
    surroundings,
  );
  return {
    topic: pipeline?.topics[0],
    rules: diagnostics.map(({ severity, rule }) => `${severity} ${rule}`),
    diagnostics,
  };
}

test('a contract of the registry says from which version it is, and which others do not fit', async () => {
  const { topic, rules } = await read('{ format: avro, event: { registry: orders-value, unknown: reject } }', found);
  expect(topic?.format).toBe('avro');
  expect(topic?.event).toEqual({
    ...contract,
    unknown: 'reject',
    encoding: { format: 'avro', subject: 'orders-value', version: 2, schema },
  });
  expect(rules).toEqual(['warning version-misfit']);
});

test('an unknown subject is told with the one that may be meant, an unknown version with those there are', async () => {
  const near = await read('{ format: avro, event: { registry: order-value } }', {
    subjects: ['docs-value', 'orders-value'],
    versions: [],
  });
  expect(near.diagnostics[0]).toMatchObject({ hint: 'did you mean `orders-value`?' });
  const other = await read('{ format: avro, event: { registry: orders-value, version: 9 } }', {
    subjects: ['orders-value'],
    versions: [1, 2],
  });
  expect(other.diagnostics[0]).toMatchObject({
    message: 'the registry knows no version 9 of `orders-value`',
    hint: 'it has: 1, 2',
  });
});

test('an event of the file is read of what values become', async () => {
  const { topic, rules } = await read('{ format: json-schema, event: order }');
  expect(topic?.event?.encoding).toEqual({ format: 'json-schema', subject: 'orders-value' });
  expect(rules).toEqual([]);
});

test('a topic in plain JSON has no encoding', async () => {
  const { topic } = await read('{ format: json, event: order }');
  expect(topic?.format).toBeUndefined();
  expect(topic?.event?.encoding).toBeUndefined();
});

test.each([
  ['{ format: avro }', found, 'error format-without-event'],
  ['{ event: { registry: orders-value } }', found, 'error registry-without-format'],
  ['{ format: avro, event: { registry: orders-value } }', { subjects: [], versions: [] }, 'error unknown-subject'],
  ['{ format: avro, event: { registry: orders-value } }', undefined, 'warning no-registry'],
  ['{ format: avro, event: { registry: orders-value, versoin: 2 } }', found, 'error unknown-key'],
  ['{ format: arvo, event: order }', found, 'error bad-value'],
  [
    '{ format: avro, event: { registry: orders-value } }',
    { ...found, contract: undefined, problems: [{ path: '', message: 'no record' }], misfits: [] },
    'error schema-beyond-contract',
  ],
] as const)('%s', async (topic, registered, rule) => {
  expect((await read(topic, registered)).rules).toEqual([rule]);
});
