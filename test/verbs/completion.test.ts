import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { checkout } from '../../src/target/checkout.ts';
import { cacheFile, keepHeard, lockCache, readHeard } from '../../src/verbs/completion/cache.ts';
import { complete } from '../../src/verbs/completion/complete.ts';
import { scripts } from '../../src/verbs/completion/scripts.ts';

/** A folder with a pipeline half written, a folder below, and a home of its own. */
function folder() {
  const directory = mkdtempSync(join(tmpdir(), 'pipeline-completion-'));
  mkdirSync(join(directory, 'config', 'clusters'), { recursive: true });
  mkdirSync(join(directory, '.pipeline'));
  writeFileSync(join(directory, 'config', 'clusters', 'office.yaml'), 'connect: { url: http://localhost:1 }\n');
  writeFileSync(join(directory, 'config', 'notes.txt'), '');
  writeFileSync(
    join(directory, 'config', 'shop.yaml'),
    `# comment
pipeline: shop
topics:
  orders: { event: order }   # comment
  "returns": {}
sources:
    web:
        to: orders
        datagen: { rate: 1/s }
sinks:
  lake:
    from: orders
    hdfs:
      path: /data
jobs:
  count: { mapreduce: count }
recommender:
  from: orders
  half written: [
`,
  );
  return { directory, environment: {} };
}

const where = folder();
const now = 1_000_000;

/** What is proposed for the last word, without summaries, and which clusters are asked. */
async function proposed(words: readonly string[], at = where) {
  const asked: string[] = [];
  const text = await complete(words, at, now, (cluster) => asked.push(cluster));
  const lines = text.split('\n').slice(0, -1);
  return { words: lines.map((line) => line.split('\t')[0]), lines, asked };
}

const cases: readonly (readonly [typed: string, words: readonly string[]])[] = [
  ['sta', ['start', 'status', 'statistics']],
  ['topics ', ['list', 'describe', 'create', 'delete']],
  ['help to', ['topics']],
  ['aler', ['alerts']],
  ['alerts ', ['verify', 'shop']],
  ['alerts verify ', ['shop']],
  ['alerts shop ', []],
  ['topics cr', ['create']],
  ['plan --pr', ['--prune']],
  ['apply --no', ['--no-wait']],
  ['-o ', ['text', 'json']],
  ['ps --output=j', ['--output=json']],
  ['up --with s3,ya', ['s3,yarn']],
  ['offsets reset x --to ', ['earliest', 'latest']],
  ['init p', ['parquet']],
  ['completion ', ['bash', 'zsh', 'fish']],
  ['--cluster ', ['embedded', 'office']],
  ['validate ', ['config/']],
  ['validate config/', ['config/clusters/', 'config/shop.yaml']],
  ['apply config/n', ['config/notes.txt']],
  ['apply config/shop.yaml config/s', ['config/shop.yaml']],
  ['status ', ['shop', 'shop.web', 'shop.lake', 'shop.count', 'shop.recommender']],
  ['verify --sink shop.l', ['shop.lake']],
  ['consume ', ['orders', 'returns']],
  ['jobs run s', ['shop.count', 'shop.recommender']],
  ['recommender list ', ['shop.recommender']],
  ['consume orders ', []],
  ['nosuch ', []],
  ['topics nosuch ', []],
  ['produce -- or', ['orders']],
  ['consume --max 5 or', ['orders']],
  ['hdfs text /t --si', ['--size']],
];

describe('what may stand in place of the last word', () => {
  test.each(cases)('`%s`', async (typed, words) => {
    expect((await proposed(typed.split(' '))).words).toEqual(words);
  });

  test('verbs and flags come with what they do', async () => {
    expect((await proposed(['pla'])).lines).toEqual(['plan\tshow what apply would change']);
    expect((await proposed(['plan', '--outp'])).lines[0]).toBe('--output\thow to print data');
  });

  test('after `--` no flag is meant', async () => {
    expect((await proposed(['produce', '--', '-'])).words).toEqual([]);
  });
});

describe('names', () => {
  const heard = (names: object | undefined, at: number) => {
    const own = folder();
    writeFileSync(join(own.directory, '.pipeline', 'cluster.json'), '{}');
    const file = cacheFile('embedded', own);
    mkdirSync(join(file, '..'), { recursive: true });
    writeFileSync(file, JSON.stringify({ at, ...(names === undefined ? {} : { names }) }));
    return own;
  };
  const live = {
    pipelines: ['live'],
    connectors: ['live.a'],
    sinks: [],
    topics: ['there'],
    jobs: [],
    recommenders: [],
  };

  test('are those of the cluster while it was asked lately', async () => {
    const at = heard(live, now - 1_000);
    expect(await proposed(['consume', ''], at)).toMatchObject({ words: ['there'], asked: [] });
    expect(await proposed(['pause', ''], at)).toMatchObject({
      words: ['live', 'live.a', 'shop.count', 'shop.recommender'],
    });
  });

  test('that are old are shown beside those of config/, while the cluster is asked again', async () => {
    expect(await proposed(['consume', ''], heard(live, now - 60_000))).toMatchObject({
      words: ['there', 'orders', 'returns'],
      asked: ['embedded'],
    });
  });

  test('are those of config/ where the cluster did not answer, or was never asked', async () => {
    expect(await proposed(['consume', ''], heard(undefined, now))).toMatchObject({
      words: ['orders', 'returns'],
      asked: [],
    });
    const office = await proposed(['--cluster', 'office', 'consume', '']);
    expect(office).toMatchObject({ words: ['orders', 'returns'], asked: ['office'] });
    expect(await proposed(['consume', ''])).toMatchObject({ asked: [] });
    expect(await proposed(['--cluster', 'nosuch', 'consume', ''])).toMatchObject({ asked: [] });
  });

  test('of a cache that cannot be read are those of config/, and it is written anew', async () => {
    const at = heard(live, now);
    writeFileSync(cacheFile('embedded', at), '{"at":');
    expect(await proposed(['consume', ''], at)).toMatchObject({ words: ['orders', 'returns'], asked: ['embedded'] });
  });
});

