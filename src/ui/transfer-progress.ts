import type { Context } from '../base/context.ts';
import { progressLine } from '../base/text/progress.ts';

const megabytes = (bytes: number) => (bytes / 1024 / 1024).toFixed(1);

/** Says how much of `total` bytes has been copied. */
export function transferProgress(what: string, total: number, context: Pick<Context, 'messages' | 'clock' | 'signal'>) {
  const line = progressLine(context);
  let copied = 0;
  return {
    bytes: (count: number) => {
      copied += count;
      line.show(() => `${what}: ${megabytes(copied)} of ${megabytes(total)} MiB …`);
    },
    end: line.end,
  };
}
