import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { eventually } from '../harness.ts';
import { at, html, lake, name, open, text } from './stage.ts';

/** What is stored is seen and proven. */
export function storedStories(): void {
  test('what is stored is seen, row by row, and proven; a file that is missing is seen in the proof', async () => {
    const tab = await open('/');
    await tab.getByRole('link', { name: 'Stored', exact: true }).click();
    await tab.getByRole('link', { name: `${name}.lake` }).click();
    const files = tab.getByRole('region', { name: 'Table of files' }).getByRole('link');
    await files.first().waitFor();
    const path = (await files.first().textContent()) ?? '';
    await files.first().click();
    await tab.getByRole('region', { name: 'Table of rows' }).getByText(html).waitFor();
    expect(new URL(tab.url()).searchParams.get('file')).toBe(path);
    await tab.getByRole('button', { name: 'Verify now' }).click();
    await tab.getByText('Verified: nothing missing, nothing twice.').waitFor();
    await tab.getByText('proven: counted').first().waitFor();
    rmSync(join(lake, path));
    await tab.getByRole('button', { name: 'Compare every row' }).click();
    await tab.locator('.bad-line', { hasText: 'file-missing' }).waitFor();
    await tab.locator('tr.failed').first().waitFor();
    await tab.getByRole('link', { name: 'Overview', exact: true }).click();
    await tab.getByText(/last proof.*1 failed/).waitFor();
    await tab
      .locator('.bad-line', { hasText: 'not proven' })
      .getByRole('link', { name: `${name}.lake` })
      .waitFor();
    await tab.close();
  });

  test('the tables of a database sink are listed, and their newest rows shown', async () => {
    const tab = await open(`/stored/${name}.base`);
    await eventually('rows', async () =>
      (await text(`/api/stored/${name}.base/rows?table=${name}`)).includes('bob') ? true : undefined,
    );
    await tab.getByRole('region', { name: 'Table of tables' }).getByRole('link', { name }).click();
    await tab.getByRole('region', { name: 'Table of rows' }).getByText('"user": "bob"').waitFor();
    expect(new URL(tab.url()).search).toBe(`?table=${name}`);
    expect((await fetch(at(`/api/stored/${name}.base/rows?table=pg_class`))).status).toBe(404);
    await tab.close();
  });
}
