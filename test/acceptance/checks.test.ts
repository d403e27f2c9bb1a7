import { expect, test } from 'vitest';
import type { StatisticsReport } from '../../src/statistics/audit/report.ts';
import { checksOf as eventChecks } from '../../src/verbs/acceptance/events.ts';
import { presence } from '../../src/verbs/acceptance/present.ts';
import { checkOf as listCheck } from '../../src/verbs/acceptance/recommended.ts';
import { checksOf as ruleChecks } from '../../src/verbs/acceptance/rules.ts';
import { checkOf as sinkCheck } from '../../src/verbs/acceptance/stored.ts';
import type { JudgedSink } from '../../src/verify/proof.ts';

const sink: JudgedSink = {
  sink: 'shop.lake',
  ok: true,
  empty: false,
  partitions: [],
  findings: [],
  files: 0,
  bytes: 0,
};
const partition = {
  topic: 'sales',
  partition: 1,
  records: 332,
  stored: 330,
  missing: 2,
  duplicates: 0,
  deadLettered: 0,
  deadLetterRepeats: 0,
  tombstones: 0,
  retired: 0,
  changed: 0,
  lag: 0,
  covered: { from: 0, to: 332 },
  provenBefore: 0,
};

test('a sink that lost records has failed, with the place; one without records, or without a proof, proves nothing', () => {
  const range = { from: 10, to: 12 };
  const missing = {
    kind: 'missing',
    failure: true,
    message: '2 are gone',
    topic: 'sales',
    partition: 1,
    range,
  } as const;
  expect(sinkCheck({ ...sink, ok: false, partitions: [partition], findings: [missing] })).toMatchObject({
    outcome: 'failed',
    found: '330',
    expected: '332',
    problem: 'missing: sales-1@10-12: 2 are gone',
  });
  expect(sinkCheck({ ...sink, empty: true })).toMatchObject({
    outcome: 'unproven',
    problem: expect.stringContaining('not a single record'),
  });
  expect(sinkCheck({ ...sink, ok: null }).outcome).toBe('unproven');
});

const report: StatisticsReport = {
  version: 1,
  cluster: 'test',
  ok: true,
  topics: [{ topic: 'sales', records: 0, gone: 0 }],
  tables: [],
  samples: [],
  differences: [],
  sent: [],
  deployed: [],
  notes: [],
  problems: [],
};

test('a topic without events is said; received beside sent is a range while a source writes', () => {
  expect(eventChecks(report)).toMatchObject([{ outcome: 'unproven', found: '0' }]);
  const sent = { sources: ['shop'], topics: ['sales'], sent: { least: 330, most: 340 }, received: 329, ok: false };
  const topics = [{ topic: 'sales', records: 329, gone: 0 }];
  expect(eventChecks({ ...report, topics, sent: [sent] })).toMatchObject([
    { outcome: 'failed', found: '329', expected: '330 to 340' },
  ]);
});

test('a rule with an alert too few has failed; one that no event matched proves nothing', () => {
  const rule = { rule: 'large', topic: 'sales', to: 'alerts', matched: 3, earlier: 0 };
  const counts = { expected: 3, found: 2, missing: 1, extra: 0, different: 0 };
  const none = { expected: 0, found: 0, missing: 0, extra: 0, different: 0 };
  const rules = [
    { ...rule, ...counts },
    { ...rule, ...none, rule: 'never', matched: 0 },
  ];
  const proof = {
    version: 1,
    ok: false,
    name: 'shop.alerts',
    cluster: 'test',
    sources: [],
    rules,
    findings: [],
    more: {},
  } as const;
  expect(ruleChecks(proof)).toMatchObject([
    { name: 'shop.alerts: large', outcome: 'failed', problem: '1 missing, 0 extra, 0 different' },
    { name: 'shop.alerts: never', outcome: 'unproven' },
  ]);
});

test('a recommender whose lists differ has failed; one without lists proves nothing', () => {
  const log = { topic: 'log', from: 0, to: 9, events: 9, repeated: 0, users: 3, items: 2, forgotten: 0 };
  const lists = { published: 3, made: 3, different: 1 };
  const finding = { kind: 'changed-list', failure: true, message: 'the list of u1 differs' } as const;
  const proof = { version: 1, ok: false, name: 'r', cluster: 'test', log, sources: [], states: [], more: {} } as const;
  expect(listCheck({ ...proof, lists, findings: [finding] })).toMatchObject({
    outcome: 'failed',
    found: '5',
    expected: '6',
    problem: 'the list of u1 differs',
  });
  const empty = { published: 0, made: 0, different: 0 };
  expect(listCheck({ ...proof, ok: true, lists: empty, findings: [] }).outcome).toBe('unproven');
});

test('a topic whose source has no end and made nothing is said', () => {
  expect(presence('weather', 0)).toMatchObject({
    outcome: 'unproven',
    found: '0',
    problem: expect.stringMatching(/skipped/),
  });
  expect(presence('weather', 1_200)).toMatchObject({ outcome: 'passed', found: '1,200' });
});
