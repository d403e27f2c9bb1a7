import { Counting } from './rules/counting.ts';
import { Gaps } from './rules/gaps.ts';
import type { Rule } from './spec.ts';

/** What one rule knows of a partition. */
export class RuleState {
  /** Events that it matched. */
  matched = 0;
  /** Alerts that it made; those of silence are counted elsewhere. */
  fired = 0;
  readonly counting: Counting;
  /** Of a rule about silence. */
  readonly gaps: Gaps | undefined;

  constructor(rule: Rule) {
    this.counting = new Counting(rule);
    this.gaps = rule.absent === undefined ? undefined : new Gaps(rule.absent);
  }
}

/** A record that could not be read, or not by every rule that it concerns. */
export interface UnreadableRecord {
  readonly offset: number;
  readonly reason: string;
}

/** All that the rules know of one partition: a function of its committed records up to an offset. */
export interface PartitionAlerts {
  unreadable: number;
  lastUnreadable?: UnreadableRecord;
  /** By rule. */
  readonly rules: ReadonlyMap<string, RuleState>;
}

export const emptyAlerts = (rules: readonly Rule[]): PartitionAlerts => ({
  unreadable: 0,
  rules: new Map(rules.map((rule) => [rule.name, new RuleState(rule)])),
});
