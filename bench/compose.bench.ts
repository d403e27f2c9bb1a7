import { join } from 'node:path';
import { execa } from 'execa';
import { Compose } from '../src/compose/compose.ts';
import { ensureJars } from '../src/processes/jars.ts';
import { checkout } from '../src/target/checkout.ts';
import { type Bench, median } from './bench.ts';

const runs = 3;

/**
 * Start of the small set of containers whose images are built, and their memory. Nothing where Docker does not answer.
 */
export const bench: Bench = {
  name: 'compose',
  needs: 'nothing',
  async run({ context: outer }) {
    const { exitCode } = await execa('docker', ['info'], { reject: false });
    if (exitCode !== 0) {
      outer.messages.write('Docker does not answer: the Compose cluster is not measured.\n');
      return [];
    }
    const { BASE_IMAGE: base } = outer.environment;
    const own = { COMPOSE_PROJECT_NAME: 'pipeline-bench', JARS: 'context', MODULES: 'context' };
    const environment = { ...outer.environment, ...own, ...(base !== undefined && { NODE_IMAGE: base }) };
    const context = { ...outer, directory: checkout, environment };
    const compose = new Compose(join(checkout, 'docker-compose.yml'), context);
    const down = (...more: string[]) => compose.run(['--progress', 'plain', 'down', '--timeout', '20', ...more]);
    const up = async () => {
      const begin = performance.now();
      await compose.run(['--progress', 'plain', 'up', '--detach', '--no-build', '--wait', '--scale', 'apply=0']);
      return (performance.now() - begin) / 1000;
    };
    try {
      await ensureJars(['kafka', 'hadoop', 's3', 'connectors'], context);
      await compose.run(['--progress', 'plain', 'build']);
      const first = await median(runs, async () => {
        await down('--volumes');
        return up();
      });
      const again = await median(runs, async () => {
        await down();
        return up();
      });
      const memory = (await compose.containers()).map(({ Name }) => Name);
      const { stdout } = await execa('docker', ['stats', '--no-stream', '--format', '{{.MemUsage}}', ...memory]);
      return [
        { name: 'Compose, small set, nothing there yet', value: first, unit: 's' },
        { name: 'Compose, small set, stopped before', value: again, unit: 's' },
        { name: 'memory of its seven idle containers', value: sum(stdout) / 2 ** 30, unit: 'GB' },
      ];
    } finally {
      await down('--volumes');
    }
  },
};

const units: Readonly<Record<string, number>> = { KiB: 2 ** 10, MiB: 2 ** 20, GiB: 2 ** 30 };

/** Bytes of all lines such as `178.9MiB / 1.758GiB`. */
function sum(lines: string): number {
  return lines
    .split('\n')
    .map((line) => /^([\d.]+)(\w+)/.exec(line) ?? [])
    .reduce((total, [, number = '0', unit = '']) => total + Number(number) * (units[unit] ?? 1), 0);
}
