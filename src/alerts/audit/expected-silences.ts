import { definitionOf, type Rule, type TopicTypes } from '../spec.ts';
import { type Moment, type NaiveSilence, naiveSilences } from './naive-silence.ts';
import { naiveText } from './naive-time.ts';

/** An alert about silence that must be there; while the silence lasts, once it is long enough. */
export interface ExpectedSilence {
  readonly key: string;
  readonly value: string;
  readonly partition: number;
  readonly offset: number;
  /** Of the last record before it, milliseconds since 1970. */
  readonly since: number;
  readonly lasts: boolean;
}

/** The silences that a rule must tell, by when records came in all partitions. */
export function expectedSilences(rule: Rule, types: TopicTypes, moments: readonly Moment[]): ExpectedSilence[] {
  return naiveSilences(moments, rule.absent ?? 0).map((silence) => {
    const [since, partition, offset] = silence.from;
    const key = `${rule.from}-${partition}@${offset}/${rule.name}`;
    return { key, value: textOf(rule, types, silence), partition, offset, since, lasts: silence.until === undefined };
  });
}

function textOf(rule: Rule, types: TopicTypes, { from, until }: NaiveSilence): string {
  const place = ([time, partition, offset]: Moment) =>
    `{"partition":${partition},"offset":${offset},"time":"${naiveText(BigInt(time) * 1_000n)}"}`;
  const parts = [
    `"rule":${JSON.stringify(rule.name)}`,
    `"definition":"${definitionOf(rule, types)}"`,
    `"topic":${JSON.stringify(rule.from)}`,
    ...(rule.type === undefined ? [] : [`"type":${JSON.stringify(rule.type)}`]),
    `"trigger":${place(from)}`,
    '"events":[]',
    `"absent":{"longerThan":${rule.absent},"until":${until === undefined ? 'null' : place(until)}}`,
  ];
  return `{${parts.join(',')}}`;
}
