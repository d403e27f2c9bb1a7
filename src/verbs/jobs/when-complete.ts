import type { GlobalOptions } from '../../base/context.ts';
import { RefusedError, UsageError } from '../../base/errors.ts';
import { untilNoneIsOpen } from '../../base/until.ts';
import type { RunnableJob } from '../../jobs/spec.ts';
import { reasonText } from '../../ui/completeness.ts';
import { choiceOrNone, duration, valued } from '../flag.ts';
import {
  type Completeness,
  type CompletenessOptions,
  completenessFlags,
  completenessOf,
  untilTime,
} from '../shared/completeness.ts';
import type { SinkSource } from '../shared/sinks.ts';
import { waitingLine } from '../shared/waiting.ts';

/** Flags of a run that begins only once what it reads is complete. */
export const whenFlags = {
  when: choiceOrNone('<condition>', 'only once what it reads is complete (needs --until)', ['complete']),
  ...completenessFlags,
  wait: valued('<duration>', 'wait so long for that; without, a run that may not begin is refused', duration),
};

export interface WhenOptions extends CompletenessOptions {
  readonly when?: string | undefined;
  readonly wait?: number | undefined;
}

/** @throws UsageError for flags that mean nothing without `--when`, and for what is no moment */
export function checkWhen({ when, until, field, late, idle, wait }: WhenOptions): void {
  if (when !== undefined) untilTime(until);
  else if ([until, field, late, idle, wait].some((given) => given !== undefined)) {
    throw new UsageError('--until, --field, --late, --idle and --wait need --when complete', {
      hint: 'Say `--when complete`, or leave them out.',
    });
  }
}

/**
 * Waits until the sinks that a job reads are complete, and tells for what. RefusedError when they are not by then, and
 * for a job that reads no sink.
 */
export async function awaitComplete(
  { name, spec }: Pick<RunnableJob, 'name' | 'spec'>,
  options: GlobalOptions & WhenOptions,
  source: SinkSource,
): Promise<void> {
  const sinks = spec.from.flatMap((input) => ('sink' in input ? [input.sink] : []));
  if (sinks.length === 0) {
    throw new RefusedError('It reads no sink, so nothing says when what it reads is complete', {
      where: `job ${name}`,
    });
  }
  const { clock, signal, messages } = source.context;
  const answers = new Map<string, Completeness>();
  const isOpen = async (sink: string) => {
    const answer = await completenessOf(source, sink, options);
    answers.set(sink, answer);
    return !answer.complete;
  };
  const tell = waitingLine(messages);
  const first = await Promise.all(sinks.map(isOpen));
  const waited = sinks.filter((_, index) => first[index]);
  const open =
    options.wait === undefined
      ? waited
      : await untilNoneIsOpen(waited, isOpen, { clock, signal, patience: options.wait }, (those) =>
          tell(those.map((sink) => reasonOf(answers.get(sink)))),
        );
  const [late] = open;
  if (late === undefined) return;
  throw new RefusedError(`What it reads is not complete until ${options.until}: ${reasonOf(answers.get(late))}`, {
    where: `job ${name}`,
    hint: `\`pipeline complete ${late} --until ${options.until}\` shows every partition; --wait waits, --idle leaves idle ones out.`,
  });
}

function reasonOf(answer: Completeness | undefined): string {
  const open = answer?.partitions.find(({ complete }) => !complete);
  if (answer === undefined || open === undefined) return `${answer?.sink ?? 'a sink'}, whose topics are not there`;
  return `${answer.sink}, ${open.topic}-${open.partition} (${reasonText(open)})`;
}
