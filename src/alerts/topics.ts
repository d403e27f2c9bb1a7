import type { WrittenTopic } from '../language/section-words.ts';
import { stateTopic } from '../streams/names.ts';

/** An alert holds up to 100 events of 32,768 characters each. */
const config = { 'cleanup.policy': 'compact', 'max.message.bytes': String(16 * 2 ** 20) };

/** The topics that the alerts of a job bring with them: those that rules name, and the job's state. */
export function alertTopics(
  job: string,
  rules: readonly { readonly name: string; readonly to: string }[],
): WrittenTopic[] {
  const first = new Map([...rules].reverse().map(({ name, to }) => [to, name]));
  const targets = [...new Set(rules.map(({ to }) => to))];
  return [
    ...targets.map(
      (name): WrittenTopic => ({
        name,
        purpose: 'alerts',
        single: true,
        config,
        named: 'by-file',
        said: [first.get(name) ?? '', 'to'],
      }),
    ),
    stateTopic(job),
  ];
}
