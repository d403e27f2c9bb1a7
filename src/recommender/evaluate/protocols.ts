import { setImmediate as otherWork } from 'node:timers/promises';
import { InterruptedError } from '../../base/errors.ts';
import type { Contestant } from './contestants.ts';
import type { RatedEvent } from './fields.ts';
import { Catalogue, Measures, type Quality } from './measures.ts';

export const PROTOCOLS = ['leave-last-out', 'prequential'] as const;
/** `test-file`: where there are events of a second file to test. */
export type Protocol = (typeof PROTOCOLS)[number] | 'test-file';

/** Quality of one model under one protocol. */
export interface Outcome {
  readonly model: string;
  readonly cases: number;
  /** By length of the list. */
  readonly at: ReadonlyMap<number, Quality>;
}

export interface Trial {
  readonly protocol: Protocol;
  /** Events of the test that cannot be met, since known items are left out and the user has had the item. */
  readonly repeats: number;
  readonly outcomes: readonly Outcome[];
}

export interface TrialOptions {
  readonly lengths: readonly number[];
  readonly excludeKnown: boolean;
  /** Prequential: tests every so many-th event. */
  readonly every: number;
  /** For `test-file`: the events that are asked for, in order of time. */
  readonly tested?: readonly RatedEvent[];
  readonly contestants: () => readonly Contestant[];
  readonly signal: AbortSignal;
  readonly progress: (done: number, total: number, protocol: Protocol) => void;
}

const PAUSE = 200;

/** One step of a trial: an event to be learned, tested before, or both. */
interface Step {
  readonly event: RatedEvent;
  readonly test: boolean;
  readonly learn: boolean;
}

/**
 * The steps of a protocol over events in order of time.
 *
 * Leave-last-out: every user's last event is kept back; after all others are learned it is asked for. Prequential: each
 * event is asked for, then learned ("interleaved test-then-train", Gama et al., 2013): nothing of the future is known.
 * Test file: all events are learned, then those of the second file are prequential.
 */
function* stepsOf(
  protocol: Protocol,
  events: readonly RatedEvent[],
  { every, tested = [] }: Pick<TrialOptions, 'every' | 'tested'>,
): Generator<Step> {
  if (protocol === 'test-file') {
    for (const event of events) yield { event, test: false, learn: true };
    for (const event of tested) yield { event, test: true, learn: true };
    return;
  }
  if (protocol === 'prequential') {
    for (const [index, event] of events.entries()) yield { event, test: index % every === 0, learn: true };
    return;
  }
  const last = new Map(events.map((event) => [event.user, event]));
  for (const event of events) if (last.get(event.user) !== event) yield { event, test: false, learn: true };
  for (const event of last.values()) yield { event, test: true, learn: false };
}

/** Runs a protocol; lists are rankings of all items, never of a sample. `events` must be in order of time. */
export async function runTrial(
  protocol: Protocol,
  events: readonly RatedEvent[],
  options: TrialOptions,
): Promise<Trial> {
  const { lengths, excludeKnown, tested = [], signal, progress } = options;
  const runs = options.contestants().map((contestant) => ({ contestant, measures: new Measures(lengths) }));
  const catalogue = new Catalogue();
  const had = new Map<string, Set<string>>();
  let [repeats, done, work] = [0, 0, 0];
  for (const { event, test, learn } of stepsOf(protocol, events, options)) {
    const items = had.get(event.user);
    if (test && excludeKnown && items?.has(event.item) === true) repeats++;
    // Beginners are asked for only in a stream of all events; elsewhere there would be nobody to recommend to.
    else if (test && (protocol === 'prequential' || items !== undefined)) {
      for (const { contestant, measures } of runs) measures.add(contestant.list(event.user), event.item, catalogue);
      work += PAUSE / 4;
    }
    if (learn) {
      for (const { contestant } of runs) contestant.learn(event);
      catalogue.add(event.item);
      had.set(event.user, (items ?? new Set()).add(event.item));
    }
    done++;
    if (++work < PAUSE) continue;
    work = 0;
    progress(done, protocol === 'test-file' ? events.length + tested.length : events.length, protocol);
    await otherWork();
    if (signal.aborted) throw new InterruptedError('Stopped before the evaluation was done');
  }
  const outcomes = runs.map(({ contestant: { name }, measures }) => ({
    model: name,
    cases: measures.cases,
    at: measures.quality(catalogue.size),
  }));
  return { protocol, repeats, outcomes };
}
