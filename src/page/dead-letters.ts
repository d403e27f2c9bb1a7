import { printable } from '../base/text/printable.ts';
import type { LiveConnector } from '../clients/connect/model.ts';
import type { KafkaReader } from '../clients/kafka/reader.ts';
import { type DeskSink, lettersOf, listDeadLetters, type ReasonGroup } from '../pipeline/dead-letters/list.ts';
import { markOf } from '../pipeline/dead-letters/mark.ts';
import { retriability, retriable } from '../pipeline/dead-letters/retriable.ts';
import { recordJson } from '../ui/record.ts';
import { Kept } from './kept.ts';
import { readableBy } from './readable.ts';
import { Reading, Readings } from './reading.ts';
import { shortenedMessage } from './shortened.ts';
import type { Source } from './source.ts';
import type { LetterRow, LetterRows } from './wire/dead-letters.ts';
import type { Problem } from './wire/problem.ts';

/** Milliseconds for which what was read is shared; chains are long. */
const FRESH = 5_000;
/** Sinks, and choices among their dead letters, that are kept. */
const KEPT = 10;
const PATIENCE = 8_000;
/** Dead letters that are shown at once. */
const MOST = 50;

/** A sink with its dead letters by their reasons. */
export interface Desk {
  readonly sink: DeskSink;
  readonly live: LiveConnector | undefined;
  readonly groups: readonly ReasonGroup[];
}

/** Looks at the dead letters of sinks, for all viewers at once; what has not changed is not read again. */
export class DeadLetterDesks {
  readonly #source: Source;
  readonly #desks: Readings<Desk>;
  readonly #rows: Readings<LetterRows>;

  constructor(source: Source) {
    const { clock } = source.context;
    this.#source = source;
    this.#desks = new Readings(KEPT, (name) => {
      const kept = new Kept<readonly ReasonGroup[]>();
      return new Reading(clock, FRESH, () => this.#read(name, kept));
    });
    this.#rows = new Readings(KEPT, (key) => {
      const [name = '', reason = ''] = key.split('\n', 2);
      const kept = new Kept<LetterRows>();
      return new Reading(clock, FRESH, () => this.#readRows(name, reason, kept));
    });
  }

  look(name: string) {
    return this.#desks.of(name).look(PATIENCE, this.#source.context.signal);
  }

  /** Those that wait and whose reason contains `reason`. */
  rows(name: string, reason: string) {
    return this.#rows.of(`${name}\n${reason}`).look(PATIENCE, this.#source.context.signal);
  }

  /** As it is now: what is about to be changed is not looked up in what was shown. */
  now(name: string, reason: string): Promise<Desk> {
    return this.#source.connection.use(async (clients, cluster) => {
      const sink = await this.#source.desk(name, clients, cluster);
      const live = await clients.connect.connector(sink.name);
      retriable(sink, live);
      return { sink, live, groups: await listDeadLetters(sink, wantedBy(reason), await clients.records()) };
    });
  }

  expire(): void {
    this.#desks.expire();
    this.#rows.expire();
  }

  #read(name: string, kept: Kept<readonly ReasonGroup[]>): Promise<Desk> {
    return this.#source.connection.use(async (clients, cluster) => {
      const sink = await this.#source.desk(name, clients, cluster);
      const [live, kafka] = await Promise.all([clients.connect.connector(sink.name), clients.records()]);
      const groups = await kept.read(await markOf(sink, kafka), () => listDeadLetters(sink, {}, kafka));
      return { sink, live, groups };
    });
  }

  #readRows(name: string, reason: string, kept: Kept<LetterRows>): Promise<LetterRows> {
    return this.#source.connection.use(async (clients, cluster) => {
      const sink = await this.#source.desk(name, clients, cluster);
      const kafka = await clients.records();
      const readable = readableBy(undefined, cluster, this.#source.context);
      return kept.read(await markOf(sink, kafka), () => rowsOf(sink, reason, kafka, readable));
    });
  }
}

/** Nothing means all of them. */
export const wantedBy = (reason: string) => (reason === '' ? {} : { reason });

/** Why no dead letter of a sink can be tried again; undefined where they can. */
export function refusalOf({ sink, live }: Desk): Problem['error'] | undefined {
  const found = retriability(sink, live);
  return 'why' in found ? { message: `${found.why}.`, hint: found.hint } : undefined;
}

async function rowsOf(
  sink: DeskSink,
  reason: string,
  kafka: KafkaReader,
  readable: ReturnType<typeof readableBy>,
): Promise<LetterRows> {
  const letters: LetterRow[] = [];
  for await (const letter of lettersOf(sink, wantedBy(reason), kafka)) {
    if (letter.standing === 'stored') continue;
    if (letters.length === MOST) return { letters, more: true };
    const message = recordJson(letter.topic, letter.partition, await readable(letter.record));
    letters.push({ message: shortenedMessage(message), reason: printable(letter.reason), standing: letter.standing });
  }
  return { letters, more: false };
}
