import type { FoundAlert } from '../found-alerts.ts';
import { lookInterval } from '../silence/watch-silences.ts';
import { definitionOf, type Rule, type TopicTypes } from '../spec.ts';
import { expectedSilences } from './expected-silences.ts';
import type { AlertFinding, AlertFindings, RuleProof } from './proof.ts';
import { isWhole, type Side } from './side.ts';

/** An alert that there must or may be. */
interface Due {
  readonly key: string;
  readonly value: string;
  readonly partition: number;
  readonly offset: number;
  /** It may be missing yet, or say something newer. */
  readonly isOpen: boolean;
}

/** States are stored every few seconds, and what follows from them alone comes after that. */
const STORING = 10_000;

/** What the topic of a rule's alerts holds, and which alerts of earlier rules cannot have been, by key. */
interface Found {
  readonly alerts: ReadonlyMap<string, FoundAlert>;
  readonly forged: ReadonlyMap<string, string>;
}

const namedAs = ({ name, from }: Rule, found: ReadonlyMap<string, FoundAlert>) =>
  [...found.values()].filter((alert) => alert.rule === name && alert.topic === from);

/** Alerts of a rule that had this name and was another. */
export function earlierOf(
  rule: Rule,
  types: TopicTypes,
  found: ReadonlyMap<string, FoundAlert>,
): readonly FoundAlert[] {
  const definition = definitionOf(rule, types);
  return namedAs(rule, found).filter((alert) => alert.definition !== definition);
}

/** Compares the alerts of one rule, in its topic and computed. */
export function proveRule(
  rule: Rule,
  types: TopicTypes,
  sides: readonly Side[],
  { alerts: found, forged }: Found,
  now: number,
  findings: AlertFindings,
): RuleProof {
  const definition = definitionOf(rule, types);
  const own = namedAs(rule, found).filter((alert) => alert.definition === definition);
  const earlier = earlierOf(rule, types, found);
  const unchecked = uncheckedPartitions(rule, sides, findings);
  const due = dueOf(rule, types, sides, now);
  const counts = { found: 0, missing: 0, extra: 0, different: 0 };
  const tell = (kind: 'missing' | 'extra' | 'different', { partition, offset }: Due | FoundAlert, message: string) => {
    counts[kind]++;
    findings.add({ kind, failure: true, message, rule: rule.name, topic: rule.from, partition, offset });
  };
  for (const one of due.values()) {
    if (unchecked.has(one.partition)) continue;
    const alert = found.get(one.key);
    if (alert?.value === one.value) counts.found++;
    else if (one.isOpen) continue;
    else if (alert === undefined) tell('missing', one, `no alert in ${rule.to}, and its events make one`);
    else tell('different', one, `the alert in ${rule.to} says something else than its events`);
  }
  for (const alert of own) {
    const end = sides.find(({ recomputed }) => recomputed.partition === alert.partition)?.recomputed.to ?? 0;
    if (due.has(alert.key) || alert.offset >= end || unchecked.has(alert.partition)) continue;
    tell('extra', alert, `an alert in ${rule.to} that no events make`);
  }
  for (const alert of earlier) {
    const why = forged.get(alert.key);
    if (why !== undefined) tell('extra', alert, `an alert in ${rule.to} of no rule that ever was: ${why}`);
  }
  tellEarlier(
    rule,
    earlier.filter(({ key }) => !forged.has(key)),
    findings,
  );
  const matched = sum(sides, ({ recomputed }) => recomputed.matched.get(rule.name) ?? 0);
  tellCounts(rule, sides, matched, findings);
  const expected = [...due.values()].filter(({ isOpen }) => !isOpen).length;
  return {
    rule: rule.name,
    topic: rule.from,
    to: rule.to,
    matched,
    expected,
    ...counts,
    earlier: earlier.filter(({ key }) => !forged.has(key)).length,
  };
}

