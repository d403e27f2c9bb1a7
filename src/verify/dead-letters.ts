import { committedRecords } from '../clients/kafka/committed.ts';
import type { KafkaReader } from '../clients/kafka/reader.ts';
import { lastHeaders } from '../clients/kafka/records.ts';

const HEADER = '__connect.errors.';

/** Which records a dead-letter topic speaks of, by their coordinates. */
export class DeadLetters {
  private readonly kafka: KafkaReader;
  private readonly topic: string;
  private readonly times = new Map<string, number>();
  /** How far each partition has been read. */
  private readonly positions = new Map<number, number>();
  private whole = true;

  private constructor(kafka: KafkaReader, topic: string) {
    this.kafka = kafka;
    this.topic = topic;
  }

  /** Reads a whole dead-letter topic; one that does not exist holds nothing. */
  static async read(kafka: KafkaReader, topic: string): Promise<DeadLetters> {
    const letters = new DeadLetters(kafka, topic);
    await letters.readOn();
    return letters;
  }

  /** False when retention may have removed reports: an absent one then proves nothing. */
  get complete(): boolean {
    return this.whole;
  }

  /** Reads what has been reported since. */
  async readOn(): Promise<void> {
    for (const partition of (await this.kafka.partitions(this.topic)) ?? []) {
      const { start, end } = await this.kafka.bounds(this.topic, partition);
      const from = Math.max(start, this.positions.get(partition) ?? 0);
      this.whole &&= from <= (this.positions.get(partition) ?? 0);
      for await (const record of committedRecords(this.kafka, this.topic, partition, { from, to: end })) {
        const headers = lastHeaders(record.headers());
        const text = (name: string) => headers.get(HEADER + name)?.toString('utf8');
        this.add(`${text('topic')}/${text('partition')}/${text('offset')}`);
      }
      this.positions.set(partition, end);
    }
  }

  /** How often a record was reported. */
  reports(topic: string, partition: number, offset: number): number {
    return this.times.get(`${topic}/${partition}/${offset}`) ?? 0;
  }

  private add(coordinates: string): void {
    this.times.set(coordinates, (this.times.get(coordinates) ?? 0) + 1);
  }
}
