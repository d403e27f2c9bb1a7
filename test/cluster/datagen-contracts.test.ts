import { join } from 'node:path';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { execa } from 'execa';
import { describe, expect, test } from 'vitest';
import { eventJsonSchema } from '../../src/language/event-json-schema.ts';
import { compile } from '../../src/pipeline/compile/compile.ts';
import { loadPipelines } from '../../src/pipeline/compile/load.ts';
import { checkout, jarsFolder } from '../../src/target/checkout.ts';
import { cluster, contextIn } from '../language/reading.ts';

const records = 10_000;
const ajv = new Ajv2020({ strict: false, allErrors: true });
formats.default(ajv);

/** What the connector makes of its configuration, without a worker: lines of topic, key and value. */
async function preview(config: Readonly<Record<string, string>>): Promise<string[]> {
  const classPath = ['plugins/pipeline', 'kafka'].map((folder) => join(jarsFolder, folder, '*')).join(':');
  const { stdout } = await execa('java', ['-cp', classPath, 'pipeline.connect.datagen.Preview', String(records)], {
    input: JSON.stringify(config),
    maxBuffer: 64 * 1024 * 1024,
  });
  return stdout.split('\n');
}

const { pipelines } = await loadPipelines([join(checkout, 'config')], cluster, contextIn(checkout), {
  vars: { count: String(records) },
});
const topics = new Map(pipelines.flatMap((pipeline) => pipeline.topics.map((topic) => [topic.name, topic])));
const sources = compile(pipelines, cluster).connectors.filter(({ kind }) => kind === 'datagen');

describe(`${records} generated records of each source are as their JSON Schema says`, () => {
  test.each(sources.map((source) => [source.name, source] as const))('%s', async (_, source) => {
    const lines = await preview(source.config);
    expect(lines).toHaveLength(records);
    const validators = new Map<string, ValidateFunction>();
    for (const line of lines) {
      const [topic = '', key, value = ''] = line.split('\t');
      const declared = topics.get(topic);
      if (declared?.event === undefined) throw new Error(`${topic} was not declared`);
      const validate = validators.get(topic) ?? ajv.compile(eventJsonSchema(declared.event));
      validators.set(topic, validate);
      const event = JSON.parse(value);
      expect(validate(event), `${line}\n${ajv.errorsText(validate.errors)}`).toBe(true);
      expect(key).toBe(String(event[declared.key ?? '']));
    }
    expect([...validators.keys()].sort()).toEqual([...source.topics].sort());
  });
});
