/** What YARN has for an application that waits, as its ResourceManager was last told by the nodes. Sizes in MB. */
export interface YarnWaiting {
  readonly nodes: number;
  readonly totalMemory: number;
  readonly usedMemory: number;
  readonly queue: string;
  /** The scheduler's own reason; empty where it has none. */
  readonly reason: string;
}

/** Its members by their types, for whoever checks what a driver tells. */
export const yarnWaitingMembers = {
  nodes: 'number',
  totalMemory: 'number',
  usedMemory: 'number',
  queue: 'string',
  reason: 'string',
} as const satisfies Record<keyof YarnWaiting, string>;

/** How to mend that the ResourceManager does not answer. */
export const managerHint =
  'Run the job again when the ResourceManager is up: `pipeline up` starts that of the embedded cluster.';

const number = new Intl.NumberFormat('en-US');

/** The scheduler's own reason, without its time and its figures. */
function reasonOf(text: string): string {
  const [reason = ''] = text.replace(/^\[[^\]]*\]\s*/, '').split(/\s*Details\s*:/);
  return reason.replace(/[.\s]+$/, '');
}

/** Where an application waits and what is taken there, after the word "waits". */
export function yarnPlace(waiting: YarnWaiting): string {
  const { nodes, totalMemory, usedMemory, queue } = waiting;
  if (nodes === 0) return ': no NodeManager is up';
  const memory = `${number.format(usedMemory)} of ${number.format(totalMemory)} MB of memory are taken`;
  const on = nodes === 1 ? 'one node' : `${nodes} nodes`;
  return ` in queue ${queue}: as YARN last heard, ${memory} on ${on}${why(waiting)}`;
}

/** A node that died is counted, with its memory, until YARN misses it: then there only seems to be room. */
function why({ totalMemory, usedMemory, reason }: YarnWaiting): string {
  const own = reasonOf(reason);
  const said = own === '' ? '' : `. ${own}`;
  return usedMemory < totalMemory && !/limit/i.test(own)
    ? `${said}. A node that has died is counted for a while`
    : said;
}
