import { committedRecords } from '../kafka/committed.ts';
import type { RawKafka } from '../kafka/fetch.ts';

const HEADER = '__connect.errors.';

/** Which records a dead-letter topic speaks of, by their coordinates. */
export class DeadLetters {
  private readonly times = new Map<string, number>();
  /** False when retention may have removed reports: an absent one then proves nothing. */
  readonly complete: boolean;

  private constructor(complete: boolean) {
    this.complete = complete;
  }

  /** Reads a whole dead-letter topic; one that does not exist holds nothing. */
  static async read(kafka: RawKafka, topic: string): Promise<DeadLetters> {
    const partitions = (await kafka.partitions(topic)) ?? [];
    const bounds = await Promise.all(partitions.map((partition) => kafka.bounds(topic, partition)));
    const letters = new DeadLetters(bounds.every(({ start }) => start === 0));
    for (const [index, partition] of partitions.entries()) {
      const { start = 0, end = 0 } = bounds[index] ?? {};
      for await (const record of committedRecords(kafka, topic, partition, { from: start, to: end })) {
        const headers = record.headers();
        const text = (name: string) => headers.get(HEADER + name)?.toString('utf8');
        letters.add(`${text('topic')}/${text('partition')}/${text('offset')}`);
      }
    }
    return letters;
  }

  /** How often a record was reported. */
  reports(topic: string, partition: number, offset: number): number {
    return this.times.get(`${topic}/${partition}/${offset}`) ?? 0;
  }

  private add(coordinates: string): void {
    this.times.set(coordinates, (this.times.get(coordinates) ?? 0) + 1);
  }
}
