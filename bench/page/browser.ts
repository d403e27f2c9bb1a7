import { type Browser, type CDPSession, chromium } from 'playwright-core';
import { browserPath } from '../../test/run/browser.ts';

export const launch = (): Promise<Browser> =>
  chromium.launch({ executablePath: browserPath(process.env), args: ['--no-sandbox'] });

export interface Opened {
  /** Milliseconds from the navigation to the first paint, and to the first row of the table. */
  readonly painted: number;
  readonly content: number;
  /** Compressed, of everything that was loaded by then, in kB. */
  readonly kilobytes: number;
}

/** Opens the table of connectors as somebody does who never did, and says when its first row was there. */
export async function openTable(browser: Browser, url: string): Promise<Opened> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  try {
    const tab = await context.newPage();
    const client = await context.newCDPSession(tab);
    let bytes = 0;
    client.on('Network.dataReceived', ({ encodedDataLength }) => {
      bytes += encodedDataLength;
    });
    await client.send('Network.enable');
    await tab.goto(new URL('/items', url).href, { waitUntil: 'commit' });
    await tab.waitForSelector('tbody tr', { timeout: 120_000 });
    const content: number = await tab.evaluate('performance.now()');
    const painted: number = await tab.evaluate(
      "performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? NaN",
    );
    return { painted, content, kilobytes: bytes / 1000 };
  } finally {
    await context.close();
  }
}

/** MiB of what the page's scripts hold, after what nobody holds is gone. */
export async function heapOf(client: CDPSession): Promise<number> {
  await client.send('HeapProfiler.collectGarbage');
  const { usedSize } = await client.send('Runtime.getHeapUsage');
  return usedSize / 2 ** 20;
}
