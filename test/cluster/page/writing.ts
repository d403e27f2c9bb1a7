import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { eventually, run } from '../harness.ts';
import { at, directory, name, nowhere, open, text, yaml } from './stage.ts';

/** What the page writes is shown first, and done as it was shown. */
export function writingStories(): void {
  test('what failed is started again with two more clicks, and what will happen is shown before', async () => {
    mkdirSync(dirname(nowhere), { recursive: true });
    const tab = await open(`/connectors/${name}.writer`);
    await tab.getByRole('link', { name: 'Restart what failed' }).click();
    const asked = tab.getByRole('region', { name: `Restart what failed: ${name}.writer` });
    await asked.getByText('Task 0, which failed, is started again').waitFor();
    await asked.getByText(`pipeline restart --failed ${name}.writer`).waitFor();
    await asked.getByRole('button', { name: 'Restart what failed' }).click();
    await tab.getByText('What failed was asked to start again').waitFor();
    await tab.locator('.state.good', { hasText: 'running' }).first().waitFor();
    await eventually('the lines', async () => (existsSync(nowhere) ? true : undefined));
    await tab.close();
  });

  test('a connector is stopped and resumed, with the keyboard alone', async () => {
    const tab = await open(`/connectors/${name}.writer`);
    for (const [link, state] of [
      ['Stop', 'stopped'],
      ['Resume', 'running'],
    ] as const) {
      await tab.getByRole('link', { name: link }).press('Enter');
      await tab.getByRole('heading', { name: `${link}: ${name}.writer` }).waitFor();
      expect(await tab.evaluate('document.activeElement.id')).toBe('confirm');
      await tab.keyboard.press('Tab');
      await tab.getByRole('region', { name: 'Its offsets' }).waitFor();
      await tab.keyboard.press('Tab');
      await tab.keyboard.press('Enter');
      await tab.locator('.state', { hasText: state }).first().waitFor();
    }
    await tab.close();
  });

  test('what was not shown, or not as it is now, is not done', async () => {
    const [, token = ''] = /name="pipeline-token" content="([^"]+)"/.exec(await text('/')) ?? [];
    const path = `/api/intents/stop/${name}.reader`;
    const post = (body: object, headers: Readonly<Record<string, string>> = { 'x-pipeline-token': token }) =>
      fetch(at(path), { method: 'POST', body: JSON.stringify(body), headers });
    const { seal } = JSON.parse(await text(path));
    expect((await post({ seal }, {})).status).toBe(403);
    expect((await post({})).status).toBe(409);
    expect((await post({ seal: 'of something else' })).status).toBe(409);
    const { stdout } = await run(['status', `${name}.reader`, '-o', 'json']);
    expect(JSON.parse(stdout).condition).toBe('running');
    expect((await fetch(at(`/api/intents/stop/none`))).status).toBe(404);
    expect((await fetch(at(`/api/intents/explode/${name}.reader`))).status).toBe(404);
  });

  test('a plan is looked at and applied as it was shown', async () => {
    writeFileSync(yaml, readFileSync(yaml, 'utf8').replace(nowhere, join(directory, 'other.txt')));
    const tab = await open('/plan');
    await tab.getByRole('heading', { name: `sink ${name}.writer` }).waitFor();
    await tab.getByRole('link', { name: 'Apply …' }).click();
    await tab.getByRole('button', { name: 'Apply' }).click();
    await tab.getByText('Applied: 0 added, 1 changed, 0 destroyed.').waitFor();
    await tab.getByText('The cluster is as the files declare it').waitFor();
    await tab.close();
  });
}
