import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { newDirectory, run, uniqueName } from './harness.ts';

const name = uniqueName('refused');

/** Kafka's own reason is shown whole, and known before anything is written. */
describe('what the broker refuses about topics', () => {
  test('is told by `topics create` with its reason', async () => {
    expect((await run(['topics', 'create', `${name}.a`])).exitCode).toBe(0);
    const collision = await run(['topics', 'create', `${name}_a`]);
    expect(collision.stderr).toContain(`Topic '${name}_a' collides with existing topic: ${name}.a`);
    const setting = await run(['topics', 'create', `${name}.b`, '--config', 'nosuch.key=1']);
    expect(setting.stderr).toContain('Unknown topic config name: nosuch.key');
    expect([collision.exitCode, setting.exitCode]).toEqual([1, 1]);
  });

  test('stops `apply` before its first write, each thing at its place', async () => {
    const directory = newDirectory();
    const topics = [
      `  ${name}.first: {}`,
      `  ${name}.wrong: { config: { nosuch.key: 1 } }`,
      `  ${name}_a: {}`,
      `  ${name}.many: { replication: 3 }`,
    ];
    writeFileSync(join(directory, 'bad.yaml'), ['pipeline: bad', 'topics:', ...topics, ''].join('\n'));
    const { stderr, exitCode } = await run(['apply', 'bad.yaml', '--yes'], { directory });
    expect(exitCode).toBe(1);
    expect(stderr.match(/^bad\.yaml:.*\[kafka-validation\]$/gm)).toHaveLength(3);
    expect(stderr).toContain('Nothing was changed: these 3 things stand in the way');
    const { stdout } = await run(['topics', 'list', '-o', 'json']);
    expect(stdout).not.toContain(`${name}.first`);
  });
});
