import type { Context, GlobalOptions, Output } from '../../base/context.ts';
import type { ExitCode } from '../../base/errors.ts';

/** What a stage of the acceptance works with. */
export interface Stage {
  readonly context: Context;
  readonly options: GlobalOptions;
  readonly files: readonly string[];
}

/** Keeps what is written. */
export class Kept implements Output {
  readonly isTerminal = false;
  readonly columns = undefined;
  readonly colour = false;
  #text = '';

  write(data: string | Uint8Array): void {
    this.#text += typeof data === 'string' ? data : Buffer.from(data).toString();
  }

  get text(): string {
    return this.#text;
  }
}

/** The part of a verb that carries it out; its documented JSON is what the acceptance reads. */
type Run<Options> = (context: Context, args: readonly string[], options: Options) => Promise<ExitCode>;

/**
 * Carries a verb out and returns the JSON that it prints, whatever its exit code; undefined when it printed none.
 * Messages and progress go where they always go. Errors of the verb pass.
 */
export async function asked<Result, Options>(
  { context, options }: Stage,
  run: Run<GlobalOptions & Options>,
  args: readonly string[],
  own: Options,
): Promise<Result | undefined> {
  const output = new Kept();
  await run({ ...context, output }, args, { ...options, ...own, output: 'json' });
  return output.text === '' ? undefined : JSON.parse(output.text);
}
