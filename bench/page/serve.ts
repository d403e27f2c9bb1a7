import { processContext } from '../../src/base/process-context.ts';
import { untilAborted } from '../../src/base/until.ts';
import { endWhatIsLeft } from '../../src/base/watchdog.ts';
import { bundleFolder } from '../../src/page/bundle.ts';
import { openPage } from '../../src/page/page.ts';
import { pageSource } from '../../src/verbs/shared/page-source.ts';

/**
 * The page's server as a process of its own: `serve.ts DIRECTORY CLUSTER SPEED`. With a speed of 60 its clock runs
 * sixty times as fast, so that a minute holds as many looks as an hour.
 */
const [directory = '', cluster = '', given = '1'] = process.argv.slice(2);
const speed = Number(given);
const began = Date.now();
const real = processContext(process);
const context = {
  ...real,
  directory,
  clock: {
    ...real.clock,
    now: () => began + (Date.now() - began) * speed,
    sleep: (milliseconds: number, signal?: AbortSignal) => real.clock.sleep(milliseconds / speed, signal),
  },
};
const options = { cluster, output: 'text', var: {}, insecure: false } as const;
const folder = await bundleFolder(context);
const page = await openPage(pageSource(context, [], options), {
  access: { host: '127.0.0.1' },
  port: 0,
  readOnly: true,
  folder,
});
process.stdout.write(`${page.url}\n`);
await untilAborted(real);
await page.close();
endWhatIsLeft(process);
