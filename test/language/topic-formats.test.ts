import { expect, test } from 'vitest';
import { plugIns } from '../../src/components/plug-ins.ts';
import { parseYaml } from '../../src/language/parse.ts';
import { pipelineValidator, readPipeline } from '../../src/language/read-pipeline.ts';
import type { RegisteredEvent, Surroundings, UnknownSubject } from '../../src/language/section.ts';

const schema = '{"type":"record","name":"Order","fields":[]}';
const contract = { name: 'orders', unknown: 'keep', fields: { id: { type: 'string', required: true } } } as const;
const found: RegisteredEvent = { version: 2, schema, contract, problems: [], misfits: [{ version: 3, why: 'amount' }] };

/** Reads a part of a file; `registered`: what the registry says. */
async function readFile(part: string, registered?: RegisteredEvent | UnknownSubject) {
  const surroundings: Surroundings = {
    ...plugIns(),
    services: {},
    vars: [],
    defaults: { partitions: 1, replication: 1 },
    secret: (name) => name,
    readReferenced: async () => undefined,
    ...(registered === undefined ? {} : { registered: async () => registered }),
  };
  const text = `pipeline: shop\nevents: { order: { fields: { id: string } } }\n${part}\n`;
  const { pipeline, diagnostics } = await readPipeline(
    parseYaml('shop.yaml', text),
    pipelineValidator(surroundings),
    surroundings,
  );
  return { pipeline, rules: diagnostics.map(({ severity, rule }) => `${severity} ${rule}`), diagnostics };
}

/** Reads one topic. */
async function read(topic: string, registered?: RegisteredEvent | UnknownSubject) {
  const { pipeline, ...told } = await readFile(`topics:\n  orders: ${topic}`, registered);
  return { topic: pipeline?.topics[0], ...told };
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

test.each([
  [
    'event: order, format: avro',
    undefined,
    { format: 'avro', event: { name: 'order', encoding: { format: 'avro' } } },
    [],
  ],
  [
    'event: { registry: orders-value }, format: avro',
    found,
    { format: 'avro', event: { name: 'orders', encoding: { version: 2, schema } } },
    ['warning version-misfit'],
  ],
  ['event: { registry: orders-value }', found, { unread: true }, ['error registry-without-format']],
  ['format: avro', found, { format: 'avro', unread: true }, ['error format-without-event']],
] as const)('topics of a pattern with %s', async (values, registered, pattern, expected) => {
  const { pipeline, rules } = await readFile(
    `sinks:\n  lake: { from: { pattern: o.*, ${values} }, file: { path: /tmp/o, format: parquet } }`,
    registered,
  );
  expect(pipeline?.sinks[0]?.pattern).toMatchObject({ text: 'o.*', ...pattern });
  expect(rules).toEqual(expected);
});
