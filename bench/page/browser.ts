import { type Browser, type CDPSession, chromium } from 'playwright-core';
import { browserPath } from '../../test/run/browser.ts';

export const launch = (): Promise<Browser> =>
  chromium.launch({ executablePath: browserPath(process.env), args: ['--no-sandbox'] });

export interface Opened {
  /** Milliseconds from the navigation to the first paint, and until the first row of the table is drawn. */
  readonly painted: number;
  readonly content: number;
  /** Compressed, of everything that was loaded by then, in kB. */
  readonly kilobytes: number;
}

/** Notes when the first row is drawn: the clock of the page, not that of who asks it. */
const noteFirstRow = `new MutationObserver((_, observer) => {
  if (document.querySelector('tbody tr') === null) return;
  observer.disconnect();
  requestAnimationFrame(() => setTimeout(() => { window.firstRow = performance.now(); }));
}).observe(document, { childList: true, subtree: true })`;

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
    await tab.addInitScript(noteFirstRow);
    await tab.goto(new URL('/items', url).href, { waitUntil: 'commit' });
    await tab.waitForSelector('tbody tr', { timeout: 120_000 });
    let content: number | undefined;
    while (content === undefined) content = await tab.evaluate<number | undefined>('window.firstRow');
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
