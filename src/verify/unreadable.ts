import { InterruptedError, PipelineError } from '../base/errors.ts';
import { type Finding, nothingProven, type SinkProof } from './proof.ts';
import type { ProofSettings } from './proof-settings.ts';
import type { ProvableSink } from './provable.ts';

/**
 * What kept a sink, or one topic of it, from being proven, as a finding: so it hides nothing of the others. An
 * interruption is thrown on.
 */
export function unreadable(error: unknown, topic?: string): Finding {
  if (error instanceof InterruptedError) throw error;
  return {
    kind: 'unreadable',
    failure: true,
    message: `nothing is proven: ${sentence(error)}`,
    ...(topic !== undefined && { topic }),
  };
}

/** A sink whose place could not even be found out. */
export const unreadableSink = (name: string, error: unknown): ProvableSink => ({
  name,
  topics: [],
  catchesUp: false,
  position: async () => undefined,
  prove: async () => nothingProven(name, false, unreadable(error)),
});

/** Proves a sink. Whatever Kafka or the store answers is a finding; only an interruption is thrown. */
export async function proveOrSay(sink: ProvableSink, settings: ProofSettings): Promise<SinkProof> {
  try {
    return await sink.prove(settings);
  } catch (error) {
    settings.signal.throwIfAborted();
    return nothingProven(sink.name, false, unreadable(error));
  }
}

function sentence(error: unknown): string {
  if (error instanceof PipelineError)
    return error.where === undefined ? error.message : `${error.where}: ${error.message}`;
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return `this is a mistake in pipeline itself, please report it: ${stack}`;
}
