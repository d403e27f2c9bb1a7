import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkout } from '../src/target/checkout.ts';
import { type Bench, median } from './bench.ts';
import { pipeline } from './pipeline.ts';

const CONNECTORS = 50;

const yaml = `
pipeline: bench-apply
events:
  tick: { fields: { timestamp: { type: string, format: date-time }, number: integer } }
topics:
  bench-ticks: { event: tick, partitions: 1 }
sources:
${Array.from({ length: CONNECTORS }, (_, n) => `  tick${n}: { to: bench-ticks, datagen: { rate: 1/s, seed: ${n} } }`).join('\n')}
`;

/** Fifty connectors declared, applied, applied again and removed; and the plan of all systems. */
export const bench: Bench = {
  name: 'apply',
  needs: 'cluster',
  services: ['s3', 'weather-api'],
  async run({ home }) {
    const directory = mkdtempSync(join(tmpdir(), 'pipeline-bench-'));
    const file = join(directory, 'apply.yaml');
    const run = (args: readonly string[], where = directory) => pipeline(args, home, where);
    try {
      writeFileSync(file, yaml);
      const first = await run(['apply', file, '--yes']);
      const again = await median(3, async () => (await run(['apply', file, '--yes'])).seconds);
      const unchanged = (await run(['plan', file, '--detailed-exitcode'])).seconds;
      const plan = await median(3, async () => (await run(['plan', 'config'], checkout)).seconds);
      await run(['delete', 'bench-apply', '--yes']);
      return [
        { name: `apply, ${CONNECTORS} new connectors`, value: first.seconds, unit: 's' },
        { name: `apply, the same ${CONNECTORS} again`, value: again, unit: 's', atMost: 2 },
        { name: `plan, the same ${CONNECTORS}: no change`, value: unchanged, unit: 's' },
        { name: "plan of all systems, with the cluster's answers", value: plan, unit: 's', atMost: 1 },
      ];
    } finally {
      rmSync(directory, { recursive: true, force: true });
    }
  },
};
