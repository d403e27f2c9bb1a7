import { ALERTS } from '../../alerts/names.ts';
import { alertTopics } from '../../alerts/topics.ts';
import { alertsSchema, rulesIn } from '../../alerts/words.ts';
import { text } from '../../base/values.ts';
import type { HostedSection } from '../hosted-kind.ts';
import { compileAlerts } from './compile.ts';
import { lintAlerts } from './lint.ts';

/** `alerts:` of a pipeline file: one job for all its rules. */
export const section: HostedSection = {
  name: ALERTS,
  schema: alertsSchema,
  read(words, job) {
    const rules = rulesIn(words);
    const readers = new Map([...rules].reverse().map(({ name, from }) => [from, [name, 'from']]));
    return {
      from: [...readers.keys()],
      places: [...readers.values()],
      writes: alertTopics(job, rules),
      state: text(words.state) === 'stopped' ? 'stopped' : 'running',
    };
  },
  lint: lintAlerts,
  spec: (declaration, topics) => ({ ...compileAlerts(declaration, topics) }),
};
