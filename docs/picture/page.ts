import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { browserPath } from '../../test/run/browser.ts';

/**
 * `node src/launch.mjs docs/picture/page.ts [URL]`: waits until the page of `npm start` knows the proofs, and writes
 * what it shows of one pipeline as docs/picture/page.png.
 */
const url = new URL('/?pipeline=evenements', process.argv[2] ?? 'http://127.0.0.1:8080/');

const browser = await chromium.launch({ executablePath: browserPath(process.env), args: ['--no-sandbox'] });
try {
  const tab = await browser.newPage({ viewport: { width: 1290, height: 700 }, locale: 'en-GB' });
  tab.setDefaultTimeout(900_000);
  await tab.goto(url.href);
  await tab.locator('.graph .node', { hasText: 'proven' }).first().waitFor();
  await tab.screenshot({ path: join(import.meta.dirname, 'page.png') });
} finally {
  await browser.close();
}
