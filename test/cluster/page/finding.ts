import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { directory, name, nowhere, open, yaml } from './stage.ts';

/** What is wrong is found from the first page on, and everything that is chosen stands in the address. */
export function findingStories(): void {
  test('a failed task is found in two clicks, with its whole trace, and Back returns', async () => {
    const tab = await open('/');
    const told = tab.locator('.bad-line', { hasText: `${name}.writer` });
    await told.waitFor();
    expect(await told.textContent()).toContain('there.txt');
    await told.getByRole('link').click();
    const trace = tab.getByRole('region', { name: 'Trace of task 0' });
    await trace.waitFor();
    expect(await trace.textContent()).toMatch(/Caused by[\s\S]*\n\s+at /);
    expect(new URL(tab.url()).pathname).toBe(`/connectors/${name}.writer`);
    await tab.goBack();
    await told.waitFor();
    await tab.close();
  });

  test('what differs from its declaration is marked, and the plan tells the same', async () => {
    const before = readFileSync(yaml, 'utf8');
    writeFileSync(yaml, before.replace(nowhere, join(directory, 'copy.txt')));
    const tab = await open(`/connectors/${name}.writer`);
    const row = tab.locator('tr.differs', { hasText: 'file' }).first();
    await row.waitFor();
    expect(await row.textContent()).toContain('copy.txt');
    expect(await row.textContent()).toContain(nowhere);
    await tab.getByRole('link', { name: /^Plan/ }).click();
    await tab.getByRole('heading', { name: `sink ${name}.writer` }).waitFor();
    await tab.close();
    writeFileSync(yaml, before);
  });

  test('filter and order stand in the address, which can be opened again', async () => {
    const tab = await open('/items?q=nothing+is+called+so');
    await tab.getByText(/^0 of/).waitFor();
    await tab.getByRole('searchbox').fill(name);
    await tab.getByText(/^6 of/).waitFor();
    await tab.getByRole('columnheader', { name: 'Name' }).getByRole('link').click();
    const { search } = new URL(tab.url());
    expect(Object.fromEntries(new URLSearchParams(search))).toEqual({ q: name, by: 'name' });
    const again = await open(`/items${search}`);
    const rows = again.locator('tbody th[scope=row] a');
    await rows.nth(5).waitFor();
    expect(await rows.allTextContents()).toEqual(
      ['base', 'lake', 'reader', 'shop', 'statistics', 'writer'].map((one) => `${name}.${one}`),
    );
    await tab.close();
    await again.close();
  });

  test('of the last acceptance what failed is chosen in the address', async () => {
    const tab = await open('/acceptance');
    await tab.getByText('not accepted').waitFor();
    await tab.getByRole('link', { name: 'failed 1' }).click();
    await tab.getByText('one is missing').waitFor();
    expect([await tab.getByRole('row').count(), new URL(tab.url()).search]).toEqual([2, '?outcome=failed']);
    await tab.close();
  });
}
