import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Bench, median } from './bench.ts';
import { pipeline } from './pipeline.ts';

const CONNECTORS = 500;

/** Stopped ones: 500 that run would be measured with the machine, not with the tool. */
const yaml = `
pipeline: bench-many
events:
  tick: { fields: { timestamp: { type: string, format: date-time }, number: integer } }
topics:
  bench-many: { event: tick, partitions: 1 }
sources:
${Array.from({ length: CONNECTORS / 2 }, (_, n) => `  tick${n}: { to: bench-many, state: stopped, datagen: { rate: 1/s, seed: ${n} } }`).join('\n')}
sinks:
${Array.from({ length: CONNECTORS / 2 }, (_, n) => `  lake${n}: { from: bench-many, state: stopped, hdfs: { path: /bench-many/${n}, format: parquet } }`).join('\n')}
`;

/** Five hundred connectors of one real worker, looked at as often as a person does. */
export const bench: Bench = {
  name: 'many-connectors',
  needs: 'cluster',
  async run({ home }) {
    const directory = mkdtempSync(join(tmpdir(), 'pipeline-bench-'));
    const file = join(directory, 'many.yaml');
    const run = (...args: readonly string[]) => pipeline(args, home, directory);
    const middle = (...args: readonly string[]) => median(5, async () => (await run(...args)).seconds);
    try {
      writeFileSync(file, yaml);
      const first = await run('apply', file, '--yes');
      const figures = [
        { name: `apply, ${CONNECTORS} new connectors, stopped`, value: first.seconds, unit: 's' },
        {
          name: `plan of ${CONNECTORS}: no change`,
          value: await middle('plan', file, '--detailed-exitcode'),
          unit: 's',
          atMost: 2,
        },
        { name: `status of ${CONNECTORS}`, value: await middle('status', '-o', 'json'), unit: 's', atMost: 2 },
      ];
      await run('delete', 'bench-many', '--yes');
      return figures;
    } finally {
      rmSync(directory, { recursive: true, force: true });
    }
  },
};