/** Their rule is not known any more: that they are there is told, with the definitions that they name. */
function tellEarlier({ name, from, to }: Rule, earlier: readonly FoundAlert[], findings: AlertFindings): void {
  if (earlier.length === 0) return;
  const definitions = [...new Set(earlier.map(({ definition }) => definition))].sort();
  const shown = `${definitions.slice(0, 5).join(', ')}${definitions.length > 5 ? ', …' : ''}`;
  const message = `${earlier.length} alerts in ${to} are of other definitions of the rule (${shown}): only their triggers are checked`;
  findings.add({ kind: 'earlier', failure: false, message, rule: name, topic: from });
}

function dueOf(rule: Rule, types: TopicTypes, sides: readonly Side[], now: number): ReadonlyMap<string, Due> {
  if (rule.absent !== undefined) return new Map(silencesDue(rule, types, sides, now).map((one) => [one.key, one]));
  const due = sides.flatMap(({ recomputed, position }) =>
    recomputed.alerts
      .filter((alert) => alert.rule === rule.name)
      .map(({ key, value, partition, offset }) => ({ key, value, partition, offset, isOpen: offset >= position })),
  );
  return new Map(due.map((one) => [one.key, one]));
}

/** What a partition that lags, or went on since, says about a silence is still open. */
function silencesDue(rule: Rule, types: TopicTypes, sides: readonly Side[], now: number): Due[] {
  const moments = sides.flatMap(({ recomputed }) => recomputed.moments.get(rule.name) ?? []);
  const settled = sides.every(({ recomputed, position }) => recomputed.to === position);
  const patience = (rule.absent ?? 0) + lookInterval(rule) + STORING;
  return expectedSilences(rule, types, moments).map(({ since, lasts, ...due }) => ({
    ...due,
    isOpen: !settled || (lasts && now - since <= patience),
  }));
}

/** Partitions of which nothing can be said: what led to later alerts is gone. */
function uncheckedPartitions(rule: Rule, sides: readonly Side[], findings: AlertFindings): ReadonlySet<number> {
  const gone = sides.filter(({ known }) => known !== undefined && !isWhole(known));
  for (const { recomputed } of gone) {
    const { topic, partition, from: offset } = recomputed;
    const message = `events before offset ${offset} are no longer in the topic: its alerts cannot be checked`;
    findings.add({ kind: 'unchecked', failure: false, message, rule: rule.name, topic, partition });
  }
  // A silence is one of all partitions.
  const unchecked = rule.absent !== undefined && gone.length > 0 ? sides : gone;
  return new Set(unchecked.map(({ recomputed }) => recomputed.partition));
}

function tellCounts(rule: Rule, sides: readonly Side[], matched: number, findings: AlertFindings): void {
  const place = { rule: rule.name, topic: rule.from };
  const records = sum(sides, ({ recomputed }) => recomputed.records);
  const tell = (kind: AlertFinding['kind'], failure: boolean, message: string) =>
    findings.add({ kind, failure, message, ...place });
  if (matched === 0) {
    tell(
      'never-matched',
      false,
      records === 0 ? 'its topic has no events' : `none of ${records} events has matched it`,
    );
  }
  const evicted = sum(sides, ({ known }) => known?.state.rules.get(rule.name)?.counting.evicted ?? 0);
  if (evicted > 0) {
    const values = `values of \`${rule.per?.field}\``;
    tell(
      'evicted',
      false,
      `${evicted} ${values} were given up for others: \`keys\` keeps ${rule.keys} of each partition`,
    );
  }
  for (const { recomputed, known, position } of sides) {
    if (known === undefined || position !== recomputed.to || !isWhole(known)) continue;
    const [counted, there] = [known.state.rules.get(rule.name)?.matched, recomputed.matched.get(rule.name)];
    if (counted === there) continue;
    const message = `the job counted ${counted} matching events, and there are ${there}`;
    findings.add({ kind: 'miscounted', failure: true, message, ...place, partition: recomputed.partition });
  }
}

const sum = (sides: readonly Side[], count: (side: Side) => number): number =>
  sides.reduce((total, side) => total + count(side), 0);
