import { ALERTS } from '../../alerts/names.ts';
import { rulesIn } from '../../alerts/words.ts';
import { text } from '../../base/values.ts';
import type { SectionDeclaration } from '../../language/model.ts';
import { conditionText, readCondition } from '../../notify/health/condition.ts';
import { NOTIFY } from '../../notify/names.ts';
import { type Channel, type NotifySpec, notifySpec } from '../../notify/spec.ts';
import { stateTopic } from '../../streams/names.ts';
import type { HostedSection } from '../hosted-kind.ts';
import { isWritable, lintNotify } from './lint.ts';
import { channelsIn, notifySchema, rateText } from './words.ts';

/** `notify:` of a pipeline file: one job for all its channels. */
export const section: HostedSection = {
  name: NOTIFY,
  schema: notifySchema,
  secretWords: ['*.webhook'],
  read: (words, job) => ({
    from: [],
    writes: [stateTopic(job)],
    state: text(words.state) === 'stopped' ? 'stopped' : 'running',
  }),
  lint: (declaration, _, beside) => lintNotify(declaration, beside),
  spec: (declaration, _, beside) => ({ ...compileNotify(declaration, beside) }),
  declared({ name, spec }) {
    const { channels } = notifySpec(name, spec);
    return { words: Object.fromEntries(channels.map((channel) => [channel.name, written(channel)])) };
  },
};

const written = ({ rules, on, webhook, atMost }: Channel) => ({
  ...(rules.length > 0 && { alerts: rules.map(({ name }) => name) }),
  ...(on !== undefined && { on }),
  webhook: isWritable(webhook) ? webhook : '${secret:WEBHOOK}',
  atMost: rateText(atMost),
});

function compileNotify({ pipeline, words }: SectionDeclaration, beside: readonly SectionDeclaration[]): NotifySpec {
  const alerts = beside.find(({ name }) => name === ALERTS);
  const rules = (alerts === undefined ? [] : rulesIn(alerts.words)).toSorted((a, b) => (a.name < b.name ? -1 : 1));
  const channels = channelsIn(words).map(({ name, alerts: wanted, on, webhook, atMost }) => ({
    name,
    rules: rules.filter((rule) => wanted.includes(rule.name)).map((rule) => ({ name: rule.name, to: rule.to })),
    ...(on.length > 0 && { on: conditionsOf(on) }),
    webhook,
    atMost,
  }));
  return { pipeline, channels: channels.sort((a, b) => (a.name < b.name ? -1 : 1)) };
}

/** Conditions in their one spelling, which their state is kept under. */
const conditionsOf = (written: readonly string[]): readonly string[] =>
  written.flatMap((one) => {
    const condition = readCondition(one);
    return condition === undefined ? [] : [conditionText(condition)];
  });
