import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { commandLineFile, verbsPage } from '../../docs/verbs-page.ts';
import { checkout } from '../../src/target/checkout.ts';
import { describeCommandLine } from '../../src/verbs/describe.ts';
import { groups } from '../../src/verbs/registry.ts';

const commandLine = await describeCommandLine();
const written = (file: string) => readFileSync(join(checkout, file), 'utf8');

test('what is derived from the verbs is current: `npm run generate`', () => {
  expect(written('command-line.json')).toBe(commandLineFile(commandLine));
  expect(written('docs/verbs.md')).toBe(verbsPage(commandLine));
});

test('every verb has a line and an example of itself, and says what its own arguments may be', () => {
  for (const { name, summary, example, arguments: given, completes } of commandLine.verbs) {
    expect(example).toMatch(new RegExp(`\\bpipeline ${name}\\b`));
    expect(summary).toMatch(/^\S[^\n]{4,100}[^.\s]$/);
    const names = given.map((one) => one.replace(/[^a-z]/g, ''));
    expect(names).toEqual(expect.arrayContaining(Object.keys(completes ?? {})));
  }
});

test('a group is the first word of several verbs, and no verb itself', () => {
  const names = commandLine.verbs.map(({ name }) => name);
  const first = names.flatMap((name) => (name.includes(' ') ? [name.split(' ')[0]] : []));
  expect([...new Set(first)].filter((word) => !names.includes(word ?? '')).sort()).toEqual(Object.keys(groups).sort());
});
