import type { Output } from '../base/context.ts';
import { printable } from '../base/text/printable.ts';
import { paint } from '../base/text/style.ts';
import { table } from '../base/text/table.ts';
import { isoTime } from '../base/time.ts';
import type { DeskSink, Letter, ReasonGroup } from '../pipeline/dead-letters/list.ts';
import type { RetryOutcome } from '../pipeline/dead-letters/retry.ts';
import { recordAsText, recordJson } from './record.ts';

const right = 'right' as const;
const LONGEST = 20;

/** `deadletters list -o json` (docs/dead-letters.md). */
export const reasonsJson = ({ name, deadLetter }: DeskSink, groups: readonly ReasonGroup[]) => ({
  sink: name,
  deadLetter,
  reasons: groups.map(({ first, ...group }) => ({ ...group, first: { ...first, timestamp: timeOf(first.timestamp) } })),
});

const timeOf = (timestamp: number) => isoTime(timestamp) ?? timestamp;

/** A block for each reason: how many wait and how many are stored, and the first record of them. */
export function renderReasons(groups: readonly ReasonGroup[], output: Output): string {
  const style = paint(output);
  const counts = groups.map(({ records, stored }) => [String(records - stored), String(stored)]);
  const lines = table(
    [{ title: 'WAITING', align: right }, { title: 'STORED SINCE', align: right }, { title: 'REASON' }],
    groups.map(({ reason }, index) => [...(counts[index] ?? []), reason]),
  )
    .trimEnd()
    .split('\n');
  const [head = '', ...rows] = lines;
  if (groups.length === 0) return '';
  const blocks = rows.map((row, index) => {
    const first = groups[index]?.first;
    if (first === undefined) return `${row}\n`;
    const place = `${printable(first.topic)}-${first.partition} offset ${first.offset}, ${timeOf(first.timestamp)}`;
    return `${row}\n${style.dim(`  first: ${place}: ${printable(first.reason)}`)}\n`;
  });
  return `${head}\n${blocks.join('')}`;
}

/** One dead letter for a program. */
export function letterJson({ topic, partition, reason, standing, report, record }: Letter) {
  return { ...recordJson(topic, partition, record), reason, standing, report };
}

const standings = { open: '', stored: ' (stored since)', unknown: '' } as const;

/** One dead letter for a person: its reason, and below it the record. */
export function letterAsText({ topic, partition, reason, standing, record }: Letter, output: Output): string {
  const style = paint(output);
  const place = `${printable(topic)}-${partition} offset ${record.offset}${standings[standing]}`;
  return `${style.dim(`${place}:`)} ${style.yellow(printable(reason))}\n  ${recordAsText(partition, record, output)}`;
}

/** What a retry would do, in sentences. `declared`: whether the sink runs as its file declares it. */
export function retrySentences(groups: readonly ReasonGroup[], declared: boolean): readonly string[] {
  const sum = (of: (group: ReasonGroup) => number) => groups.reduce((total, group) => total + of(group), 0);
  const [tried, stored, same] = [
    sum(({ retriable }) => retriable),
    sum((group) => group.stored),
    sum(({ sameContract }) => sameContract),
  ];
  const unnamed = sum(({ records }) => records) - stored - tried;
  const left = [
    ...(unnamed === 0 ? [] : [`Left alone: ${letters(unnamed)} of which the commit log does not tell (yet).`]),
    ...(stored === 0 ? [] : [`Left alone: ${letters(stored)}, stored since.`]),
  ];
  if (tried === 0) return ['None of these dead letters waits: nothing is tried.', ...left];
  const they = tried === 1 ? 'it' : 'they';
  const which = same < tried ? `${same} of them ${same === 1 ? 'was' : 'were'}` : tried === 1 ? 'It was' : 'All were';
  return [
    `The sink starts again and tries ${letters(tried)}, as if ${they} came now. What fits is stored, once; what does ` +
      'not stays a dead letter, with the reason of today.',
    same === 0
      ? `The contract of the sink has changed since it rejected ${tried === 1 ? 'it' : 'them'}.`
      : `${which} rejected by the very contract that the sink has now: unless something else was mended, ` +
        `${same === 1 ? 'it stays a dead letter' : 'they stay dead letters'}.`,
    ...(declared ? [] : ['What the files declare of this sink is not applied: `pipeline apply` comes first.']),
    ...left,
  ];
}

const letters = (count: number) => `${count} dead ${count === 1 ? 'letter' : 'letters'}`;

/** What came of a retry, with the letters that stay and why. */
export function saidOfRetry({ sink, ...outcome }: RetryOutcome & { readonly sink: string }): string {
  const stays = outcome.rejected
    .slice(0, LONGEST)
    .map(({ topic, partition, offset, reason }) =>
      printable(`${topic}-${partition} offset ${offset} stays: ${reason}`),
    );
  return [retryText(sink, outcome).trimEnd(), ...stays].join('\n');
}

/** Which letters were rejected again, and why. */
export function renderRejected({ rejected }: RetryOutcome): string {
  if (rejected.length === 0) return '';
  return table(
    [{ title: 'STAYS A DEAD LETTER' }, { title: 'REASON' }],
    rejected
      .slice(0, LONGEST)
      .map(({ topic, partition, offset, reason }) => [
        printable(`${topic}-${partition} offset ${offset}`),
        printable(reason),
      ]),
  );
}

/** What came of a retry. */
export function retryText(sink: string, { wanted, stored, rejected, undecided }: RetryOutcome): string {
  if (wanted === 0) return `${sink} has no dead letter that waits.\n`;
  const more = rejected.length > LONGEST ? `and ${rejected.length - LONGEST} more\n` : '';
  const left =
    rejected.length === 0
      ? ''
      : ` ${rejected.length} still ${rejected.length === 1 ? 'does' : 'do'} not fit the contract.`;
  const late =
    undecided === 0
      ? ''
      : ` Of ${undecided} the sink has not said yet what becomes of them: it does what was requested when it opens its ` +
        'partitions, and the same command then goes on.';
  return `${more}${stored} of ${wanted} dead letters are stored now.${left}${late}\n`;
}