const program = { node: process.execPath, script: join(checkout, 'src', 'complete.mjs') };
const has = (shell: string) => spawnSync(shell, ['--version']).status === 0;
const environment = { ...process.env, PIPELINE_HOME: join(where.directory, '.pipeline'), PIPELINE_CLUSTER: '' };

function saidBy(shell: string, script: string): readonly string[] {
  const { stdout, stderr } = spawnSync(shell, ['-c', script], {
    cwd: where.directory,
    env: environment,
    encoding: 'utf8',
  });
  expect(stderr).toBe('');
  return stdout.split('\n').filter((line) => line !== '');
}

describe.skipIf(!has('bash'))('bash', () => {
  const completed = (...words: readonly string[]) =>
    saidBy(
      'bash',
      `${scripts.bash(program)}
COMP_WORDS=(pipeline ${words.map((word) => `'${word}'`).join(' ')}); COMP_CWORD=${words.length}
_pipeline; printf '%s\\n' "\${COMPREPLY[@]}"`,
    );

  test('completes verbs, flags, values, files and names', () => {
    expect(completed('sta')).toEqual(['start', 'status', 'statistics']);
    expect(completed('verify', '--sink', '')).toContain('shop.lake');
    expect(completed('validate', 'config/')).toEqual(['config/clusters/', 'config/shop.yaml']);
    expect(completed('nosuch', '')).toEqual([]);
  });

  test('knows that bash takes `=` for the end of a word', () => {
    expect(completed('--cluster', '=', 'off')).toEqual(['office']);
    expect(completed('--cluster', '=')).toEqual(['embedded', 'office']);
  });

  test('goes by `pipeline` where the program it was made with is gone', () => {
    const gone = scripts.bash({ node: '/nowhere/node', script: '/nowhere/complete.mjs' });
    const said = saidBy(
      'bash',
      `pipeline() { printf '%s\\n' "$@"; }\n${gone}\nCOMP_WORDS=(pipeline sta); COMP_CWORD=1; _pipeline; printf '%s\\n' "\${COMPREPLY[@]}"`,
    );
    expect(said).toEqual(['__complete', '--', 'sta']);
  });
});

describe.skipIf(!has('zsh'))('zsh', () => {
  test('reads the script, and hands over what is proposed', () => {
    const said = saidBy(
      'zsh',
      `compdef() {}; compadd() { print -l -- "$@[-1]" \${(P)@[-1]} }
${scripts.zsh(program)}
words=(pipeline sta); CURRENT=2; _pipeline`,
    );
    expect(said).toEqual(expect.arrayContaining(['start', 'statistics', 'status']));
  });
});

describe.skipIf(!has('fish'))('fish', () => {
  test('completes as in a terminal', () => {
    const said = saidBy('fish', `${scripts.fish(program)}\ncomplete --do-complete='pipeline sta'`);
    expect(said).toEqual([
      'start\trun the main job: set up, start, apply, prove, recommend',
      expect.stringMatching(/^statistics\t/),
      expect.stringMatching(/^status\t/),
    ]);
    expect(saidBy('fish', `${scripts.fish(program)}\ncomplete --do-complete='pipeline --cluster=off'`)).toEqual([
      '--cluster=office',
    ]);
  });
});

test('`pipeline __complete` answers, and says nothing else', () => {
  const answer = execFileSync(process.execPath, [join(checkout, 'src', 'pipeline.mjs'), '__complete', '--', 'pla'], {
    encoding: 'utf8',
    stdio: 'pipe',
  });
  expect(answer).toBe('plan\tshow what apply would change\n');
});

test('one process at a time asks a cluster, and a lock that was left behind counts no longer than it may work', () => {
  const at = folder();
  const now = Date.now();
  expect([lockCache('office', at, now), lockCache('office', at, now)]).toEqual([true, false]);
  expect(lockCache('office', at, now + 60_000)).toBe(true);
  keepHeard('office', at, { at: now });
  expect(readHeard('office', at)).toEqual({ at: now });
  expect(lockCache('office', at, now)).toBe(true);
});
