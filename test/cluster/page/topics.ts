import { expect, test } from 'vitest';
import { run } from '../harness.ts';
import { at, html, name, open, text, topic, visits } from './stage.ts';

/** Records are found, followed, decoded and counted. */
export function topicStories(): void {
  test('what is counted is shown as it grows, and leads to the job, its host and partitions, and its topic', async () => {
    const tab = await open(`/statistics?job=${name}.statistics`);
    await run(['produce', visits], { input: '{"user":"ada"}\n{"user":"ada"}\n{"user":"bob"}\nno JSON\n' });
    await tab.getByText('3 events').waitFor();
    expect(await tab.getByRole('row', { name: /^ada/ }).textContent()).toMatch(/^ada2/);
    await tab.getByText('1 broken: the value is not JSON').waitFor();
    await tab
      .getByRole('link', { name: `${name}.statistics` })
      .last()
      .click();
    await tab.getByRole('cell', { name: `${visits}-0` }).waitFor();
    await tab.getByRole('main').getByRole('link', { name: visits }).click();
    await tab.getByText('visit user=ada').first().waitFor();
    await tab.getByText('By its contract: the value is not JSON').waitFor();
    await tab.goBack();
    await tab.getByRole('link', { name: 'What it counted' }).click();
    expect(new URL(tab.url()).search).toBe(`?job=${name}.statistics`);
    await tab.close();
  });

  test('a message is found by its key, shown as text whatever it holds, and downloaded as it is', async () => {
    await run(['produce', topic, '--separator', '|'], { input: `needle|${html}\nother|hay\n` });
    const tab = await open(`/topics/${topic}`);
    await tab.getByRole('searchbox', { name: 'Contains' }).fill('needle');
    await tab.getByRole('combobox', { name: 'in' }).selectOption('key');
    await tab.getByRole('button', { name: 'Search' }).click();
    await tab.getByText(/^1 found/).waitFor();
    expect(Object.fromEntries(new URL(tab.url()).searchParams)).toEqual({ q: 'needle', in: 'key' });
    await tab.getByText(html).first().waitFor();
    expect(await tab.locator('td img, td script').count()).toBe(0);
    const href = await tab.getByRole('link', { name: 'Download as JSON lines' }).getAttribute('href');
    const lines = (await (await fetch(at(href ?? ''))).text()).trimEnd().split('\n');
    expect(lines.map((line) => JSON.parse(line))).toMatchObject([{ topic, key: 'needle', value: html }]);
    await tab.close();
  });

  test('who follows a topic sees a record that comes', async () => {
    const tab = await open(`/topics/${topic}?follow=1`);
    await tab.getByText('New ones are shown as they come').waitFor();
    await run(['produce', topic], { input: 'a record that came later\n' });
    await tab.getByText('a record that came later').first().waitFor();
    const told = JSON.parse(await text(`/api/topics/${topic}`));
    expect(told.bytes).toBeGreaterThan(100);
    expect(told.partitions[0].bytes).toBe(told.bytes);
    await tab.close();
  });
}
