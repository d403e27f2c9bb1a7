import type { LiveRange } from './live-range.ts';
import type { Finding } from './proof.ts';
import type { Subject } from './subject.ts';

/** Looks up every record that `ranges` call dead-lettered: distinct reports count, further ones are `repeats`. */
export async function checkDeadLetters(
  subject: Subject,
  ranges: readonly LiveRange[],
): Promise<{ readonly findings: readonly Finding[]; readonly repeats: number }> {
  const { sink, topic, partition } = subject;
  const offsets = ranges.flatMap((range) => range.deadLettered.map(({ offset }) => offset));
  if (offsets.length === 0) return { findings: [], repeats: 0 };
  const letters = await subject.deadLetters();
  const isAbsent = (offset: number) => letters.reports(topic, partition, offset) === 0;
  // a sink at work has reported more since the topic was read; it reports before it creates its link
  if (offsets.some(isAbsent)) await letters.readOn();
  const absent = offsets.filter(isAbsent);
  const repeats = offsets.reduce((sum, offset) => sum + Math.max(0, letters.reports(topic, partition, offset) - 1), 0);
  const [first, last] = [absent[0], absent.at(-1)];
  if (first === undefined || last === undefined) return { findings: [], repeats };
  const where = sink.deadLetter ?? 'no dead-letter topic';
  const which =
    absent.length === 1 ? `the record at offset ${first}` : `${absent.length} records from offset ${first} on`;
  const finding: Finding = {
    kind: letters.complete ? 'dead-letter-missing' : 'unchecked',
    failure: letters.complete,
    message: `${which} counted as dead-lettered, but ${where} holds no report${letters.complete ? '' : ' (any more)'}`,
    topic,
    partition,
    range: { from: first, to: last + 1 },
  };
  return { findings: [finding], repeats };
}
