const units = [
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['m', 60_000],
  ['s', 1_000],
] as const;

function duration(milliseconds: number): string {
  const [unit, size] = units.find(([, length]) => milliseconds % length === 0 && milliseconds > 0) ?? ['ms', 1];
  return `${milliseconds / size}${unit}`;
}

/** Kafka's -1 is without a limit. */
const limit = (text: string | undefined): number =>
  text === undefined || Number(text) < 0 ? Number.POSITIVE_INFINITY : Number(text);

const compacts = (policy = 'delete') => policy.includes('compact');
const deletes = (policy = 'delete') => policy.includes('delete');

/** Which records a topic loses when its setting `key` goes from one value to the other; undefined when none do. */
export function lossOf(key: string, from: string | undefined, to: string): string | undefined {
  switch (key) {
    case 'retention.ms':
      return limit(to) < limit(from) ? `records older than ${duration(limit(to))} are deleted` : undefined;
    case 'retention.bytes':
      return limit(to) < limit(from) ? `of each partition, all but the latest ${to} bytes are deleted` : undefined;
    case 'cleanup.policy':
      if (compacts(to) && !compacts(from)) return 'of each key, all records but the latest are deleted';
      return deletes(to) && !deletes(from) ? 'records older than its retention are deleted' : undefined;
    default:
      return undefined;
  }
}
