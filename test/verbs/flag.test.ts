import { Command } from 'commander';
import { expect, test } from 'vitest';
import { addFlags } from '../../src/verbs/command.ts';
import {
  choice,
  duration,
  flag,
  integer,
  negation,
  option,
  positives,
  repeated,
  valued,
  variables,
  words,
} from '../../src/verbs/flag.ts';

const flags = {
  follow: flag('keep on', 'f'),
  wait: negation('do not wait'),
  out: option('<file>', 'where to'),
  to: option('<position>', 'whence', { default: 'earliest' }),
  lines: valued('<count>', 'how many', integer, { short: 'n', default: 100 }),
  timeout: valued('<duration>', 'how long', duration, { default: 120_000, shown: '120s' }),
  fromBeginning: flag('all'),
  k: valued('<counts>', 'lengths', positives, { default: [10, 20] }),
  sink: repeated('<name>', 'which'),
  model: words('<names>', 'which', ['a', 'b']),
  config: variables('<name=value>', 'a setting'),
  format: choice('<format>', 'how', ['text', 'json'], 'text'),
};

/** Declared when the verb is called, as main does. */
async function parsed(...typed: readonly string[]) {
  const program = new Command('pipeline').exitOverride().configureOutput({ outputError: () => undefined });
  const verb = program
    .command('verb')
    .exitOverride()
    .action(() => {});
  const told: string[] = [];
  program.hook('preSubcommand', () => addFlags(verb, flags, (some) => told.push(...some)));
  await program.parseAsync(['verb', ...typed], { from: 'user' });
  return { options: verb.opts(), told };
}

test('a flag that is not given has its default, or is absent', async () => {
  const { options, told } = await parsed();
  expect(options).toEqual({
    follow: false,
    wait: true,
    to: 'earliest',
    lines: 100,
    timeout: 120_000,
    fromBeginning: false,
    k: [10, 20],
    sink: [],
    model: [],
    config: {},
    format: 'text',
  });
  expect(told).toEqual([]);
});

test('a flag that is given is read, and told again as it was typed', async () => {
  const typed = ['-f', '--no-wait', '--out', 'x', '--to', '5', '-n', '3', '--timeout', '2m', '--from-beginning'];
  const more = [
    '-k',
    '1,2',
    '--sink',
    'a',
    '--sink',
    'b',
    '--model',
    'a',
    '--model',
    'b',
    '--config',
    'x=1',
    '--config',
    'y=2=3',
  ];
  const { options, told } = await parsed(...typed, ...more, '--format', 'json');
  expect(options).toEqual({
    follow: true,
    wait: false,
    out: 'x',
    to: '5',
    lines: 3,
    timeout: 120_000,
    fromBeginning: true,
    k: [1, 2],
    sink: ['a', 'b'],
    model: ['a', 'b'],
    config: { x: '1', y: '2=3' },
    format: 'json',
  });
  const long = new Map([
    ['-f', '--follow'],
    ['-n', '--lines'],
  ]);
  expect(told).toEqual([...typed, ...more, '--format', 'json'].map((word) => long.get(word) ?? word));
  expect((await parsed(...told)).options).toEqual(options);
});

test('what cannot be read is refused', async () => {
  for (const typed of [
    ['--lines', 'few'],
    ['--timeout', '10'],
    ['-k', '0'],
    ['--config', 'x'],
    ['--format', 'xml'],
  ]) {
    await expect(parsed(...typed)).rejects.toThrow(`argument '${typed[1]}' is invalid`);
  }
});
