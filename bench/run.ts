import { globSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, totalmem } from 'node:os';
import { join } from 'node:path';
import { processContext } from '../src/base/process-context.ts';
import { paint } from '../src/base/text/style.ts';
import { table } from '../src/base/text/table.ts';
import { startCluster } from '../src/embedded/start.ts';
import { stopCluster } from '../src/embedded/stop.ts';
import { checkout } from '../src/target/checkout.ts';
import { homeOf } from '../src/target/home.ts';
import { loadCluster } from '../src/target/load.ts';
import { type Bench, type Figure, verdict } from './bench.ts';

/** `npm run bench [-- NAME …]`: measures, on a cluster of its own, and prints each figure beside what was asked. */
const processWorld = processContext(process);
const folder = join(checkout, 'target', 'bench-cluster');
const context = {
  ...processWorld,
  directory: checkout,
  environment: { ...process.env, PIPELINE_HOME: folder, PIPELINE_ANY_PORTS: '1' },
};
const home = homeOf(context);
const style = paint(context.output);

const wanted = process.argv.slice(2);
const benches: Bench[] = [];
for (const file of globSync('*.bench.ts', { cwd: join(checkout, 'bench') }).sort()) {
  const loaded: { bench: Bench } = await import(join(checkout, 'bench', file));
  if (wanted.length === 0 || wanted.includes(loaded.bench.name)) benches.push(loaded.bench);
}

const clean = async () => {
  await stopCluster(home, context, true);
  rmSync(folder, { recursive: true, force: true });
};

const cell = (figure: Figure): string[] => {
  const { name, value, unit, atLeast, atMost, ratio } = figure;
  const fine = verdict(figure);
  const asked = atLeast !== undefined ? `≥ ${number(atLeast)}` : atMost !== undefined ? `≤ ${number(atMost)}` : '';
  const against = ratio === undefined ? '' : `${ratio.value.toFixed(2)} × ${ratio.to}`;
  const sign = fine === undefined ? '' : fine ? style.green('✓') : style.red('✗');
  return [name, number(value), unit, asked, against, sign];
};
const number = (value: number) =>
  value >= 100 ? Math.round(value).toLocaleString('en') : String(Number(value.toFixed(2)));

const figures: Figure[] = [];
const failed: string[] = [];
const [model] = cpus();
context.messages.write(
  `${cpus().length} × ${model?.model}, ${Math.round(totalmem() / 2 ** 30)} GB, Node ${process.versions.node}, load ${loadavg()[0]?.toFixed(2)}\n`,
);
try {
  if (benches.some(({ needs }) => needs === 'cluster')) {
    await startCluster(new Set(benches.flatMap(({ services }) => services ?? [])), home, context);
  }
  for (const bench of benches) {
    context.messages.write(`Measuring ${bench.name} (load ${loadavg()[0]?.toFixed(2)}) …\n`);
    const cluster = bench.needs === 'cluster' ? await loadCluster('embedded', context, false) : undefined;
    try {
      figures.push(...(await bench.run({ context, home: folder, ...(cluster !== undefined && { cluster }) })));
    } catch (error) {
      failed.push(bench.name);
      context.messages.write(
        `${bench.name} was not measured: ${error instanceof Error ? error.message : String(error)}\n`,
      );
    }
  }
} finally {
  await clean();
}
const titles = ['FIGURE', 'VALUE', 'UNIT', 'ASKED', 'RATIO', ''];
const columns = titles.map((title) => (title === 'VALUE' ? ({ title, align: 'right' } as const) : { title }));
context.output.write(table(columns, figures.map(cell)));
mkdirSync(join(checkout, 'target'), { recursive: true });
writeFileSync(join(checkout, 'target', 'bench.json'), `${JSON.stringify(figures, null, 2)}\n`);
process.exitCode = failed.length > 0 || figures.some((figure) => verdict(figure) === false) ? 1 : 0;
