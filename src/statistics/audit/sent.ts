/** What one source says it has sent; `topics`: all that it writes to. */
export interface Source {
  readonly name: string;
  readonly topics: readonly string[];
  /** Records before the topics were looked at, and after; undefined where its kind does not tell. */
  readonly before: number | undefined;
  readonly after: number | undefined;
}

/** Records of a topic up to where it was read. */
export interface Received {
  readonly topic: string;
  readonly records: number;
  /** Offsets below it that are no longer in the topic. */
  readonly gone: number;
}

/** Sent held against received, of topics that share their sources; documented in docs/statistics.md. */
export interface SentReport {
  readonly sources: readonly string[];
  readonly topics: readonly string[];
  /** While a source writes, what it has sent is known as a range. */
  readonly sent: { readonly least: number; readonly most: number };
  readonly received: number;
  /** null: it cannot be said, `why` tells the reason. */
  readonly ok: boolean | null;
  readonly why?: string;
}

/** Compares what sources have sent with what is in the topics. Topics that share a source are compared together. */
export function compareSent(sources: readonly Source[], received: readonly Received[]): SentReport[] {
  const reports: SentReport[] = [];
  const left = new Set(received.map(({ topic }) => topic));
  for (const { topic } of received) {
    if (!left.has(topic)) continue;
    const group = groupOf(topic, sources);
    for (const one of group.topics) left.delete(one);
    if (group.sources.length > 0) reports.push(reportOf(group, received));
  }
  return reports;
}

interface Group {
  readonly topics: readonly string[];
  readonly sources: readonly Source[];
}

/** The topics and sources that hang together with `topic`. */
function groupOf(topic: string, sources: readonly Source[]): Group {
  const topics = new Set([topic]);
  const writing = (): Source[] => sources.filter((source) => source.topics.some((one) => topics.has(one)));
  for (let size = 0; size !== topics.size; ) {
    size = topics.size;
    for (const source of writing()) for (const one of source.topics) topics.add(one);
  }
  return { topics: [...topics], sources: writing() };
}

function reportOf({ topics, sources }: Group, received: readonly Received[]): SentReport {
  const read = received.filter(({ topic }) => topics.includes(topic));
  const total = (of: (source: Source) => number | undefined) => sources.reduce((sum, one) => sum + (of(one) ?? 0), 0);
  const sent = { least: total(({ before }) => before), most: total(({ after }) => after) };
  const records = read.reduce((sum, one) => sum + one.records, 0);
  const report = { sources: sources.map(({ name }) => name), topics, sent, received: records };
  const silent = sources.filter(({ before, after }) => before === undefined || after === undefined);
  const unread = topics.filter((topic) => !read.some((one) => one.topic === topic));
  const gone = read.filter((one) => one.gone > 0).map(({ topic }) => topic);
  const why =
    silent.length > 0
      ? `${names(silent.map(({ name }) => name))} does not say how much it sent`
      : unread.length > 0
        ? `they write to ${names(unread)} too: name ${topics.length === 2 ? 'both' : 'all'} topics to compare`
        : gone.length > 0
          ? `the oldest records of ${names(gone)} are no longer there`
          : undefined;
  if (why !== undefined) return { ...report, ok: null, why };
  return { ...report, ok: sent.least <= records && records <= sent.most };
}

const names = (some: readonly string[]) => some.join(', ');
