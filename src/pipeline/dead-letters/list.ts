import type { KafkaReader } from '../../clients/kafka/reader.ts';
import type { ChainSink } from '../../verify/sink.ts';
import { type LetterPlace, placeKey, type Report, reasonWords, reportsIn } from './report.ts';
import { type Standing, standingsOf } from './standing.ts';

/** A sink whose dead letters are looked at. */
export interface DeskSink {
  readonly name: string;
  /** Its dead-letter topic. */
  readonly deadLetter: string;
  /** Where its commits tell what has become of them. */
  readonly chain?: ChainSink;
}

/** Which dead letters are meant; all of them where nothing is said. */
export interface Wanted {
  readonly topic?: string | undefined;
  readonly partition?: number | undefined;
  readonly offset?: number | undefined;
  /** A part of the reason, or of it without its values. */
  readonly reason?: string | undefined;
}

/** Dead letters of one reason. */
export interface ReasonGroup {
  /** The reason, with `…` for the values that differ from record to record. */
  readonly reason: string;
  /** Different records. */
  readonly records: number;
  /** Those of them that are stored by now. */
  readonly stored: number;
  /** Those that a retry would try: the commit log says that they wait. */
  readonly retriable: number;
  /** Those of them that the sink rejected by the very contract it has now. */
  readonly sameContract: number;
  readonly first: LetterPlace & { readonly timestamp: number; readonly reason: string };
}

/** A dead letter, and what has become of it. */
export interface Letter extends Report {
  readonly standing: Standing;
  /** Whether a retry would try it: the commit log says that it waits. */
  readonly retriable: boolean;
  /** Whether the sink rejected it by the very contract that it has now. */
  readonly sameContract: boolean;
}

/** Whether a dead letter is meant. */
export function isWanted(
  { topic, partition, offset, reason }: Wanted,
  letter: LetterPlace & { reason: string },
): boolean {
  if (topic !== undefined && topic !== letter.topic) return false;
  if (partition !== undefined && partition !== letter.partition) return false;
  if (offset !== undefined && offset !== letter.offset) return false;
  return reason === undefined || letter.reason.includes(reason) || reasonWords(letter.reason).includes(reason);
}

/** Every dead letter of a sink once, however often it was reported, with the reason of today. */
export async function* lettersOf(sink: DeskSink, wanted: Wanted, kafka: KafkaReader): AsyncGenerator<Letter> {
  const standings = await standingsOf(sink.chain);
  const seen = new Set<string>();
  for await (const report of reportsIn(sink.deadLetter, kafka)) {
    const key = placeKey(report);
    // one dead-letter topic may serve several sinks
    if (seen.has(key) || (sink.chain !== undefined && !sink.chain.topics.includes(report.topic))) continue;
    seen.add(key);
    const open = standings.open.get(key);
    const letter = {
      ...report,
      reason: open?.reason ?? report.reason,
      standing: standings.of(report),
      retriable: open !== undefined,
      sameContract: open !== undefined && open.contract === sink.chain?.contractDigests.get(report.topic),
    };
    if (isWanted(wanted, letter)) yield letter;
  }
}

/** The dead letters of a sink by their reasons, those of which most wait first. */
export async function listDeadLetters(
  sink: DeskSink,
  wanted: Wanted,
  kafka: KafkaReader,
): Promise<readonly ReasonGroup[]> {
  const groups = new Map<string, ReasonGroup>();
  for await (const letter of lettersOf(sink, wanted, kafka)) {
    const { topic, partition, offset, reason, standing, record } = letter;
    const words = reasonWords(reason);
    const before = groups.get(words);
    groups.set(words, {
      reason: words,
      records: (before?.records ?? 0) + 1,
      stored: (before?.stored ?? 0) + Number(standing === 'stored'),
      retriable: (before?.retriable ?? 0) + Number(letter.retriable),
      sameContract: (before?.sameContract ?? 0) + Number(letter.sameContract),
      first: before?.first ?? { topic, partition, offset, reason, timestamp: record.timestamp },
    });
  }
  const waiting = ({ records, stored }: ReasonGroup) => records - stored;
  return [...groups.values()].sort((a, b) => waiting(b) - waiting(a) || b.records - a.records);
}
