import { expect, test } from 'vitest';
import { canary, name, secret, text, topic } from './stage.ts';

/** What no answer may hold. */
export function securityStories(): void {
  test('no answer holds a secret', async () => {
    const paths = ['/', 'overview', `connectors/${name}.reader`, `connectors/${name}.writer`, 'jobs/none', 'plan'];
    paths.push('statistics', 'alerts', 'acceptance', `topics/${topic}/consumers`, `topics/${topic}/reasons`);
    paths.push(
      `jobs/${name}.statistics`,
      'recommenders/none',
      'recommenders/none/users/x',
      'recommenders/none/items/x',
    );
    paths.push('topics', `topics/${topic}`, `topics/${topic}/messages`, `topics/${topic}/messages.jsonl`);
    paths.push(`stored/${name}.lake`, `stored/${name}.lake/files`, `stored/${name}.lake/rows`);
    paths.push(`stored/${name}.lake/verifying`, `stored/${name}.base`, 'plan/applying');
    paths.push(`dead-letters/${name}.shop`, `dead-letters/${name}.shop/records`, `dead-letters/${name}.shop/retry`);
    paths.push(...['restart', 'restart-failed', 'stop'].map((verb) => `intents/${verb}/${name}.reader`));
    const answers = await Promise.all(paths.map((path) => text(path === '/' ? path : `/api/${path}`)));
    const everything = answers.join('\n');
    expect(everything).toContain('store.password');
    expect(everything).toContain(secret);
    expect(everything).not.toContain(canary);
  });
}
