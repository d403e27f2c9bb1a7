import { readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { eventually, run } from '../harness.ts';
import { at, name, open, sales, text, visits, yaml } from './stage.ts';

const path = `/dead-letters/${name}.shop`;

/** Dead letters are found, and come back once the contract is mended. */
export function letterStories(): void {
  test('dead letters are found from what is stored, retried with the keyboard alone, and stored', async () => {
    await eventually('the link that names it', async () =>
      (await text(`/api${path}/retry`)).includes('1 dead letter,') ? true : undefined,
    );
    const tab = await open(`/stored/${name}.shop`);
    await tab.getByRole('link', { name: 'Its dead letters' }).press('Enter');
    const reasons = tab.getByRole('region', { name: 'Table of reasons' });
    await reasons.getByRole('link', { name: /price/ }).press('Enter');
    expect(new URL(tab.url()).searchParams.get('reason')).toMatch(/price/);
    const letter = tab
      .getByRole('region', { name: 'Table of dead letters' })
      .getByRole('row', { name: `${sales}-0@1` });
    expect(await letter.textContent()).toMatch(/"id":"b".*price/s);

    // Before the contract is mended the plan says that a retry is of no use.
    await tab.getByRole('link', { name: 'Retry …' }).press('Enter');
    await tab.getByText('It was rejected by the very contract that the sink has now').waitFor();
    const { seal } = JSON.parse(await text(`/api${path}/retry`));
    writeFileSync(yaml, readFileSync(yaml, 'utf8').replace('price: number', '"price?": number'));
    await run(['apply', yaml, '--no-wait']);
    await tab.getByRole('button', { name: 'Retry' }).press('Enter');
    await tab.getByText('has changed since this was shown; nothing was done').waitFor();
    await tab.getByText('The contract of the sink has changed since it rejected it.').waitFor();
    expect((await retry(seal)).status).toBe(409);

    await tab.keyboard.press('Tab');
    await tab.keyboard.press('Enter');
    await tab.getByText('1 of 1 dead letters are stored now.').waitFor();
    await tab.getByText(/^0 dead letters of it wait, 1 is stored since/).waitFor();
    await tab.getByRole('link', { name: 'What it stored' }).press('Enter');
    await tab.getByText(/^\d+ restore$/).waitFor();
    await tab.close();
  });

  test('a database sink says why it cannot try them again, as the verb does', async () => {
    const tab = await open(`/topics/${visits}`);
    await tab.goto(at(`/dead-letters/${name}.base`).href);
    await tab.getByText('an older record must not replace a newer one of its key').waitFor();
    expect(await tab.getByRole('link', { name: 'Retry …' }).count()).toBe(0);
    expect((await fetch(at(`/api/dead-letters/${name}.base/retry`))).status).toBe(409);
    expect((await fetch(at(`/api/dead-letters/${name}.writer/retry`))).status).toBe(404);
    await tab.close();
  });

  test('nothing is retried that was not shown', async () => {
    expect((await retry(undefined)).status).toBe(409);
    expect((await fetch(at(`/api${path}/retry`), { method: 'POST', body: '{}' })).status).toBe(403);
  });
}

async function retry(seal: string | undefined): Promise<Response> {
  const [, token = ''] = /name="pipeline-token" content="([^"]+)"/.exec(await text('/')) ?? [];
  const headers = { 'x-pipeline-token': token };
  return fetch(at(`/api${path}/retry`), { method: 'POST', body: JSON.stringify({ seal }), headers });
}
