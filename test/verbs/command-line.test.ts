import { describe, expect, test } from 'vitest';
import { newDirectory, run as runOn } from '../cluster/harness.ts';

/** Nothing runs here: whoever asks Kafka before looking at the command line says another thing. */
const home = newDirectory();

const run = (words: readonly string[]) => runOn(words, { home });

const wrong: readonly (readonly [command: string, said: string])[] = [
  ['nosuchverb', "unknown command 'nosuchverb'"],
  ['nosuchverb --help', "unknown command 'nosuchverb'"],
  ['help plam', 'Did you mean plan?'],
  ['topics nosuch', "unknown command 'nosuch'"],
  ['topics nosuch --help', "unknown command 'nosuch'"],
  ['ps extra', "too many arguments for 'ps'"],
  ['status --nosuch', "unknown option '--nosuch'"],
  ['consume', "missing required argument 'topic'"],
  ['apply --timeout 10', '`10` is not a duration'],
  ['verify --wait soon', '`soon` is not a duration'],
  ['recommender verify p.r --wait 1', '`1` is not a duration'],
  ['hdfs text /t --size 25', '`25` is not a size'],
  ['logs kafka -n few', 'Write a whole number'],
  ['consume t --max 99999999999999999999', 'Write a whole number'],
  ['topics create t --partitions 0', 'Write a whole number from 1'],
  ['topics create t --replication 3000000000', 'Write a whole number from 1'],
  ['topics create bad/name', 'is no name for a topic'],
  ['topics delete good .. --yes', 'is no name for a topic'],
  ['topics describe ..', 'is no name for a topic'],
  ['consume a:b', 'is no name for a topic'],
  ['produce a:b', 'is no name for a topic'],
  ['offsets reset p.s --to yesterday', 'A position is'],
  ['restart', 'Say what to restart'],
];

describe('what is wrong with a command line', () => {
  test.each(wrong)('`%s` is told with exit code 64 before anything is done', async (command, said) => {
    const words = command.split(' ');
    const [text, json] = [await run(words), await run([...words, '-o', 'json'])];
    expect([text.exitCode, text.stdout]).toEqual([64, '']);
    expect(text.stderr).toContain(said);
    expect([json.exitCode, json.stderr]).toEqual([64, '']);
    const { error } = JSON.parse(json.stdout);
    expect(error).toMatchObject({ code: 'usage', hint: expect.any(String) });
    expect(`${error.where} ${error.message}`).toContain(said);
  });
});

test('help and version are no mistakes', async () => {
  expect(await run(['--version'])).toMatchObject({ exitCode: 0, stdout: '0.1.0\n' });
  expect(await run(['status', '--help'])).toMatchObject({ exitCode: 0, stderr: '' });
  expect(await run(['topics'])).toMatchObject({ exitCode: 64, stdout: '' });
  const told = await run(['help', 'topics', 'create']);
  expect(told).toEqual(await run(['topics', 'create', '--help']));
  for (const part of ['--partitions <count>', 'Example:', '$ pipeline topics create clicks --partitions 3']) {
    expect(told.stdout).toContain(part);
  }
});
