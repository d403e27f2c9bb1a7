import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { plugIns } from '../../src/components/plug-ins.ts';
import { editorSchema } from '../../src/language/editor-schema.ts';

const root = join(import.meta.dirname, '../..');
const ajv = new Ajv2020({ allErrors: true, strict: false });
formats.default(ajv);
const valid = ajv.compile(editorSchema(plugIns()));

describe('the schema for editors', () => {
  test('pipeline.schema.json is current: `pipeline schema > pipeline.schema.json`', () => {
    const written: unknown = JSON.parse(readFileSync(join(root, 'pipeline.schema.json'), 'utf8'));
    expect(written).toEqual(editorSchema(plugIns()));
  });

  test.each(globSync('config/*.yaml', { cwd: root }))('accepts %s as it is written, before substitution', (file) => {
    valid(parse(readFileSync(join(root, file), 'utf8')));
    expect(valid.errors ?? []).toEqual([]);
  });

  test('takes a reference where a number or a unit belongs, and nothing else', () => {
    const sink = (every: string) => ({
      pipeline: 'p',
      sinks: { s: { from: 't', hdfs: { path: '/x', format: 'json', roll: { every } } } },
    });
    expect(valid(sink('${var:every}'))).toBe(true);
    expect(valid(sink('10s'))).toBe(true);
    expect(valid(sink('10'))).toBe(false);
  });

  test('every key of the language and of each kind is described', () => {
    const undescribed: string[] = [];
    const visit = (node: unknown, path: string) => {
      if (typeof node !== 'object' || node === null) return;
      for (const [key, value] of Object.entries(node)) {
        if (key === 'properties' && typeof value === 'object' && value !== null) {
          for (const [name, property] of Object.entries(value)) {
            const described = typeof property === 'object' && property !== null && 'description' in property;
            if (!described && !path.includes('$defs') && !path.includes('if')) undescribed.push(`${path}/${name}`);
          }
        }
        visit(value, `${path}/${key}`);
      }
    };
    const { sources, sinks, topics, recommender, jobs } = editorSchema(plugIns()).properties as Record<string, unknown>;
    visit({ sources, sinks, topics, recommender, jobs }, '');
    expect(undescribed).toEqual([]);
  });
});
