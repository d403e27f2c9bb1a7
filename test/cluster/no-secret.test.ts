import { expect, test } from 'vitest';
import { askConnect, linePipeline } from './apply-fixtures.ts';
import { run, uniqueName } from './harness.ts';

test('a secret appears in no output and no answer of Connect', async () => {
  const name = uniqueName('canary');
  const secret = name.toUpperCase().replaceAll('-', '_');
  const canary = `value-of-${name}: ü=\\ #!`;
  const set = await run(['secret', 'set', secret], { input: `${canary}\n` });
  const { yaml } = linePipeline(name, 3, {
    source: `    extra: { store.password: "\${secret:${secret}}" }`,
  });
  const said = [set];
  for (const verb of [
    ['secret', 'list'],
    ['plan', yaml],
    ['apply', yaml, '--no-wait'],
    ['apply', yaml, '--no-wait', '-o', 'json'],
    ['plan', yaml, '-o', 'json'],
    ['compile', yaml],
    ['compile', yaml, '-o', 'json'],
    ['status', '-o', 'json'],
    ['status', `${name}.reader`],
    ['status', `${name}.reader`, '-o', 'json'],
    ['export', name],
  ]) {
    const ran = await run(verb);
    // What is refused reaches Connect with no secret at all.
    if (verb[0] === 'apply') expect(ran.exitCode, ran.stderr).toBe(0);
    said.push(ran);
  }
  const live = await askConnect('/connectors?expand=info&expand=status');
  const everything = [...said.flatMap(({ stdout, stderr }) => [stdout, stderr]), live.body].join('');
  expect(live.body).toContain(`${name}.reader`);
  expect(everything).toContain(secret);
  expect(everything).not.toContain('value-of-');
  expect(everything).toContain(`\${secret:${secret}}`);
  await run(['delete', name, '--purge', '--yes']);
});

test('a secret typed into the YAML, or in the environment, is not repeated either', async () => {
  const name = uniqueName('typed');
  const canary = `value-of-${name}`;
  const { yaml } = linePipeline(name, 3, {
    source: `    extra: { producer.override.sasl.jaas.config: "x ${canary}" }`,
  });
  const said = [];
  for (const verb of [['validate'], ['compile'], ['plan'], ['apply', '--no-wait'], ['plan']]) {
    const [word = '', ...flags] = verb;
    for (const format of ['text', 'json']) {
      said.push(await run([word, yaml, ...flags, '-o', format], { environment: { CANARY: canary } }));
    }
  }
  for (const verb of [
    ['export', name],
    ['status', `${name}.reader`],
    ['status', `${name}.reader`, '-o', 'json'],
  ]) {
    said.push(await run(verb, { environment: { CANARY: canary } }));
  }
  const everything = said.flatMap(({ stdout, stderr }) => [stdout, stderr]).join('');
  expect(everything).toContain('plain-secret');
  expect(everything).toContain('sasl.jaas.config');
  expect(everything).not.toContain(canary);
  await run(['delete', name, '--purge', '--yes']);
});
