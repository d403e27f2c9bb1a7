import { UsageError } from '../../base/errors.ts';
import { type Contestant, type ContestOptions, itemModel, popularity, sessionModel } from './contestants.ts';
import { type RatedEvent, wholeWeights } from './fields.ts';
import { type Protocol, runTrial, type Trial, type TrialOptions } from './protocols.ts';

/** What was evaluated, and how well each model did. */
export interface Evaluation {
  readonly source: string;
  readonly events: number;
  readonly users: number;
  readonly items: number;
  /** Rows that are no events, by reason. */
  readonly skipped: Readonly<Record<string, number>>;
  /** How many times larger the counted weights are than the ratings, which had decimals. */
  readonly scale: number;
  readonly trials: readonly Trial[];
}

export const MODEL_NAMES = ['items', 'sessions', 'popularity'] as const;
type ModelName = (typeof MODEL_NAMES)[number];

const makers: Readonly<Record<ModelName, (options: ContestOptions) => Contestant>> = {
  items: itemModel,
  sessions: sessionModel,
  popularity,
};

export interface EvaluationOptions extends Omit<TrialOptions, 'contestants'>, Omit<ContestOptions, 'top'> {
  readonly source: string;
  readonly skipped: ReadonlyMap<string, number>;
  readonly protocols: readonly Protocol[];
  readonly models: readonly ModelName[];
}

/** Runs the protocols over events, which are put in order of time; events of the same time keep their order. */
export async function evaluate(read: readonly RatedEvent[], options: EvaluationOptions): Promise<Evaluation> {
  const { source, skipped, protocols, models, lengths } = options;
  const { events, scale } = wholeWeights(read);
  const tested = wholeWeights(options.tested ?? []).events.sort((left, right) => left.time - right.time);
  if (events.length === 0) {
    const reasons = [...skipped].map(([reason, count]) => `${count} × ${reason}`).join('; ');
    throw new UsageError(`It holds no events (${reasons || 'it is empty'})`, { where: source });
  }
  events.sort((left, right) => left.time - right.time);
  const contestOptions = { ...options, top: Math.max(...lengths) };
  const contestants = () => models.map((name) => makers[name](contestOptions));
  const trials: Trial[] = [];
  for (const protocol of protocols) trials.push(await runTrial(protocol, events, { ...options, tested, contestants }));
  return {
    source,
    events: events.length,
    users: new Set(events.map(({ user }) => user)).size,
    items: new Set(events.map(({ item }) => item)).size,
    skipped: Object.fromEntries(skipped),
    scale,
    trials,
  };
}
