import type { Check } from '../../acceptance/report.ts';
import { countCommitted } from '../../clients/kafka/count-committed.ts';
import { heeding } from '../../clients/kafka/reader.ts';
import { withClients } from '../shared/clients.ts';
import type { Stage } from './asked.ts';
import { attempt } from './attempt.ts';

/** Whether topics of sources that never end have events at all: a source may skip all that it gets. */
export async function present({ context, options }: Stage, topics: readonly string[]): Promise<readonly Check[]> {
  const checks: Check[] = [];
  for (const topic of topics) {
    const about = { group: `Events of ${topic}`, name: 'events in the topic', how: 'committed records, counted' };
    const found = await attempt(about, () =>
      withClients(context, options, async (clients) => {
        const kafka = heeding(await clients.records(), context.signal);
        let records = 0;
        for (const partition of (await kafka.partitions(topic)) ?? []) {
          const { start: from, end: to } = await kafka.bounds(topic, partition);
          records += (await countCommitted(kafka, topic, partition, [{ from, to }]))[0] ?? 0;
        }
        return [presence(topic, records)];
      }),
    );
    checks.push(...found);
  }
  return checks;
}

/** No event proves nothing, and is said. Pure. */
export function presence(topic: string, records: number): Check {
  const check = {
    group: `Events of ${topic}`,
    name: 'events in the topic',
    found: records.toLocaleString('en-US'),
    how: 'committed records of the topic from its oldest offset on; its source has no end',
  };
  if (records > 0) return { ...check, outcome: 'passed' };
  const problem = 'the topic holds no event: its source has made none, or has skipped all that it got';
  return { ...check, outcome: 'unproven', problem, hint: '`pipeline status` shows the source, and why it skips.' };
}
