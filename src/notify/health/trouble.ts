import { type Condition, conditionText } from './condition.ts';
import type { Observation, ObservedConnector, ObservedJob } from './observation.ts';

/** The parts of a cluster that are looked at, each alone; `looking` is the looking itself. */
export type Part = 'connectors' | 'jobs' | 'looking';

/** A condition that holds for something, as one look found it. */
export interface Trouble {
  /** As `conditionText` has it, or `not-seen`. */
  readonly condition: string;
  readonly part: Part;
  /** The connector, job or service that it holds for. */
  readonly subject: string;
  readonly detail: string;
  /** What to do. */
  readonly hint: string;
}

/** What could not be looked at; whoever asked for any condition is told. */
export const NOT_SEEN = 'not-seen';

/** The parts that could not be looked at: what held there may hold still. */
export const unseenParts = ({ connectors, jobs }: Observation): ReadonlySet<Part> =>
  new Set([...('why' in connectors ? ['connectors' as const] : []), ...('why' in jobs ? ['jobs' as const] : [])]);

/**
 * Every one of `conditions` that holds. `unread`: how many dead letters a topic holds that nobody was told of. Pure.
 */
export function troublesOf(
  { connectors, jobs }: Observation,
  conditions: readonly Condition[],
  unread: (subject: string, written: number) => number,
): readonly Trouble[] {
  return [
    ...('why' in connectors ? [notSeen('connectors', connectors.why)] : []),
    ...('why' in jobs ? [notSeen('jobs', jobs.why)] : []),
    ...conditions.flatMap((condition) => [
      ...('seen' in connectors ? connectors.seen.flatMap((one) => ofConnector(condition, one, unread)) : []),
      ...('seen' in jobs ? jobs.seen.flatMap((one) => ofJob(condition, one)) : []),
    ]),
  ];
}

function notSeen(subject: string, why: string): Trouble {
  const detail = `whether they are well is not known: ${why}`;
  const hint = '`pipeline status` tells whether the cluster answers.';
  return { condition: NOT_SEEN, part: 'looking', subject, detail, hint };
}

function ofConnector(
  condition: Condition,
  { name, state, why, lag, deadLetters, notVerified, silent }: ObservedConnector,
  unread: (subject: string, written: number) => number,
): readonly Trouble[] {
  const told = (detail: string, hint: string): Trouble => ({
    condition: conditionText(condition),
    part: 'connectors',
    subject: name,
    detail,
    hint,
  });
  const { name: asked } = condition;
  switch (asked) {
    case 'failed':
    case 'no-tasks':
    case 'waiting':
      return state === asked ? [told(why, connectorHints[asked](name))] : [];
    case 'lag': {
      const behind = lag.reduce((sum, one) => sum + one.lag, 0);
      const worst = lag.toSorted((a, b) => b.lag - a.lag)[0];
      if (behind <= condition.above || worst === undefined) return [];
      const most = `${worst.topic}-${worst.partition}, ${count(worst.lag)}`;
      const hint = `\`pipeline status ${name}\` tells whether it moves; more \`tasks\` share its partitions.`;
      return [told(`${counted(behind, 'record')} behind, the most in ${most}`, hint)];
    }
    case 'dead-letters': {
      if (deadLetters === undefined) return [];
      const more = unread(name, deadLetters.written);
      const hint = `\`pipeline consume ${deadLetters.topic} --from-beginning\` shows them with their reasons.`;
      return more === 0 ? [] : [told(`${counted(more, 'record')} went to ${deadLetters.topic}`, hint)];
    }
    case 'not-verified':
      return notVerified === undefined ? [] : [told(notVerified, verifyHint(name))];
    case 'silent-host':
      if (silent === undefined) return [];
      return [told(`its task runs, and has not reported since ${silent}`, connectorHints.failed(name))];
  }
}

function ofJob(condition: Condition, { name, state, why, notVerified, lag = 0 }: ObservedJob): readonly Trouble[] {
  const told = (detail: string, hint: string): readonly Trouble[] => [
    { condition: conditionText(condition), part: 'jobs', subject: name, detail, hint },
  ];
  if (condition.name === 'failed' && state === 'failed') return told(why, `\`pipeline logs ${name}\` has its log.`);
  if (condition.name === 'not-verified' && notVerified !== undefined) return told(notVerified, verifyHint(name));
  if (condition.name === 'silent-host' && state === 'silent') {
    return told(why, '`pipeline supervise` hosts jobs; `pipeline up` starts it.');
  }
  if (condition.name === 'lag' && lag > condition.above) {
    return told(`${counted(lag, 'offset')} behind`, `\`pipeline jobs status ${name}\` tells whether it moves.`);
  }
  return [];
}

const connectorHints = {
  failed: (name: string) =>
    `\`pipeline status ${name}\` has the whole trace; \`pipeline restart ${name}\` once its cause is mended.`,
  'no-tasks': (name: string) =>
    `See that a Connect worker runs and has room; \`pipeline restart ${name}\` asks for its tasks again.`,
  waiting: (name: string) => `It goes on by itself once that is there; \`pipeline status ${name}\` shows it.`,
} as const;

const verifyHint = (name: string) => `\`pipeline verify --sink ${name}\` proves it now and names every finding.`;

const count = (value: number): string => value.toLocaleString('en-US');
const counted = (value: number, noun: string): string => `${count(value)} ${noun}${value === 1 ? '' : 's'}`;
