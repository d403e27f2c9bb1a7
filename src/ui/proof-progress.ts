import type { Context } from '../base/context.ts';
import { progressLine } from '../base/text/progress.ts';

/** Says how far the proof of `sink` is. */
export function proofProgress(sink: string, context: Pick<Context, 'messages' | 'clock' | 'signal'>) {
  const line = progressLine(context);
  let records = 0;
  let files = 0;
  const draw = () => line.show(() => `Verifying ${sink}: ${records.toLocaleString('en-US')} records, ${files} files …`);
  return {
    records: (count: number) => {
      records += count;
      draw();
    },
    files: (count: number) => {
      files += count;
      draw();
    },
    end: line.end,
  };
}
