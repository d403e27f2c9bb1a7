import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { LocalStore } from '../../src/store/local.ts';
import { listChain, type ReadLinks } from '../../src/verify/chain-files.ts';
import type { Link } from '../../src/verify/link.ts';
import type { Finding } from '../../src/verify/proof.ts';

const LINKS = 1_005;
const text = (seq: number) =>
  JSON.stringify({ version: 1, seq, kind: 'open', writer: 'w', attempt: seq, time: 't', from: 0, to: 0, records: 0 });

let root: string;
let place: Parameters<typeof listChain>[0];
const log = () => join(root, '_log', 'lake', 'clicks', '0');
const pathOf = (seq: number) =>
  join(log(), String(Math.floor(seq / 1000)).padStart(9, '0'), `${String(seq).padStart(12, '0')}.json`);

/** A chain of which the first 999 links are folded. */
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'pipeline-chain-'));
  place = { store: new LocalStore(), root, connector: 'lake', topic: 'clicks', partition: 0 };
  for (let seq = 1; seq <= LINKS; seq++) {
    mkdirSync(dirname(pathOf(seq)), { recursive: true });
    writeFileSync(pathOf(seq), text(seq));
  }
  const fold = Array.from({ length: 999 }, (_, index) => `${text(index + 1)}\n`).join('');
  writeFileSync(join(log(), '000000000.fold.jsonl'), fold);
});

async function readAll(own: boolean): Promise<ReadLinks> {
  const links: Link[] = [];
  const findings: Finding[] = [];
  for await (const some of (await listChain(place)).readAfter(0, own)) {
    links.push(...some.links);
    findings.push(...some.findings);
  }
  return { links, findings };
}

describe('a chain with a fold', () => {
  test('is read whole, from the fold and from the links', async () => {
    for (const own of [false, true]) {
      const { links, findings } = await readAll(own);
      expect(links.map(({ seq }) => seq)).toEqual(Array.from({ length: LINKS }, (_, index) => index + 1));
      expect(findings).toEqual([]);
    }
  });

  test.each([
    ['cut off', '{"version":', /^link 7: it cannot be read/],
    ['changed, as long as before', text(7).replace('"attempt":7', '"attempt":8'), /^link 7: it differs/],
    ['another one', text(8), /^link 7: it says that it is link 8/],
  ])('tells of a link behind it that is %s', async (_how, damaged, message) => {
    writeFileSync(pathOf(7), damaged);
    const { links, findings } = await readAll(true);
    expect(findings).toMatchObject([{ kind: 'broken-chain', failure: true, message: expect.stringMatching(message) }]);
    expect(links).toHaveLength(LINKS);
  });

  test('tells of a link that is a directory', async () => {
    rmSync(pathOf(1_003));
    mkdirSync(pathOf(1_003));
    const { findings } = await readAll(false);
    expect(findings).toMatchObject([{ message: 'link 1003: it cannot be read: That is a directory' }]);
  });
});
