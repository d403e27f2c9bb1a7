import { expect, test } from 'vitest';
import { at, axe, name, open, openStill, topic, visits } from './stage.ts';

/** Every page is accessible, fits its window, and is used with the keyboard alone. */
export function lookStories(): void {
  test('every page is accessible, and as wide as the window of a phone and of two desks', async () => {
    const paths = ['/', '/items', `/connectors/${name}.writer?keys=all&do=restart`, '/topics', `/topics/${topic}`];
    const tab = await open('/');
    const client = await tab.context().newCDPSession(tab);
    const look = async (path: string, width: number, colorScheme: 'light' | 'dark') => {
      await tab.setViewportSize({ width, height: 800 });
      await tab.emulateMedia({ colorScheme });
      const beyond = 'document.documentElement.scrollWidth - document.documentElement.clientWidth';
      expect(await tab.evaluate(beyond), `${path} at ${width}`).toBe(0);
      if (width > 2_000) return;
      const expression = 'axe.run().then(({ violations }) => JSON.stringify(violations.map(({ id }) => id)))';
      const { result } = await client.send('Runtime.evaluate', { expression, awaitPromise: true });
      expect(result.value, `${path} at ${width}`).toBe('[]');
    };
    paths.push(
      '/stored',
      `/stored/${name}.lake`,
      `/stored/${name}.base`,
      `/dead-letters/${name}.shop?do=retry`,
      `/dead-letters/${name}.base`,
      '/plan',
      '/plan?do=apply',
      '/acceptance',
      '/alerts',
      '/recommenders',
      `/topics/${visits}`,
    );
    for (const path of [...paths, `/statistics?job=${name}.statistics`, `/jobs/${name}.statistics`]) {
      await tab.goto(at(path).href);
      await tab.getByText('Asking the cluster').first().waitFor({ state: 'detached' });
      await client.send('Runtime.evaluate', { expression: axe });
      await look(path, 360, 'dark');
      await look(path, 1280, 'light');
      await look(path, 2560, 'dark');
    }
    await tab.close();
  });

  test('with the keyboard alone the content is reached, and a link followed', async () => {
    const tab = await open('/items');
    await tab.getByRole('searchbox').waitFor();
    await tab.keyboard.press('Tab');
    expect(await tab.evaluate('document.activeElement.textContent')).toBe('Skip to the content');
    for (const step of ['pipeline', 'Overview']) {
      await tab.keyboard.press('Tab');
      expect(await tab.evaluate('document.activeElement.textContent')).toBe(step);
    }
    await tab.keyboard.press('Enter');
    await tab.getByRole('heading', { name: 'Overview' }).waitFor();
    expect(new URL(tab.url()).pathname).toBe('/');
    await tab.close();
  });

  test('what is known is there before a script has run, and is taken over by it as it is', async () => {
    const tab = await open('/items');
    await tab.getByRole('link', { name: `${name}.writer` }).waitFor();
    const still = await openStill('/items');
    expect(await still.getByRole('link', { name: `${name}.writer` }).isVisible()).toBe(true);
    expect(await still.getByRole('banner').boundingBox()).toEqual(await tab.getByRole('banner').boundingBox());
    const refused: string[] = [];
    tab.on('console', (message) => message.type() === 'error' && refused.push(message.text()));
    await tab.reload();
    await tab.getByRole('searchbox').fill(`${name}.lake`);
    await tab.getByText(/^1 of/).waitFor();
    expect([await tab.getByRole('banner').count(), refused]).toEqual([1, []]);
    await still.close();
    await tab.close();
  });
}
