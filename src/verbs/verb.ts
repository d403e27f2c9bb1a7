import type { Context, GlobalOptions } from '../base/context.ts';
import type { ExitCode } from '../base/errors.ts';
import type { Completion } from './completes.ts';
import type { Flags, ValuesOf } from './flag.ts';

/** What the work of a verb is given: the global options and its own flags. */
export type OptionsOf<F extends Flags> = GlobalOptions & ValuesOf<F>;

/** One verb: everything the command line, its help, the docs and shell completion know about it. */
export interface Verb<Options extends GlobalOptions = GlobalOptions> {
  /** Its words and arguments, as they are typed: `topics describe <topic>`. */
  readonly usage: string;
  /** One line. */
  readonly summary: string;
  readonly example: string;
  readonly flags: Flags;
  /** What may stand for an argument, by the name that it has in `usage`. */
  readonly completes?: Readonly<Record<string, Completion>>;
  /**
   * Where Docker Compose runs the cluster, it is carried out in the container of this tool: engines speak to HDFS and
   * YARN by names and ports that only their network knows, and a recommender answers and keeps its state there alone.
   */
  readonly inside?: true;
  run(context: Context, args: readonly string[], options: Options): Promise<ExitCode>;
}

/** A verb whose options have the types that its flags say. */
export const defineVerb = <const F extends Flags>(
  verb: Verb<OptionsOf<F>> & { readonly flags: F },
): Verb<OptionsOf<F>> => verb;
