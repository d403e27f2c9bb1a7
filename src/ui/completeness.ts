import { printable } from '../base/text/printable.ts';
import { table } from '../base/text/table.ts';
import { isoTime } from '../base/time.ts';
import type { PartitionAnswer, Why } from '../verify/complete-until.ts';

const timeOf = (time: number | null) => (time === null ? null : (isoTime(time) ?? String(time)));

/** One partition for a program (docs/complete.md): its times as ISO text. */
export const answerJson = (answer: PartitionAnswer) => ({
  ...answer,
  newest: timeOf(answer.newest),
  lastCame: timeOf(answer.lastCame),
});

const reasons: Readonly<Record<Why, (answer: PartitionAnswer) => string>> = {
  reached: () => 'later events have come, all before are stored',
  idle: ({ lastCame }) => (lastCame === null ? 'nothing ever came' : `idle since ${timeOf(lastCame)}`),
  'not-stored': ({ firstMissing }) => `the event at offset ${firstMissing} is not stored yet`,
  'not-reached': ({ lastCame }) => `no later event has come, the last record at ${timeOf(lastCame)}`,
  empty: () => 'nothing ever came',
  'under-way': () => 'a commit is being carried out',
};

/** Why a partition is complete or not. */
export const reasonText = (answer: PartitionAnswer): string => reasons[answer.why](answer);

/** A line for each partition. */
export function renderCompleteness(partitions: readonly PartitionAnswer[]): string {
  if (partitions.length === 0) return '';
  return table(
    [{ title: 'PARTITION' }, { title: 'COMPLETE' }, { title: 'NEWEST EVENT' }, { title: 'WHY' }],
    partitions.map((answer) => [
      printable(`${answer.topic}-${answer.partition}`),
      answer.complete ? 'yes' : 'not yet',
      timeOf(answer.newest) ?? 'none',
      reasonText(answer),
    ]),
  );
}
