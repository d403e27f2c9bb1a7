import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { memoryOf } from '../src/base/process-identity.ts';
import { startCluster } from '../src/embedded/start.ts';
import { stopCluster } from '../src/embedded/stop.ts';
import { ensureJars } from '../src/processes/jars.ts';
import { checkout } from '../src/target/checkout.ts';
import { homeOf } from '../src/target/home.ts';
import { readRecord } from '../src/target/record.ts';
import { type Bench, median } from './bench.ts';

const runs = 3;

/** Start, second start and memory of an embedded cluster that has its jars. */
export const bench: Bench = {
  name: 'cluster',
  needs: 'nothing',
  async run({ context: outer }) {
    const folder = mkdtempSync(join(tmpdir(), 'pipeline-bench-'));
    const context = { ...outer, directory: checkout, environment: { ...outer.environment, PIPELINE_HOME: folder } };
    const home = homeOf(context);
    const seconds = async (work: () => Promise<unknown>) => {
      const begin = performance.now();
      await work();
      return (performance.now() - begin) / 1000;
    };
    const start = () => seconds(() => startCluster(new Set(), home, context));
    try {
      await ensureJars(['kafka', 'hadoop', 'connectors'], context);
      const first = await median(runs, async () => {
        await stopCluster(home, context, true);
        return start();
      });
      const again = await median(runs, async () => {
        await stopCluster(home, context, false);
        return start();
      });
      const running = await median(runs, start);
      const memory = readRecord(home.record).processes.reduce((sum, { pid }) => sum + (memoryOf(pid) ?? 0), 0);
      return [
        { name: 'up, nothing there yet', value: first, unit: 's', atMost: 20 },
        { name: 'up, stopped before', value: again, unit: 's', atMost: 20 },
        { name: 'up, all running', value: running, unit: 's', atMost: 1 },
        { name: 'memory of an idle cluster', value: memory / 2 ** 30, unit: 'GB', atMost: 2.5 },
      ];
    } finally {
      await stopCluster(home, context, true);
      rmSync(folder, { recursive: true, force: true });
    }
  },
};
