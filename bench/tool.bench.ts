import { join } from 'node:path';
import { execa } from 'execa';
import { checkout } from '../src/target/checkout.ts';
import { type Bench, median } from './bench.ts';

/** How long a person waits for the tool itself. */
export const bench: Bench = {
  name: 'tool',
  needs: 'nothing',
  async run({ context }) {
    const cli = join(checkout, 'src', 'cli.ts');
    const help = await median(7, async () => {
      const begin = performance.now();
      await execa(process.execPath, ['--disable-warning=ExperimentalWarning', cli, '--help'], {
        cancelSignal: context.signal,
      });
      return performance.now() - begin;
    });
    return [{ name: 'pipeline --help', value: help, unit: 'ms', atMost: 200 }];
  },
};
